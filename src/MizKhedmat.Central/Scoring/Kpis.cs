using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Scoring;

/// <summary>What the rows of a KPI answer stand for.</summary>
public enum KpiBy
{
    /// <summary>One row: the whole of what was asked for.</summary>
    Total,
    Province,
    County,
    Agency,
    Office,
    Service,
    Channel,
    Place,
    Month,
}

/// <summary>Unknown, zero and not applicable are kept apart (faq-1397/Q6, Q15).</summary>
public enum KpiStatus
{
    Value,
    NoData,
    NotApplicable,
    Suppressed,
}

/// <summary>Wilson 95 % interval of a share, both ends in [0, 1].</summary>
public readonly record struct Interval(double Lo, double Hi);

/// <summary>
/// What is asked: the nation, a province, county, agency or office, in a period. <see cref="Province"/> narrows an agency
/// to one province (a governor's view of a national agency).
/// </summary>
public sealed record KpiQuery(Scope Of, JalaliPeriod Period, KpiBy By = KpiBy.Total, ProvinceCode? Province = null, IReadOnlyList<string>? Indicators = null);

/// <summary>
/// One number with everything needed to trust it. For a share, <see cref="Part"/> of <see cref="Whole"/>; for a mean,
/// the sum over the count; for a count, the count alone in <see cref="Part"/>, which is whole except for K10, where a declared
/// desk counts half. What the register says is counted in full: no interval. <see cref="Value"/> is null unless
/// <see cref="Status"/> is <see cref="KpiStatus.Value"/>. Times are minutes.
/// </summary>
public sealed record KpiRow(
    string Indicator, string Key, string NameFa, string NameEn, double? Part, long? Whole, double? Value,
    Interval? Interval, double? Target, double? Previous, KpiStatus Status, IReadOnlyDictionary<string, double?>? Extra = null);

/// <summary>The answer: one cut-off for all its rows.</summary>
public sealed record KpiTable(DateTime AsOf, JalaliPeriod Period, IReadOnlyList<KpiRow> Rows)
{
    public KpiRow? Find(string indicator, string key = "") => Rows.FirstOrDefault(r => r.Indicator == indicator && r.Key == key);
}

/// <summary>How a KPI is painted and what its law is (data/indicators.json).</summary>
public enum KpiUnit
{
    Count,
    Share,
    Minutes,
    Number,
}

/// <summary>Catalogue entry of an indicator that this room can compute from its counters.</summary>
public sealed record KpiDefinition(
    string Slug, string Id, string TitleFa, string TitleEn, KpiUnit Unit, bool HigherIsBetter, double? Target, string Formula, IReadOnlyList<string> Clauses);
