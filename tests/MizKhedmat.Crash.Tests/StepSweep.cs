using System.Globalization;

namespace MizKhedmat.Crash.Tests;

/// <summary>Where a centre can be killed: points are counted from the moment of arming.</summary>
internal interface IKillPoints
{
    /// <summary>The centre dies at this point from now on; 0: at none, they are only counted.</summary>
    Task ArmAsync(int at);

    /// <summary>Points met since.</summary>
    Task<int> MetAsync();
}

/// <summary>The kill points of a centre on SQLite, which are counted in the process that dies.</summary>
internal sealed class ProcessPoints(CrashedCentre centre) : IKillPoints
{
    public async Task ArmAsync(int at) => (await centre.Http.GetAsync(string.Create(CultureInfo.InvariantCulture, $"crash/arm?at={at}"))).Dispose();

    public async Task<int> MetAsync() => int.Parse(await centre.Http.GetStringAsync("crash/met"), CultureInfo.InvariantCulture);
}

/// <summary>What a sweep did.</summary>
/// <param name="Points">Points of one undisturbed round.</param>
/// <param name="Killed">How often the centre died.</param>
/// <param name="Stored">How often the push was stored before the kill, so that the repetition was answered from there.</param>
/// <param name="Faults">Broken promises.</param>
public sealed record SweepTally(int Points, int Killed, int Stored, IReadOnlyList<string> Faults)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"points={Points} killed={Killed} stored_before={Stored} faults={Faults.Count}");
}

/// <summary>
/// Kills a centre at each point of its intake transaction in turn: the same push comes again under its key after the new
/// start, and then everything that was answered is there, once, and the counters are those of a recount.
/// </summary>
/// <param name="centre">The centre, which makes no other push.</param>
/// <param name="points">Its kill points.</param>
/// <param name="senders">How many agencies push at the same time.</param>
/// <param name="records">Events of each push.</param>
/// <param name="seed">Of what is pushed.</param>
internal sealed class StepSweep(CrashedCentre centre, IKillPoints points, int senders, int records, int seed) : IDisposable
{
    private readonly History history = new(Path.Combine(CrashedCentre.Results, $"history-{centre.Name}-steps-{records.ToString(CultureInfo.InvariantCulture)}.jsonl"));
    private int round = records * 1_000;

    /// <summary>At most <paramref name="most"/> points, spread evenly from the first to the last; null: every one.</summary>
    public async Task<SweepTally> RunAsync(int? most)
    {
        IReadOnlyList<PushingClient> clients = [.. Enumerable.Range(0, senders).Select(i => new PushingClient(centre, i, history, (seed * 100) + i))];
        var observer = new Observer(centre, history, clients);
        var (met, _, faults) = await RoundAsync(clients, observer, 0);
        var (killed, stored) = (0, 0);
        foreach (var point in Spread(met, most))
        {
            if (faults.Count > 0)
            {
                break;
            }

            (_, var outcome, faults) = await RoundAsync(clients, observer, point);
            (killed, stored) = (killed + (outcome is null ? 0 : 1), stored + (outcome == true ? 1 : 0));
        }

        return new(met, killed, stored, faults);
    }

    public void Dispose() => history.Dispose();

    /// <summary>The first and the last are always among them: nothing stored yet, and stored without an answer.</summary>
    private static IEnumerable<int> Spread(int met, int? most) => most is not { } few || few >= met
        ? Enumerable.Range(1, met)
        : Enumerable.Range(0, few).Select(i => 1 + (i * (met - 1) / (few - 1))).Distinct();

    /// <summary>Points met; whether the push had been stored when the centre died, null when it lived; what is broken.</summary>
    private async Task<(int Met, bool? Stored, IReadOnlyList<string> Faults)> RoundAsync(IReadOnlyList<PushingClient> clients, Observer observer, int point)
    {
        round++;

        // Requests that the push then finds and changes.
        foreach (var client in clients)
        {
            client.Forget();
        }

        await Task.WhenAll(clients.Select(client => client.PushAsync(round, 10)));
        await points.ArmAsync(point);
        var pushing = Task.WhenAll(clients.Select(client => client.PushAsync(round, records)));
        var isDead = point > 0 && await Task.WhenAny(pushing, centre.DeadAsync()) != pushing;
        if (isDead)
        {
            await centre.RecoverAsync(Victim.Application);
        }

        var pushed = await pushing;
        var met = isDead ? point : await points.MetAsync();
        if (!isDead)
        {
            await points.ArmAsync(0); // fewer points than before: nobody dies for what is asked next
        }

        var faults = HistoryCheck.Faults([.. history.All.Where(p => p.Round == round)], await observer.ObserveAsync(round));
        return (met, isDead ? pushed.Any(push => push.WasReplayed) : null, faults);
    }
}
