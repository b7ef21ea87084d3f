using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// Hands what prerendering has read to the circuit that takes the page over, so that nothing is read twice and nothing
/// flickers. Only an unguessable ticket travels through the browser (the page's state would exceed the hub's message
/// limit); it serves once, for one minute, on this node. Without it the circuit simply reads again.
/// </summary>
public sealed class Handoff : IDisposable
{
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = 2000 });

    /// <summary>Keeps a reading with the round of live signals from before it.</summary>
    public string Leave(object data, long round)
    {
        var ticket = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        cache.Set(ticket, (data, round), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1), Size = 1 });
        return ticket;
    }

    public (T Data, long Round)? Take<T>(string? ticket)
        where T : class
    {
        if (ticket is null || !cache.TryGetValue(ticket, out (object Data, long Round) left))
        {
            return null;
        }

        cache.Remove(ticket);
        return left.Data is T data ? (data, left.Round) : null;
    }

    public void Dispose() => cache.Dispose();
}
