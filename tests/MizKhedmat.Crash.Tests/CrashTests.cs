using System.Globalization;
using MizKhedmat.Central.Tests;
using Xunit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MizKhedmat.Crash.Tests;

/// <summary>
/// Nothing that was answered is lost, and nothing is doubled, whoever is killed and whenever (SECURITY.md section 11, H1).
/// <c>CRASH_ROUNDS</c> sets the rounds of each loop; the controls show that the loop would see a broken promise.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static int Rounds(int shortly) =>
        int.TryParse(Environment.GetEnvironmentVariable("CRASH_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : shortly;

    private static int Seed =>
        int.TryParse(Environment.GetEnvironmentVariable("CRASH_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Random.Shared.Next(1, 1_000_000);

    [Fact]
    public async Task On_PostgreSQL_nothing_is_lost_when_the_centre_the_database_or_both_are_killed()
    {
        await using var centre = await CrashedCentre.StartAsync("postgresql", 6, TestDatabase.NewServer());
        var tally = await LoopAsync(centre, [Victim.Application, Victim.Database, Victim.Both], Rounds(6));
        Assert.Empty(tally.Faults.Take(10));
        Assert.True(tally.Acknowledged > tally.Rounds && tally.Repeated > 0, tally.ToString());
    }

    [Fact]
    public async Task On_SQLite_nothing_is_lost_when_the_centre_is_killed()
    {
        await using var centre = await CrashedCentre.StartAsync("sqlite", 4);
        var tally = await LoopAsync(centre, [Victim.Application], Rounds(4));
        Assert.Empty(tally.Faults.Take(10));
        Assert.True(tally.Acknowledged > tally.Rounds && tally.Repeated > 0, tally.ToString());
    }

    [Fact]
    public async Task Control_a_database_that_commits_later_than_it_says_is_caught()
    {
        // The walwriter would hide most of it: it is told to write seldom, and its buffers are large.
        var server = TestDatabase.NewServer("synchronous_commit = off", "wal_writer_delay = 10s", "wal_writer_flush_after = 1GB", "wal_buffers = 128MB");
        await using var centre = await CrashedCentre.StartAsync("control-late-database", 4, server);
        var tally = await LoopAsync(centre, [Victim.Database], 3);
        Assert.Contains(tally.Faults, fault => fault.StartsWith("acknowledged and lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Control_a_centre_that_answers_before_its_commit_is_caught()
    {
        await using var centre = await CrashedCentre.StartAsync("control-hasty", 4, fault: WorseCentre.AnswersBeforeCommit);
        var tally = await LoopAsync(centre, [Victim.Application], 3);
        Assert.Contains(tally.Faults, fault => fault.StartsWith("acknowledged and lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Control_a_centre_that_forgets_keys_is_caught()
    {
        await using var centre = await CrashedCentre.StartAsync("control-forgetful", 2, fault: WorseCentre.ForgetsKeys);
        var tally = await LoopAsync(centre, [], 1);
        Assert.Contains(tally.Faults, fault => fault.EndsWith("is taken as a new push", StringComparison.Ordinal));
    }

    private async Task<LoopTally> LoopAsync(CrashedCentre centre, IReadOnlyList<Victim> victims, int rounds)
    {
        var seed = Seed;
        using var loop = new CrashLoop(centre, victims, seed);
        var tally = await loop.RunAsync(rounds);
        var line = $"{centre.Name}: {tally} seed={seed.ToString(CultureInfo.InvariantCulture)}";
        output.WriteLine(line);
        await File.AppendAllTextAsync(Path.Combine(CrashedCentre.Results, "tallies.txt"), line + "\n" + string.Concat(tally.Faults.Take(20).Select(f => $"  {f}\n")));
        return tally;
    }
}
