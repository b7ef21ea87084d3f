using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The code lists that records are written with (API.md section 5), public. The tag is the hash of the list, so that whoever
/// has it already gets 304 and nothing else.
/// </summary>
internal static class AskCodes
{
    private static readonly RegisterField ReasonCode =
        RegisterFields.Find(RegisterKind.Service, "places")!.Fields!.First(f => f.Name == "reasonCode");

    public static void Map(RouteGroupBuilder api) => api.MapMethods("/codes/{list}", AskRegister.Read, HandleAsync).AllowAnonymous();

    private static async Task<IResult> HandleAsync(string list, HttpContext context, IDbContextFactory<CentralDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var items = list switch
        {
            "provinces" => await ProvincesAsync(db, ct),
            "counties" => await CountiesAsync(db, ct),
            "agencies" => await AgenciesAsync(db, ct),
            "cofog" => await CofogAsync(db, ct),
            "services" => await ServicesAsync(db, ct),
            "reasons" => [.. Choices("reasonCode", ReasonCode), .. Choices("exemption", RegisterFields.Find(RegisterKind.Exemption, "exemption")!)],
            _ => null,
        };
        if (items is null)
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        var bytes = RegisterBody.Bytes(new JsonObject { ["items"] = new JsonArray([.. items]) });
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"");
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "public, max-age=300";
        return IsKnown(context.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(bytes, "application/json");
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList([.. request.Headers.IfNoneMatch.OfType<string>()], out var known)
        && known.Any(k => k.Equals(EntityTagHeaderValue.Any) || k.Compare(tag, useStrongComparison: false));

    private static async Task<JsonNode[]> ProvincesAsync(CentralDb db, CancellationToken ct) =>
        [.. (await db.Provinces.AsNoTracking().ToListAsync(ct)).OrderBy(p => p.Code.Value, StringComparer.Ordinal)
            .Select(p => new JsonObject { ["code"] = p.Code.Value, ["name"] = RegisterBody.OfText(p.NameFa, p.NameEn) })];

    private static async Task<JsonNode[]> CountiesAsync(CentralDb db, CancellationToken ct) =>
        [.. (await db.Counties.AsNoTracking().ToListAsync(ct)).OrderBy(c => c.Code.Value, StringComparer.Ordinal).Select(c => new JsonObject
        {
            ["code"] = c.Code.Value, ["province"] = c.Province.Value, ["name"] = RegisterBody.OfText(c.NameFa, null),
            ["validFrom"] = Iso(c.ValidFrom), ["validTo"] = Iso(c.ValidTo),
        })];

    private static async Task<JsonNode[]> AgenciesAsync(CentralDb db, CancellationToken ct) =>
        [.. (await db.Agencies.AsNoTracking().ToListAsync(ct)).OrderBy(a => a.Code.Value, StringComparer.Ordinal).Select(a => new JsonObject
        {
            ["code"] = a.Code.Value, ["name"] = RegisterBody.OfText(a.NameFa, a.NameEn), ["type"] = Kebab(a.Kind), ["level"] = Kebab(a.Level),
            ["province"] = a.Province?.Value, ["subject"] = Kebab(a.Subject),
        })];

    private static async Task<JsonNode[]> CofogAsync(CentralDb db, CancellationToken ct) =>
        [.. (await db.CofogClasses.AsNoTracking().OrderBy(c => c.Code).ToListAsync(ct))
            .Select(c => new JsonObject { ["code"] = c.Code, ["name"] = RegisterBody.OfText(c.NameFa, c.NameEn) })];

    /// <summary>Services that have their national id; one whose change waits has it still (faq-1397/Q7).</summary>
    private static async Task<JsonNode[]> ServicesAsync(CentralDb db, CancellationToken ct)
    {
        var services = await db.Services.AsNoTracking()
            .Where(s => s.ServiceCode != null && (s.IdStatus == IdStatus.Issued || s.IdStatus == IdStatus.ChangeRequested))
            .Join(db.Agencies.AsNoTracking(), s => s.AgencyId, a => a.Id, (s, a) => new { s.ServiceCode, s.TitleFa, s.Audience, Agency = a.Code }).ToListAsync(ct);
        return
        [
            .. services.OrderBy(s => s.ServiceCode, StringComparer.Ordinal).ThenBy(s => s.Agency.Value, StringComparer.Ordinal).Select(s => new JsonObject
            {
                ["code"] = s.ServiceCode, ["name"] = RegisterBody.OfText(s.TitleFa, null), ["agency"] = s.Agency.Value, ["audience"] = Kebab(s.Audience),
            }),
        ];
    }

    private static IEnumerable<JsonNode> Choices(string name, RegisterField field) => field.Choices!.Select(choice =>
    {
        var text = RegisterWords.OfChoice(name, choice);
        var body = new JsonObject { ["code"] = choice, ["list"] = name, ["name"] = RegisterBody.OfText(text.Fa, text.En) };
        if (ExemptionRules.RefusalOf(choice) is { } clause)
        {
            body["refusedBy"] = clause;
        }

        return body;
    });

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
