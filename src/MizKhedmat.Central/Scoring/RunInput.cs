using System.Text.Json;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>Units of one reading, and where the indicators of a method stand in their cells.</summary>
internal sealed record RunUnits(int[] Order, int[] Governors, IReadOnlyList<UnitCells> Agencies, IReadOnlyList<UnitCells> Parts, IReadOnlyList<UnitCells> Provinces);

/// <summary>What a run is computed from, made of the cells of one reading: the same for the live ranking and for an edition.</summary>
internal static class RunInput
{
    public static EditionInput Of(EditionHead head, JsonElement document, IndexMethod method, RunUnits units)
    {
        var bound = units.Agencies.Where(u => u.IsBound).ToList();
        var inside = units.Parts.Where(u => u.IsBound).ToList();
        var groups = bound.PeerGroups(method);
        return new()
        {
            Head = head,
            Methodology = document,
            Agencies = bound.Facts(method, units.Order, GroupOf),
            Cells = inside.Facts(method, units.Order, GroupOf),
            Places = [.. inside.Select(PlaceOf)],
            Governors = units.Provinces.ToDictionary(p => p.Unit.Code, p => (IReadOnlyList<Cell>)[.. units.Governors.Select(i => p.Cells[i])], StringComparer.Ordinal),
            NationalRequests = units.Agencies.ToDictionary(u => u.Unit.Code, u => (double)u.Requests, StringComparer.Ordinal),
            Units = [.. units.Agencies.Select(u => Unit(u, ListOf(u))), .. units.Provinces.Select(u => Unit(u, EditionUnit.Provinces))],
        };

        string GroupOf(UnitCells unit) => groups[unit.Unit.Agency!.Value.Value];
    }

    /// <summary>Of the part of an agency in a province.</summary>
    public static EditionCell PlaceOf(UnitCells part) => new(part.Unit.Agency!.Value.Value, part.Unit.Province!.Value.Value, part.Requests);

    private static EditionUnit Unit(UnitCells unit, string list) => new(unit.Unit.Code, list, unit.Unit.NameFa, unit.Unit.NameEn);

    private static string ListOf(UnitCells agency) =>
        !agency.IsBound ? EditionUnit.NotBound : agency.IsProvincial ? EditionUnit.ProvincialAgencies : EditionUnit.Agencies;
}
