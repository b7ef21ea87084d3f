using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MizKhedmat.Central.Notifications;

/// <summary>
/// Looks twice a second for endpoints to which something is due and sends to each on its own, so that a slow one holds up
/// nobody; one attempt at a time for each endpoint, sixteen at once in all.
/// </summary>
internal sealed class DeliveryWorker(SendDeliveries send, ILogger<DeliveryWorker> log) : BackgroundService
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Task> busy = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var done in busy.Where(b => b.Value.IsCompleted).Select(b => b.Key).ToList())
                {
                    busy.Remove(done);
                }

                foreach (var webhook in (await send.DueAsync(stoppingToken)).Where(id => !busy.ContainsKey(id)).Take(AtOnce - busy.Count))
                {
                    busy[webhook] = Task.Run(() => SendAsync(webhook, stoppingToken), CancellationToken.None);
                }

                await Task.Delay(Beat, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException)
            {
                log.LogWarning(e, "What is owed to endpoints could not be read; trying again.");
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(busy.Values);
    }

    /// <summary>A fault of one endpoint ends its turn only; what was claimed is tried again when the claim runs out.</summary>
    private async Task SendAsync(string webhook, CancellationToken ct)
    {
        try
        {
            await send.RunAsync(webhook, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            log.LogDebug("Sending stops with the centre.");
        }
        catch (Exception e)
        {
            log.LogError(e, "Sending to endpoint {Webhook} ended with a fault.", webhook);
        }
    }
}
