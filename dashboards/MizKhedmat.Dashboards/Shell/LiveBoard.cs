using System.Threading.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Live;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// A board that stays live (DESIGN.md, the way of a datum): read again, at most once a second, whenever something inside the caller's
/// scope was committed; while it cannot be read it says that its values are old and tries again. Outside the scope it is a 404.
/// </summary>
public abstract class LiveBoard<TData> : ComponentBase, IDisposable
    where TData : class
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ending = new();
    private readonly Channel<bool> wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private PersistingComponentStateSubscription persisting;
    private IDisposable? watching;
    private long round;

    [Inject]
    private LiveSignals Signals { get; set; } = default!;

    [Inject]
    private Handoff Handoff { get; set; } = default!;

    [Inject]
    private PersistentComponentState State { get; set; } = default!;

    [Inject]
    private NavigationManager Nav { get; set; } = default!;

    [Inject]
    private ILoggerFactory Logs { get; set; } = default!;

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    /// <summary>How far the signed-in person may see.</summary>
    [Parameter, EditorRequired]
    public required Scope Caller { get; set; }

    [Parameter, EditorRequired]
    public required JalaliPeriod Period { get; set; }

    protected TData? Data { get; private set; }

    /// <summary>The last reading failed; the values shown are the ones before.</summary>
    protected bool IsStale { get; private set; }

    /// <summary>Null when what is asked for lies outside the scope or does not exist.</summary>
    protected abstract Task<TData?> ReadAsync(CancellationToken ct);

    protected override async Task OnInitializedAsync()
    {
        persisting = State.RegisterOnPersisting(HandOverAsync, RenderMode.InteractiveServer);
        if (RendererInfo.IsInteractive)
        {
            // Before anything is read, so that no change falls between the reading and the watching.
            watching = Signals.Watch(Caller, () => wakes.Writer.TryWrite(true));
        }

        TakeOver();
        if (Data is null)
        {
            round = Signals.Rounds;
            Data = await ReadAsync(ending.Token);
        }

        if (Data is null && !RendererInfo.IsInteractive)
        {
            Nav.NotFound();
        }
        else if (RendererInfo.IsInteractive)
        {
            _ = FollowAsync(ending.Token);
        }
    }

    private Task HandOverAsync()
    {
        if (Data is not null)
        {
            State.PersistAsJson(GetType().Name, Handoff.Leave(Data, round));
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes what prerendering read; what changed between that reading and this circuit wakes it at once.</summary>
    private void TakeOver()
    {
        if (State.TryTakeFromJson<string>(GetType().Name, out var ticket) && Handoff.Take<TData>(ticket) is var (data, readAt))
        {
            (Data, round) = (data, readAt);
            _ = Signals.Rounds == round || wakes.Writer.TryWrite(true);
        }
    }

    /// <summary>Runs in the circuit's own context, so language and order of renders are kept.</summary>
    private async Task FollowAsync(CancellationToken ct)
    {
        try
        {
            while (await wakes.Reader.WaitToReadAsync(ct))
            {
                wakes.Reader.TryRead(out _);
                await ReloadAsync(ct);
                StateHasChanged();
                await Task.Delay(Beat, Clock, ct);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ReloadAsync(CancellationToken ct)
    {
        try
        {
            Data = await ReadAsync(ct) ?? Data;
            IsStale = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Logs.CreateLogger(GetType()).Log(IsStale ? LogLevel.Debug : LogLevel.Error, fault, "A live reading failed; the board keeps its last values and tries again.");
            IsStale = wakes.Writer.TryWrite(true);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        watching?.Dispose();
        persisting.Dispose();
        wakes.Writer.TryComplete();
        ending.Cancel();
        ending.Dispose();
    }
}
