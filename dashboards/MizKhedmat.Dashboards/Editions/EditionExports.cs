using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Sheets;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>
/// Files of editions: the whole document for the nation, an agency's own share, the evidence of an objection, the yearly list with its
/// dossiers. Outside the own scope there is nothing to be had: 404.
/// </summary>
internal static class EditionExports
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Map(IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("/export").RequireAuthorization(policy => policy.AddAuthenticationSchemes(AccessRoom.Cookie).RequireAuthenticatedUser().RequireRole(Roles.All));
        exports.MapGet("/editions/{id}.json.gz", DocumentAsync);
        exports.MapGet("/shares/{id}.json", ShareAsync).RequireAuthorization(AccessRoom.Agency);
        exports.MapGet("/shares/{id}.zip", BundleAsync).RequireAuthorization(AccessRoom.Agency);
        exports.MapGet("/objections/{objection}/{id:int}", EvidenceAsync);
        exports.MapGet("/festival/{year:int}.{format:regex(^(xlsx|csv|json)$)}", ListAsync).RequireAuthorization(AccessRoom.National);
        exports.MapGet("/festival/{year:int}/{unit}.{format:regex(^(xlsx|csv|json)$)}", DossierAsync).RequireAuthorization(AccessRoom.National);
    }

    private static async Task<IResult> DocumentAsync(string id, HttpContext context, EditionShelf shelf, CancellationToken ct) =>
        Given(context, await shelf.DocumentAsync(SignedIn.ScopeOf(context.User), id, ct), "application/gzip", $"{id}.json.gz");

    private static async Task<IResult> ShareAsync(string id, HttpContext context, EditionShelf shelf, CancellationToken ct) =>
        SignedIn.ScopeOf(context.User) is { Agency: { } agency } scope
            ? Given(context, await shelf.ShareAsync(scope, id, agency, ct), "application/json", $"{id}-{agency}.json") : Results.NotFound();

    /// <summary>The share with the methodology, the tool and the one command.</summary>
    private static async Task<IResult> BundleAsync(string id, HttpContext context, EditionShelf shelf, CancellationToken ct)
    {
        if (SignedIn.ScopeOf(context.User) is not { Agency: { } agency } scope || await shelf.ShareAsync(scope, id, agency, ct) is not { } share)
        {
            return Results.NotFound();
        }

        using var archive = new MemoryStream();
        ReproduceBundle.Make(archive, share, ReproduceBundle.ToolFolder);
        return Given(context, archive.ToArray(), "application/zip", $"{id}-{agency}.zip");
    }

    /// <summary>Whatever was sent is downloaded, never shown: it came from outside.</summary>
    private static async Task<IResult> EvidenceAsync(string objection, int id, HttpContext context, ObjectionBoard objections, CancellationToken ct)
    {
        if (await objections.EvidenceAsync(SignedIn.ScopeOf(context.User), objection, id, ct) is not var (name, type, content))
        {
            return Results.NotFound();
        }

        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Given(context, content, type, name);
    }

    private static async Task<IResult> ListAsync(int year, string format, HttpContext context, AnnualHonours honours, CancellationToken ct) =>
        await honours.ReadAsync(SignedIn.ScopeOf(context.User), year, ct) is { Edition: not null } list
            ? File(context, format, string.Create(CultureInfo.InvariantCulture, $"festival-{year}"), Honours.Json(list), Honours.Table(list)) : Results.NotFound();

    private static async Task<IResult> DossierAsync(int year, string unit, string format, HttpContext context, AnnualHonours honours, CancellationToken ct) =>
        await honours.DossierAsync(SignedIn.ScopeOf(context.User), year, unit, ct) is { } dossier
            ? File(context, format, string.Create(CultureInfo.InvariantCulture, $"festival-{year}-{unit}"), Honours.Json(dossier), Honours.Table(dossier), Honours.Notes(dossier)) : Results.NotFound();

    private static IResult File(HttpContext context, string format, string name, JsonObject json, params SheetTable[] tables) => format switch
    {
        "json" => Given(context, JsonSerializer.SerializeToUtf8Bytes(json, Readable), "application/json", name + ".json"),
        "csv" => Given(context, CsvWriting.Bytes(tables[0]), "text/csv; charset=utf-8", name + ".csv"),
        _ => Given(context, SheetWriting.Bytes(new(tables) { RightToLeft = Fa.IsPersian }), Templates.MediaType, name + ".xlsx"),
    };

    private static IResult Given(HttpContext context, byte[]? bytes, string type, string name)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return bytes is null ? Results.NotFound() : Results.File(bytes, type, name);
    }
}
