namespace MizKhedmat.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release --project tests/MizKhedmat.Benchmarks -- NAME</c>: each benchmark starts what it needs and ends with
/// one line <c>NAME ratio=R goal=G key=value …</c>.
/// </summary>
internal static class Bench
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["dashboards"])
        {
            await Dashboards.RunAsync();
            return 0;
        }

        await Console.Error.WriteLineAsync("usage: MizKhedmat.Benchmarks dashboards");
        return 2;
    }
}
