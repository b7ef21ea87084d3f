using System.Threading.Channels;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Small pushes of many agencies share a commit: while one group is being stored the next gathers, so that the price of a
/// durable commit is paid once for all that wait. Nobody is answered before his own commit. When a group fails, each of its
/// pushes is tried alone, so that one cannot fail another.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Pushes of up to so many records go together; larger ones fill a transaction of their own.</summary>
    public const int SmallPush = 20;

    private const int MostInGroup = 256;

    private readonly StorePushes store;
    private readonly Channel<Waiting> queue = System.Threading.Channels.Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly Task working;
    private int queued;

    public GroupCommit(StorePushes store)
    {
        this.store = store;
        working = Task.Run(WorkAsync);
    }

    /// <summary>Pushes that no group has taken yet.</summary>
    internal int Queued => Volatile.Read(ref queued);

    /// <summary>Stores a push together with others. How many may wait is decided before, by <see cref="Admission"/>.</summary>
    internal async Task<PushStored> StoreAsync(PushWork push)
    {
        var waiting = new Waiting(push);
        await queue.Writer.WriteAsync(waiting);
        Interlocked.Increment(ref queued);
        return await waiting.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await working;
    }

    private async Task WorkAsync()
    {
        var group = new List<Waiting>();
        var left = new List<Waiting>();
        while (left.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            Gather(group, left);
            await StoreGroupAsync(group);
            group.Clear();
        }
    }

    /// <summary>
    /// Takes what waits, agencies in turn, so that one that floods delays no other by more than a group; what touches a
    /// request of the group already waits for the next one.
    /// </summary>
    private void Gather(List<Waiting> group, List<Waiting> left)
    {
        var touched = new HashSet<(int, string)>();
        var waiting = new List<Waiting>(left);
        left.Clear();
        while (queue.Reader.TryRead(out var next))
        {
            waiting.Add(next);
            Interlocked.Decrement(ref queued);
        }

        foreach (var one in InTurn(waiting))
        {
            if (group.Count == MostInGroup)
            {
                left.Add(one);
                continue;
            }

            var requests = one.Push.Events.Select(e => (one.Push.Agency.Id, e.TrackingKey)).ToHashSet();
            if (touched.Overlaps(requests))
            {
                left.Add(one);
                touched.UnionWith(requests); // and what comes after it on its requests stays behind it
            }
            else
            {
                group.Add(one);
                touched.UnionWith(requests);
            }
        }
    }

    /// <summary>The first of every agency, then the second of every agency, and so on; those of one agency in their order.</summary>
    private static IEnumerable<Waiting> InTurn(List<Waiting> waiting) => waiting
        .GroupBy(one => one.Push.Agency.Id).SelectMany(agency => agency.Index()).OrderBy(turn => turn.Index).Select(turn => turn.Item);

    private async Task StoreGroupAsync(List<Waiting> group)
    {
        try
        {
            var stored = await store.StoreAsync([.. group.Select(w => w.Push)], CancellationToken.None);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Done.TrySetResult(stored[i]);
            }
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var one in group)
            {
                await StoreGroupAsync([one]);
            }
        }
        catch (Exception fault)
        {
            group[0].Done.TrySetException(fault);
        }
    }

    private sealed record Waiting(PushWork Push)
    {
        /// <summary>Continuations run elsewhere: the next group must not wait for answers to be written.</summary>
        public TaskCompletionSource<PushStored> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
