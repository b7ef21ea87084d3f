namespace MizKhedmat.Dashboards.Parts;

/// <summary>Builds links whose state is the URL: path and the query members that are set, in the given order. A path may bring members of its own.</summary>
public static class Link
{
    public static string To(string path, params (string Key, string? Value)[] query)
    {
        var set = query.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value!)}").ToList();
        return set.Count == 0 ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', set)}";
    }

    /// <summary>A mark on this very page: with a base address a bare <c>#mark</c> would lead to the home page.</summary>
    public static string Mark(Microsoft.AspNetCore.Components.NavigationManager nav, string id) =>
        "/" + nav.ToBaseRelativePath(nav.Uri).Split('#')[0] + "#" + id;

    /// <summary>The period member of a link: absent for live, the default.</summary>
    public static string? Period(Central.Kernel.JalaliPeriod period) => period.Kind == Central.Kernel.PeriodKind.Live ? null : period.Key;
}
