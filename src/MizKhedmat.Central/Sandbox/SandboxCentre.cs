using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MizKhedmat.Central.Sandbox;

/// <summary>How the host makes the second centre: what it consists of, and what is done before it is used.</summary>
/// <param name="Rooms">The services of the sandbox; what both share is taken from the centre itself.</param>
/// <param name="PrepareAsync">Brings its database up to date; may run at every start.</param>
/// <param name="Enabled">Off: a call to the sandbox is refused (<c>Sandbox:Enabled</c>).</param>
public sealed record SandboxPlan(Func<IServiceProvider, IServiceCollection> Rooms, Func<IServiceProvider, CancellationToken, Task> PrepareAsync, bool Enabled);

/// <summary>
/// The sandbox: a centre of its own inside the process, with the same rooms over another database, other keys and other
/// limits. Nothing that it stores can reach the real one, because none of its services knows the real database. Opened at
/// the first call, so that a start without vendors costs nothing.
/// </summary>
public sealed class SandboxCentre(SandboxPlan plan, IServiceProvider centre) : IAsyncDisposable
{
    private readonly SemaphoreSlim door = new(1, 1);
    private ServiceProvider? rooms;

    public bool IsEnabled => plan.Enabled;

    /// <summary>The services of the sandbox, prepared. A preparation that failed is tried again at the next call.</summary>
    public async ValueTask<IServiceProvider> OpenAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref rooms) is { } open)
        {
            return open;
        }

        await door.WaitAsync(ct);
        try
        {
            if (rooms is null)
            {
                // A caller that gives up does not take the preparation from those who wait behind him.
                Volatile.Write(ref rooms, await MakeAsync(CancellationToken.None));
            }

            return rooms;
        }
        finally
        {
            door.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        door.Dispose();
        if (rooms is not null)
        {
            foreach (var worker in rooms.GetServices<IHostedService>())
            {
                await worker.StopAsync(CancellationToken.None);
            }

            await rooms.DisposeAsync();
        }
    }

    private async Task<ServiceProvider> MakeAsync(CancellationToken ct)
    {
        var made = plan.Rooms(centre).BuildServiceProvider();
        try
        {
            await plan.PrepareAsync(made, ct);
            foreach (var worker in made.GetServices<IHostedService>())
            {
                await worker.StartAsync(ct);
            }

            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }
}
