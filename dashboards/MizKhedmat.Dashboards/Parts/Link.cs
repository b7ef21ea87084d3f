namespace MizKhedmat.Dashboards.Parts;

/// <summary>Builds links whose state is the URL: path and the query members that are set, in the given order.</summary>
public static class Link
{
    public static string To(string path, params (string Key, string? Value)[] query)
    {
        var set = query.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}").ToList();
        return set.Count == 0 ? path : $"{path}?{string.Join('&', set)}";
    }

    /// <summary>The period member of a link: absent for live, the default.</summary>
    public static string? Period(Central.Kernel.JalaliPeriod period) => period.Kind == Central.Kernel.PeriodKind.Live ? null : period.Key;
}
