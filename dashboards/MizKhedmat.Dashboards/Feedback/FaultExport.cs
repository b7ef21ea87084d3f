using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Sheets;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Feedback;

/// <summary>The table of codes of <c>/agency/api</c> as a file, read by the very query of the page; 404 outside a whole agency.</summary>
internal static class FaultExport
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/export/api-faults.csv", HandleAsync).RequireAuthorization(AccessRoom.Agency);

    private static async Task<IResult> HandleAsync(string? days, HttpContext context, ApiHealthBoard board, TimeProvider clock, CancellationToken ct)
    {
        var scope = SignedIn.ScopeOf(context.User);
        var period = FeedbackPaint.PeriodOf(days);
        if (scope is not { Kind: ScopeKind.Agency, Agency: { } agency } || await board.FaultsAsync(scope, agency, period, ct) is not { } faults)
        {
            return Results.NotFound();
        }

        var table = new SheetTable(Words.T("room-api"),
            [new(Words.T("code")), new(Words.T("api-of-what")), new(Words.T("api-fault")), new(Words.T("api-count"), CellType.Whole), new(Words.T("api-samples"))],
            faults.Select(f => new SheetLine([
                f.Code, FeedbackPaint.Measure(f.Measure), Register.RegisterPaint.Say(RefusalTexts.Of(f.Code)), f.Count,
                string.Join("; ", f.Samples.Select(s => $"{s.Receipt} {s.Pointer}")),
            ])));
        var day = JalaliDate.Of(clock.TodayInTehran()).ToString().Replace("/", "", StringComparison.Ordinal);
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.File(CsvWriting.Bytes(table), "text/csv; charset=utf-8", $"api-faults-{agency}-{Fa.Latin(period)}d-{day}.csv");
    }
}
