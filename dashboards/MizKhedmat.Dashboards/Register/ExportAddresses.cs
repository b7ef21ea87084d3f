using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Dashboards.Register;

/// <summary>
/// Files of what a signed-in person may see: a list with the very filters of its page (the same query is read), Form 1 and
/// worksheets. Outside the own scope there is nothing to be had: 404.
/// </summary>
internal static class ExportAddresses
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("/export").RequireAuthorization(policy => policy.AddAuthenticationSchemes(AccessRoom.Cookie).RequireAuthenticatedUser().RequireRole(Roles.All));
        exports.MapGet("/register/{kind}.{format:regex(^(csv|xlsx)$)}", ListAsync);
        exports.MapGet("/form1.xlsx", Form1Async);
        exports.MapGet("/worksheet/{agency}/{service}.xlsx", WorksheetAsync);
    }

    private static async Task<IResult> ListAsync(
        string kind, string format, HttpContext context, RegisterList list, ReferenceNames references, TimeProvider clock, CancellationToken ct)
    {
        var scope = SignedIn.ScopeOf(context.User);
        if (RegisterKinds.Find(kind) is not { } known)
        {
            return Results.NotFound();
        }

        var asked = ListQuery.Of(context.Request.Query, known);
        var agency = scope.Agency ?? (AgencyCode.TryParse(context.Request.Query["agency"], null, out var code) ? code : null);
        var query = asked.For(known, agency ?? default) with { Agency = RegisterKinds.IsCentral(known) ? null : agency, Page = 1 };
        var lines = await list.AllAsync(scope, query, ct);
        var total = lines.Count < RegisterList.MaxExport ? lines.Count : (await list.ReadAsync(scope, query with { PageSize = 1 }, ct)).Total;
        var table = ExportTable.Of(known, lines, await references.ReadAsync(scope, ct), withAgency: scope.Agency is null && !RegisterKinds.IsCentral(known));
        var day = JalaliDate.Of(clock.TodayInTehran()).ToString().Replace("/", "", StringComparison.Ordinal);
        var name = $"{kind}-{day}.{format}";
        context.Response.Headers.CacheControl = "private, no-store";
        if (format == "csv")
        {
            return Results.File(CsvWriting.Bytes(table), "text/csv; charset=utf-8", name);
        }

        var notes = ExportTable.NotesOf(
            RegisterWords.OfKind(known).Fa, $"{scope} {context.Request.QueryString}", clock.UtcNow(), lines.Count, total, RegisterFields.Of(known).Any(f => f.IsPersonal));
        return Results.File(SheetWriting.Bytes(new([table, ExportTable.Notes(notes)])), Templates.MediaType, name);
    }

    private static async Task<IResult> Form1Async(string? agency, HttpContext context, ExportForms forms, CancellationToken ct)
    {
        var scope = SignedIn.ScopeOf(context.User);
        var code = agency is null ? scope.Agency : AgencyCode.TryParse(agency, null, out var asked) ? asked : null;
        return await FileAsync(context, code is { } of ? forms.Form1Async(scope, of, ct) : Task.FromResult<byte[]?>(null), $"form1-{code}.xlsx");
    }

    private static async Task<IResult> WorksheetAsync(string agency, string service, HttpContext context, ExportForms forms, CancellationToken ct) =>
        await FileAsync(
            context, AgencyCode.TryParse(agency, null, out var code) ? forms.WorksheetAsync(SignedIn.ScopeOf(context.User), code, service, ct) : Task.FromResult<byte[]?>(null),
            string.Create(CultureInfo.InvariantCulture, $"worksheet-{agency}-{service}.xlsx"));

    private static async Task<IResult> FileAsync(HttpContext context, Task<byte[]?> making, string name)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return await making is { } bytes ? Results.File(bytes, Templates.MediaType, name) : Results.NotFound();
    }
}
