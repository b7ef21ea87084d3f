using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Hubs;

/// <summary>One number of a live message.</summary>
public sealed record LiveValue(double? Part, long? Whole, double? Value);

/// <summary>
/// The state of a topic. Versions of a topic grow by one: a client that sees a gap watches again and gets a snapshot.
/// </summary>
public sealed record LiveMessage(string Topic, long Version, DateTime AsOf, IReadOnlyDictionary<string, LiveValue> Values);

/// <summary>
/// Live KPIs for outside clients (API.md section 6, 386059/3-1): topics <c>national</c>, <c>province:23</c>,
/// <c>agency:1234</c>. Machines come with a token, signed-in officials with the cookie of the same origin. <c>Watch</c> checks the scope each time, answers with the snapshot and sends it as <c>snapshot</c>;
/// <c>kpi</c> follows on every change, at most once a second.
/// </summary>
[Authorize]
public sealed class LiveHub(LiveTopics topics) : Hub
{
    private const string WatchedKey = "watched";

    /// <summary>Throws a <see cref="HubException"/> for a topic that is unknown or outside the caller's scope: the two look alike.</summary>
    public async Task<LiveMessage> Watch(string topic)
    {
        if (!Scope.TryParse(topic, null, out var of) || of.Kind is ScopeKind.County or ScopeKind.Office || !MayWatch(of)
            || await topics.JoinAsync(of, EnterAsync, Context.ConnectionAborted) is not { } snapshot)
        {
            throw new HubException("not-found");
        }

        if (!Watched.Add(of))
        {
            topics.Leave(of);
        }

        return snapshot;

        async Task EnterAsync(LiveMessage state)
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, state.Topic, Context.ConnectionAborted);
            await Clients.Caller.SendAsync("snapshot", state, Context.ConnectionAborted);
        }
    }

    public async Task Unwatch(string topic)
    {
        if (Scope.TryParse(topic, null, out var of) && Watched.Remove(of))
        {
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, of.ToString(), Context.ConnectionAborted);
            topics.Leave(of);
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var of in Watched)
        {
            topics.Leave(of);
        }

        Watched.Clear();
        return base.OnDisconnectedAsync(exception);
    }

    private HashSet<Scope> Watched => (HashSet<Scope>)(Context.Items[WatchedKey] ??= new HashSet<Scope>());

    /// <summary>A machine needs the scope kpi.read; the nation and provinces are open to it, and its own agency.</summary>
    private bool MayWatch(Scope of) => CallingAgency.Of(Context.User!) is { } machine
        ? machine.Scopes.Contains("kpi.read") && (of.Agency is null || of.Agency == machine.Code)
        : SignedIn.ScopeOf(Context.User!).Covers(of);
}
