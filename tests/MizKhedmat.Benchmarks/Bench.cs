namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/MizKhedmat.Benchmarks -- NAME</c>: each benchmark starts what it needs and ends with
/// one line <c>NAME ratio=R goal=G key=value …</c>.
/// </summary>
internal static class Bench
{
    private static async Task<int> Main(string[] args)
    {
        Func<Task>? run = args switch
        {
            ["dashboards"] => Dashboards.RunAsync,
            ["intake-postgres"] => Intake.PostgreSqlAsync,
            ["intake-sqlite"] => Intake.SqliteAsync,
            ["overload"] => Overload.RunAsync,
            _ => null,
        };
        if (run is null)
        {
            await Console.Error.WriteLineAsync("usage: MizKhedmat.Benchmarks dashboards | intake-postgres | intake-sqlite | overload");
            return 2;
        }

        await run();
        return 0;
    }
}
