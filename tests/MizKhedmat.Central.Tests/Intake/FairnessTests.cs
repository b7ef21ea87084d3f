using Microsoft.Extensions.Configuration;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Agencies wait in turn, and one that floods leaves turns and places to the others (SECURITY.md section 8).</summary>
public sealed class FairnessTests
{
    [Fact]
    public async Task With_fifty_pushes_of_one_agency_waiting_another_agency_gets_the_very_next_turn()
    {
        using var admission = Admit(batches: 1);
        var running = await admission.TurnAsync(1, TestContext.Current.CancellationToken);
        var flood = Enumerable.Range(0, 50).Select(_ => admission.TurnAsync(1, TestContext.Current.CancellationToken)).ToList();
        var other = admission.TurnAsync(2, TestContext.Current.CancellationToken);
        Assert.False(other.IsCompleted);
        running!.Dispose();
        using (Assert.IsAssignableFrom<IDisposable>(await other))
        {
            Assert.DoesNotContain(flood, push => push.IsCompleted);
        }

        Assert.NotNull(await flood[0]);
    }

    [Fact]
    public async Task One_agency_works_on_a_quarter_of_the_turns_at_most()
    {
        using var admission = Admit(batches: 8);
        var flood = Enumerable.Range(0, 50).Select(_ => admission.TurnAsync(1, TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(2, flood.Count(push => push.IsCompleted));
        Assert.All(Enumerable.Range(2, 6), agency => Assert.True(admission.TurnAsync(agency, TestContext.Current.CancellationToken).IsCompletedSuccessfully));
        Assert.False(admission.TurnAsync(9, TestContext.Current.CancellationToken).IsCompleted); // 2 + 6: every turn is taken
        (await flood[0])!.Dispose();
        Assert.Equal(2, flood.Count(push => push.IsCompleted)); // who was alone in waiting comes before the third of the flood
    }

    [Fact]
    public async Task Agencies_that_all_flood_come_one_after_the_other()
    {
        using var admission = Admit(batches: 1);
        var running = await admission.TurnAsync(9, TestContext.Current.CancellationToken);
        var order = new List<int>();
        var pushes = Enumerable.Range(0, 30).Select(i => WorkAsync(1 + (i / 10))).ToList();
        running!.Dispose();
        await Task.WhenAll(pushes);
        Assert.Equal(30, order.Count);

        // On a busy machine a thread comes late and somebody slips in between, but none gets ahead of another by more than a
        // few turns while both still wait. First come, first served would be ten ahead.
        for (var served = 1; served <= 24; served++)
        {
            var turns = new[] { 1, 2, 3 }.Select(agency => order.Take(served).Count(who => who == agency)).ToList();
            Assert.True(turns.Max() - turns.Min() <= 3 || turns.Contains(10), string.Join(' ', order));
        }

        async Task WorkAsync(int agency)
        {
            using var turn = await admission.TurnAsync(agency, TestContext.Current.CancellationToken);
            Assert.NotNull(turn);
            lock (order)
            {
                order.Add(agency);
            }

            // A batch takes its time: whoever just had a turn stands in line again by then.
            await Task.Delay(TimeSpan.FromMilliseconds(25), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void Nobody_holds_more_room_than_is_left_free_and_all_of_it_comes_back()
    {
        var room = new FairRoom(72);
        var flood = Fill(1);
        Assert.Equal(36, flood.Count);
        var second = Fill(2);
        Assert.Equal(18, second.Count);
        var others = Enumerable.Range(3, 4).SelectMany(Fill).ToList();
        Assert.Equal(72 - 36 - 18 - 1, others.Count); // the last place is for whoever has none
        Assert.NotNull(room.Enter(8, 1));
        Assert.Null(room.Enter(9, 1));
        flood.ForEach(share => share.Dispose());
        flood.ForEach(share => share.Dispose()); // twice is once
        Assert.Equal(18, Fill(9).Count);

        List<FairRoom.Share> Fill(int who)
        {
            var shares = new List<FairRoom.Share>();
            while (room.Enter(who, 1) is { } share)
            {
                shares.Add(share);
            }

            return shares;
        }
    }

    [Fact]
    public void Room_for_what_nobody_knows_the_length_of_grows_until_there_is_none()
    {
        var room = new FairRoom(10);
        using var other = room.Enter(2, 3);
        var share = room.Enter(1, 2)!;
        Assert.True(share.Grow(1));
        Assert.True(share.Grow(4));
        Assert.False(share.Grow(6)); // 6 held by one, and no more than 7 are not held by the other: 4 of them already
        Assert.Null(room.Enter(3, 4));
        share.Dispose();
        Assert.NotNull(room.Enter(3, 7));
    }

    private static Admission Admit(int batches) =>
        new(new ConfigurationBuilder().AddInMemoryCollection([new("Limits:Batches", batches.ToString(System.Globalization.CultureInfo.InvariantCulture))]).Build());
}
