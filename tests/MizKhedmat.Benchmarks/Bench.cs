namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/MizKhedmat.Benchmarks -- NAME</c>: each benchmark starts what it needs and ends with
/// one line <c>NAME ratio=R goal=G key=value …</c>.
/// </summary>
internal static class Bench
{
    private static readonly Dictionary<string, Func<Task>> Known = new(StringComparer.Ordinal)
    {
        ["dashboards"] = Dashboards.RunAsync,
        ["intake-postgres"] = Intake.PostgreSqlAsync,
        ["intake-sqlite"] = Intake.SqliteAsync,
        ["intake-single"] = IntakeSingle.RunAsync,
        ["score"] = ScoreBench.RunAsync,
        ["live"] = Live.RunAsync,
        ["rank"] = LiveRank.RunAsync,
        ["start"] = Start.RunAsync,
        ["overload"] = Overload.RunAsync,
    };

    private static async Task<int> Main(string[] args)
    {
        if (args is not [var name] || Known.GetValueOrDefault(name) is not { } run)
        {
            await Console.Error.WriteLineAsync("usage: MizKhedmat.Benchmarks " + string.Join(" | ", Known.Keys));
            return 2;
        }

        await run();
        return 0;
    }
}
