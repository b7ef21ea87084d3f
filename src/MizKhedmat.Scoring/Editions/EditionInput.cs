using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>What names a run and cannot be computed from its facts (SCORING.md 14).</summary>
/// <param name="RunId">The seed follows from it.</param>
/// <param name="Kind">live, provisional, final, restatement or sandbox.</param>
/// <param name="Period">As the calendar names it, e.g. 1405-Q2.</param>
/// <param name="CutoffUtc">Facts recorded up to here.</param>
/// <param name="PrevRunHash">Run hash of the run before; null for the first.</param>
/// <param name="SignedBy">Roles or names of those who approved; empty until somebody has.</param>
public sealed record EditionHead(
    string RunId, string Kind, string Period, DateTimeOffset CutoffUtc, string CalendarHash, string ObligationsHash, string NaRegisterHash,
    string EngineVersion, string? PrevRunHash, IReadOnlyList<string> SignedBy)
{
    /// <summary>What a run may be.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["live", "provisional", "final", "restatement", "sandbox"];
}

/// <summary>An agency inside a province, with its requests there.</summary>
public sealed record EditionCell(string Agency, string Province, double Requests)
{
    /// <summary>Its unit code in the facts of the cells.</summary>
    public string Unit => $"{Agency}/{Province}";
}

/// <summary>Everything that an edition is computed from.</summary>
public sealed record EditionInput
{
    public required EditionHead Head { get; init; }

    /// <summary>The whole methodology document, of which the facts' method was parsed.</summary>
    public required JsonElement Methodology { get; init; }

    /// <summary>Nationally pooled cells of each agency, with its peer group.</summary>
    public required IndexFacts Agencies { get; init; }

    /// <summary>Frozen priors of the previous closed period; null in the first one.</summary>
    public IndexPriors? Priors { get; init; }

    /// <summary>Cells agency × province, under the codes of <see cref="EditionCell.Unit"/> and the peer groups of the agencies; null without provinces.</summary>
    public IndexFacts? Cells { get; init; }

    /// <summary>Who and where each unit of <see cref="Cells"/> is.</summary>
    public IReadOnlyList<EditionCell> Places { get; init; } = [];

    /// <summary>The governor's parts of each province, in the order of <see cref="ProvinceRule.Governor"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Cell>> Governors { get; init; } = new Dictionary<string, IReadOnlyList<Cell>>();

    /// <summary>Requests of each agency in the whole country: the national mix.</summary>
    public IReadOnlyDictionary<string, double> NationalRequests { get; init; } = new Dictionary<string, double>();

    /// <summary>List and names of every agency and province; one that is not named stands in the list of agencies under its code.</summary>
    public IReadOnlyList<EditionUnit> Units { get; init; } = [];

    /// <summary>Draws of the method; 0 = none (a live run), null = as many as the method says.</summary>
    public int? Draws { get; init; }

    /// <summary>Every agency and province with its list and names, in ordinal order of codes; those that <see cref="Units"/> does not name included.</summary>
    public IReadOnlyList<EditionUnit> AllUnits
    {
        get
        {
            var named = Units.Select(u => (u.IsProvince, u.Code)).ToHashSet();
            var agencies = Agencies.Units.Where(u => !named.Contains((false, u))).Select(u => new EditionUnit(u, EditionUnit.Agencies, u, u));
            var provinces = Places.Select(p => p.Province).Concat(Governors.Keys).Distinct().Where(p => !named.Contains((true, p))).Select(p => new EditionUnit(p, EditionUnit.Provinces, p, p));
            return [.. Units.Concat(agencies).Concat(provinces).OrderBy(u => u.Code, StringComparer.Ordinal).ThenBy(u => u.List, StringComparer.Ordinal)];
        }
    }

    /// <summary>
    /// The same facts under another method, matched by codes of indicators; what this one did not ask for was not due. Priors stay where both methods
    /// estimate in the same way, unless others are given.
    /// </summary>
    public EditionInput Under(IndexMethod to, JsonElement methodology, IndexPriors? priors = null)
    {
        var from = Agencies.Method;
        return this with
        {
            Methodology = methodology, Agencies = Agencies.Under(to), Cells = Cells?.Under(to), Priors = priors ?? Priors?.Under(from, to),
            Governors = from == to ? Governors : Governors.ToDictionary(g => g.Key, g => (IReadOnlyList<Cell>)[.. (to.Province?.Governor ?? []).Select(rule => Part(g.Value, rule))], StringComparer.Ordinal),
        };

        Cell Part(IReadOnlyList<Cell> parts, IndicatorRule rule)
        {
            var old = (from.Province?.Governor ?? []).Index().FirstOrDefault(g => g.Item.Code == rule.Code && CellJson.Names(g.Item.Estimator) == CellJson.Names(rule.Estimator));
            return old.Item is null ? Cell.NotObserved : old.Index < parts.Count ? parts[old.Index] : Cell.Missing;
        }
    }

    /// <summary>What a stored edition was computed from. Throws <see cref="ScoringException"/> for a document that lacks a part.</summary>
    public static EditionInput Read(JsonElement edition) => EditionReader.Read(edition);
}
