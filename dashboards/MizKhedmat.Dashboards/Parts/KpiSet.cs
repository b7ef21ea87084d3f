using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>
/// Which KPIs answer which question. The four cards ask «are we on course with the law»: answers in the promised time
/// (1538588/3), receipts at once (edesk-1397/I3), every event with time and responsible (386059/4-6c), no defect told late
/// (1538588/2).
/// </summary>
public static class KpiSet
{
    public const string OnTime = "on-time-rate";
    public const string Overdue = "overdue-open";

    public static readonly IReadOnlyList<string> Cards = [OnTime, "receipt-coverage", "event-completeness", "late-defect-rate"];

    public static readonly IReadOnlyList<string> Facts = ["accepted-requests", "answered-requests", Overdue, "mean-answer-time", "e-desk-share", "desk-coverage"];

    /// <summary>Columns of the tables of units.</summary>
    public static readonly IReadOnlyList<string> Columns = ["accepted-requests", OnTime, Overdue, "receipt-coverage", "late-defect-rate", "mean-answer-time"];

    public static readonly IReadOnlyList<string> Head = [.. Cards, .. Facts];

    /// <summary>The definitions of these slugs, in the asked order.</summary>
    public static IReadOnlyList<KpiDefinition> Of(IReadOnlyList<KpiDefinition> catalogue, IReadOnlyList<string> slugs) =>
        [.. slugs.Select(slug => Find(catalogue, slug)).OfType<KpiDefinition>()];

    public static KpiDefinition? Find(IReadOnlyList<KpiDefinition> catalogue, string slug) => catalogue.FirstOrDefault(d => d.Slug == slug);
}
