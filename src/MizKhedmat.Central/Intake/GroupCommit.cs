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

    /// <summary>How many may wait before the centre says that it is overloaded.</summary>
    private const int MostWaiting = 2_048;

    private readonly StorePushes store;
    private readonly Channel<Waiting> queue = System.Threading.Channels.Channel.CreateBounded<Waiting>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Task working;

    public GroupCommit(StorePushes store)
    {
        this.store = store;
        working = Task.Run(WorkAsync);
    }

    /// <summary>Stores a push together with others; null when too many wait already.</summary>
    internal async Task<PushStored?> StoreAsync(PushWork push)
    {
        var waiting = new Waiting(push);
        return queue.Writer.TryWrite(waiting) ? await waiting.Done.Task : null;
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

    /// <summary>Takes all that wait; what touches a request of the group already waits for the next one.</summary>
    private void Gather(List<Waiting> group, List<Waiting> left)
    {
        var touched = new HashSet<(int, string)>();
        var waiting = new List<Waiting>(left);
        left.Clear();
        while (waiting.Count < MostInGroup && queue.Reader.TryRead(out var next))
        {
            waiting.Add(next);
        }

        foreach (var one in waiting)
        {
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
