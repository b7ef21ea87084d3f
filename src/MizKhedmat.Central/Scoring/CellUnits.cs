using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>What the units of a table of cells are.</summary>
public enum CellLevel
{
    /// <summary>A whole agency: its facts pooled over all its offices, never an average of provinces.</summary>
    Agency,

    /// <summary>The part of an agency in a province.</summary>
    AgencyProvince,

    /// <summary>A province by itself: only the governor's own four parts.</summary>
    Province,

    /// <summary>An office; never ranked, it gets a funnel class.</summary>
    Office,
}

/// <summary>Who is measured. Members that a level does not know are null.</summary>
/// <param name="Code"><c>1001</c>, <c>1001/23</c>, <c>23</c>, <c>1001/23-0007</c>.</param>
/// <param name="Agency">Whose unit it is.</param>
/// <param name="Province">Where it is.</param>
/// <param name="Office">Its own code within the agency.</param>
/// <param name="NameFa">Of the office, else of the agency, else of the province.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Kind">Kind of the agency.</param>
/// <param name="Subject">Whether the directive binds it: others are listed apart with the basis (DOMAIN.md section 8, 36).</param>
public sealed record CellUnit(
    string Code, AgencyCode? Agency, ProvinceCode? Province, string? Office, string NameFa, string NameEn, AgencyKind? Kind, SubjectStatus? Subject)
{
    /// <summary>The type code of DOMAIN.md section 3 that the methodology speaks of.</summary>
    public static string TypeCode(AgencyKind kind) => kind switch
    {
        AgencyKind.Ministry => "MIN",
        AgencyKind.Institution => "INST",
        AgencyKind.StateCompany => "COMP",
        AgencyKind.PublicBody => "NGPB",
        AgencyKind.RevolutionaryBody => "REV",
        AgencyKind.Governorate => "GOVN",
        AgencyKind.CountyGovernorate => "FARM",
        AgencyKind.Municipality => "MUNI",
        AgencyKind.University => "UNI",
        AgencyKind.Bank => "BANK",
        AgencyKind.Post => "POST",
        AgencyKind.GuildChamber => "GUILD",
        AgencyKind.Other => "OTHER",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>The cells of one unit and what rankings need beside them.</summary>
/// <param name="Unit">Who is measured.</param>
/// <param name="Cells">In the order of <see cref="CellTable.Codes"/>.</param>
/// <param name="Requests">Accepted in the period.</param>
/// <param name="YearlyRequests">Of the agency, accepted in the year before the period began: the band of its peer group (SCORING.md 11).</param>
public sealed record UnitCells(CellUnit Unit, IReadOnlyList<Cell> Cells, long Requests, long YearlyRequests);

/// <summary>Cells with their cut-off and the methodology whose indicators they are.</summary>
public sealed record CellTable(
    DateTime AsOf, JalaliPeriod Period, CellLevel Level, string Methodology, string Sha256, IReadOnlyList<string> Codes, IReadOnlyList<UnitCells> Units)
{
    public UnitCells? Find(string unit) => Units.FirstOrDefault(u => u.Unit.Code == unit);

    /// <summary>The cell of an indicator of a unit; null when either is not in the table.</summary>
    public Cell? Find(string unit, string indicator) =>
        Find(unit) is { } found && Codes.Index().FirstOrDefault(c => c.Item == indicator) is { Item: not null } at ? found.Cells[at.Index] : null;
}

/// <summary>What an indicator is, for screens and papers: its clauses, how it is counted, and why it may not be counted yet.</summary>
/// <param name="Code"><c>P5.4</c>.</param>
/// <param name="Slug">Its name on the wire.</param>
/// <param name="LabelFa">Its name.</param>
/// <param name="Clauses">Of the law.</param>
/// <param name="Formula">Which x of which n.</param>
/// <param name="Waiting">Why nobody has a value yet; null where values come.</param>
public sealed record CellDefinition(string Code, string Slug, string LabelFa, IReadOnlyList<string> Clauses, BilingualText Formula, BilingualText? Waiting);
