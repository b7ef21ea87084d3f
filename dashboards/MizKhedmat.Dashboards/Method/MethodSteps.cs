using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Method;

/// <summary>Which step a version of the methodology may take by this official: what forms are shown. The act asks everything anew.</summary>
internal static class MethodSteps
{
    public static IReadOnlyList<MethodologyStep> For(MethodologyLine line, int? official) => line.Status switch
    {
        Methodology.Draft => [MethodologyStep.Consulted],
        Methodology.Consultation => MayApprove(line, official) ? [MethodologyStep.Approved, MethodologyStep.Returned] : [MethodologyStep.Returned],
        Methodology.Approved => [MethodologyStep.TookEffect],
        _ => [],
    };

    /// <summary>A step by its name; null for anything else.</summary>
    public static MethodologyStep? Parse(string? name) => Enum.GetValues<MethodologyStep>().Cast<MethodologyStep?>().FirstOrDefault(s => s.ToString() == name);

    /// <summary>Quarters from which a version can hold: those to come, and for the very first one the last four too.</summary>
    public static IReadOnlyList<JalaliPeriod> Quarters(DateOnly today, bool isLater)
    {
        var quarter = JalaliPeriod.QuarterOf(today);
        var all = new List<JalaliPeriod>();
        for (var i = 0; i < 4; i++)
        {
            quarter = quarter.Previous();
        }

        for (var i = 0; i < 9; i++, quarter = JalaliPeriod.QuarterOf(quarter.To.AddDays(1)))
        {
            all.Add(quarter);
        }

        return isLater ? [.. all.Where(q => q.From > today)] : all;
    }

    /// <summary>Where an input of a step's form stands on the page.</summary>
    public static string IdOf(MethodologyStep step, string name) => $"{step.ToString().ToLowerInvariant()}-{name}";

    /// <summary>Neither who brought this content nor who approved it since it went into consultation.</summary>
    private static bool MayApprove(MethodologyLine line, int? official)
    {
        var acts = line.Acts.Where(a => a.Sha256 == line.Sha256).ToList();
        var since = acts.FindLastIndex(a => a.Step == MethodologyStep.Consulted);
        return official is { } id && RecordHistory.OfficialOf(acts.LastOrDefault(a => a.Step == MethodologyStep.Submitted)?.By ?? "") != id
            && !acts.Skip(since + 1).Any(a => a.Step == MethodologyStep.Approved && RecordHistory.OfficialOf(a.By) == id);
    }
}
