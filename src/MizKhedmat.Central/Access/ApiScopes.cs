namespace MizKhedmat.Central.Access;

/// <summary>The closed list of API scopes (API.md section 2). There are no wildcards.</summary>
public static class ApiScopes
{
    public const string IntakeWrite = "intake.write";
    public const string RegistryWrite = "registry.write";
    public const string FilingsWrite = "filings.write";
    public const string ReceiptsRead = "receipts.read";
    public const string KpiRead = "kpi.read";

    public static readonly IReadOnlyList<string> All = [IntakeWrite, RegistryWrite, FilingsWrite, ReceiptsRead, KpiRead];

    /// <summary>The scopes to put into a token: those asked for, or all granted when none is; null when one is not to be had.</summary>
    internal static IReadOnlyList<string>? Choose(string? asked, string granted)
    {
        var may = Split(granted);
        if (asked is null)
        {
            return may;
        }

        var wanted = asked.Split(' ');
        return wanted.Distinct(StringComparer.Ordinal).Count() == wanted.Length && wanted.All(may.Contains) ? wanted : null;
    }

    internal static string[] Split(string scopes) => scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
