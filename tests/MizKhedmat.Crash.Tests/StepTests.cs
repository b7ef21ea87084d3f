using System.Globalization;
using MizKhedmat.Central.Tests;
using Xunit;

namespace MizKhedmat.Crash.Tests;

/// <summary>
/// The N-th fault as the death of the process (SECURITY.md section 11, H5): the centre is killed exactly at the N-th command of
/// its intake transaction, started again, and the same push comes again. <c>CRASH_STEPS</c> = <c>all</c> takes every N, a number
/// so many of them, spread from the first to the last; without it six.
/// </summary>
public sealed class StepTests(ITestOutputHelper output)
{
    /// <summary>More records than share a commit with others.</summary>
    private const int Batch = 30;

    private static int? Most => Environment.GetEnvironmentVariable("CRASH_STEPS") switch
    {
        "all" => null,
        { Length: > 0 } asked => int.Parse(asked, CultureInfo.InvariantCulture),
        _ => 6,
    };

    [Fact]
    public async Task On_PostgreSQL_a_push_is_stored_once_and_whole_at_whatever_command_the_centre_dies()
    {
        await using var centre = await CrashedCentre.StartAsync("steps-postgresql", 3, TestDatabase.NewServer(), isWired: true);
        await SweepAsync(centre, centre.Wire!);
    }

    [Fact]
    public async Task On_SQLite_a_push_is_stored_once_and_whole_at_whatever_statement_the_centre_dies()
    {
        await using var centre = await CrashedCentre.StartAsync("steps-sqlite", 3, fault: WorseCentre.DiesAtStep);
        await SweepAsync(centre, new ProcessPoints(centre));
    }

    /// <summary>A batch of one agency, and small pushes of three that share a commit.</summary>
    private async Task SweepAsync(CrashedCentre centre, IKillPoints points)
    {
        foreach (var (senders, records) in new[] { (1, Batch), (3, 1) })
        {
            using var sweep = new StepSweep(centre, points, senders, records, seed: records);
            var tally = await sweep.RunAsync(Most);
            var line = string.Create(CultureInfo.InvariantCulture, $"{centre.Name} {senders}x{records}: {tally}");
            output.WriteLine(line);
            await File.AppendAllTextAsync(Path.Combine(CrashedCentre.Results, "tallies.txt"), line + "\n" + string.Concat(tally.Faults.Take(20).Select(f => $"  {f}\n")), TestContext.Current.CancellationToken);
            Assert.Empty(tally.Faults.Take(10));
            Assert.True(tally.Points >= 6, line);

            // Small pushes may share their commits otherwise the next time and so meet fewer points; the first is always met.
            Assert.InRange(tally.Killed, senders > 1 ? 2 : Math.Min(tally.Points, Most ?? tally.Points), tally.Points);
            Assert.True(senders > 1 || tally.Stored >= 1, "the last point lies behind the commit: " + line);
        }
    }
}
