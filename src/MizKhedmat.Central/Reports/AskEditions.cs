using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Reports;

/// <summary>
/// Machines read published editions (API.md section 6, 1538588/4): heads and hashes of the chain for everybody, and for an agency that stands in one
/// what it needs to compute its own score again.
/// </summary>
public static class AskEditions
{
    /// <summary>The chain, the newest first; a handful a year, so <paramref name="Next"/> is null.</summary>
    public sealed record ListBody(IReadOnlyList<EditionBody> Items, string? Next);

    /// <summary>An edition. <paramref name="Document"/>: the caller's own share (mizkhedmat.share/1) where one edition was asked for, else null.</summary>
    public sealed record EditionBody(
        string Id, int Sequence, string Period, string Kind, DateTime CutoffUtc, DateTime PublishedAt, string? Replaces, string? Reason, string Methodology, string MethodologyHash,
        string FactsHash, string ResultHash, string RunHash, string PreviousRunHash, string SignedBy, bool IsLatest, DateOnly? ObjectionsUntil, JsonElement? Document);

    internal static void Map(RouteGroupBuilder api)
    {
        var reading = api.MapGroup("").RequireApiScope("kpi.read");
        reading.MapGet("/editions", ListAsync);
        reading.MapGet("/editions/{id}", FindAsync);
    }

    private static async Task<IResult> ListAsync(CallingAgency agency, EditionShelf shelf, CancellationToken ct) =>
        TypedResults.Ok(new ListBody([.. (await shelf.ListAsync(Scope.OfAgency(agency.Code), ct)).Select(e => Body(e, null))], null));

    private static async Task<IResult> FindAsync(string id, HttpContext context, CallingAgency agency, EditionShelf shelf, CancellationToken ct)
    {
        var own = Scope.OfAgency(agency.Code);
        if (await shelf.FindAsync(own, id, ct) is not { } edition)
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        JsonElement? share = null;
        if (await shelf.ShareAsync(own, edition.Id, agency.Code, ct) is { } bytes)
        {
            using var json = JsonDocument.Parse(bytes);
            share = json.RootElement.Clone();
        }

        return TypedResults.Ok(Body(edition, share));
    }

    private static EditionBody Body(EditionLine e, JsonElement? document) => new(
        e.Id, e.Sequence, e.Period.Key, JsonNamingPolicy.KebabCaseLower.ConvertName(e.Kind.ToString()), e.CutoffUtc, e.PublishedAt, e.Replaces, e.Reason, e.Methodology, e.MethodologySha256,
        e.FactsHash, e.ResultHash, e.RunHash, e.PreviousRunHash, e.SignedBy, e.IsLatest, e.ObjectionsUntil, document);
}
