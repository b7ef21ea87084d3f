using System.Text.Json;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>How units with their cells become facts of the engine: the same for the live ranking and for editions.</summary>
internal static class IndexUnits
{
    extension(UnitCells unit)
    {
        /// <summary>Whether the directive binds it; others are listed apart and not scored (DOMAIN.md section 8, 36).</summary>
        public bool IsBound => unit.Unit.Subject is SubjectStatus.Subject or SubjectStatus.Deemed;

        /// <summary>The register says of which province an agency is; those of none are of the country.</summary>
        public bool IsProvincial => unit.Unit.Province is not null;
    }

    extension(CellTable table)
    {
        /// <summary>Where the cells of these indicators stand in the rows of the table.</summary>
        public int[] OrderOf(IEnumerable<IndicatorRule> rules)
        {
            var codes = table.Codes.ToList();
            return [.. rules.Select(rule => codes.IndexOf(rule.Code))];
        }
    }

    extension(IEnumerable<UnitCells> units)
    {
        /// <summary>Peer group by code of the agency (SCORING.md 11).</summary>
        public Dictionary<string, string> PeerGroups(IndexMethod method) => method.Peers is { } rule
            ? MizKhedmat.Scoring.PeerGroups.Assign(rule, units.Select(u => (u.Unit.Code, CellUnit.TypeCode(u.Unit.Kind!.Value), (double)u.YearlyRequests))).ToDictionary(StringComparer.Ordinal)
            : units.ToDictionary(u => u.Unit.Code, _ => "", StringComparer.Ordinal);

        /// <summary>The cells in the order of the method.</summary>
        public IndexFacts Facts(IndexMethod method, int[] order, Func<UnitCells, string> group)
        {
            var list = units.ToList();
            var facts = new IndexFacts(method, list.Select(u => (u.Unit.Code, group(u))));
            list.ForEach(unit => Fill(facts, unit, order));
            return facts;
        }
    }

    /// <summary>Everything that an edition is computed from, but its priors.</summary>
    public static EditionInput Input(EditionHead head, JsonElement document, IndexMethod method, IndexRows rows)
    {
        var bound = rows.Agencies.Where(u => u.IsBound).ToList();
        var inside = rows.Parts.Where(u => u.IsBound).ToList();
        var groups = bound.PeerGroups(method);
        return new()
        {
            Head = head,
            Methodology = document,
            Agencies = bound.Facts(method, rows.Order, GroupOf),
            Cells = inside.Facts(method, rows.Order, GroupOf),
            Places = [.. inside.Select(PlaceOf)],
            Governors = Governors(rows.Provinces, rows.GovernorOrder),
            NationalRequests = rows.Agencies.ToDictionary(u => u.Unit.Code, u => (double)u.Requests, StringComparer.Ordinal),
            Units = [.. rows.Agencies.Select(u => Unit(u, ListOf(u))), .. rows.Provinces.Select(u => Unit(u, EditionUnit.Provinces))],
        };

        string GroupOf(UnitCells unit) => groups[unit.Unit.Agency!.Value.Value];
    }

    /// <summary>The governor's own cells by province.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Cell>> Governors(IEnumerable<UnitCells> provinces, int[] order) =>
        provinces.ToDictionary(p => p.Unit.Code, p => (IReadOnlyList<Cell>)[.. order.Select(i => p.Cells[i])], StringComparer.Ordinal);

    /// <summary>Of the part of an agency in a province.</summary>
    public static EditionCell PlaceOf(UnitCells part) => new(part.Unit.Agency!.Value.Value, part.Unit.Province!.Value.Value, part.Requests);

    private static EditionUnit Unit(UnitCells unit, string list) => new(unit.Unit.Code, list, unit.Unit.NameFa, unit.Unit.NameEn);

    private static string ListOf(UnitCells agency) =>
        !agency.IsBound ? EditionUnit.NotBound : agency.IsProvincial ? EditionUnit.ProvincialAgencies : EditionUnit.Agencies;

    public static void Fill(IndexFacts facts, UnitCells unit, int[] order)
    {
        var row = facts.Row(facts.IndexOf(unit.Unit.Code));
        for (var i = 0; i < order.Length; i++)
        {
            row[i] = unit.Cells[order[i]];
        }
    }
}

/// <summary>Agencies, their parts in provinces and the provinces, with the places of the method's indicators in their cells.</summary>
internal sealed record IndexRows(
    IReadOnlyCollection<UnitCells> Agencies, IReadOnlyCollection<UnitCells> Parts, IReadOnlyCollection<UnitCells> Provinces, int[] Order, int[] GovernorOrder);
