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

    /// <summary>What a stored edition was computed from. Throws <see cref="ScoringException"/> for a document that lacks a part.</summary>
    public static EditionInput Read(JsonElement edition) => EditionReader.Read(edition);
}
