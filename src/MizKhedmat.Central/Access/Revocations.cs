using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>What was revoked and has not yet expired. Here it acts at once, on other nodes within three seconds.</summary>
internal sealed class Revocations(IDbContextFactory<CentralDb> dbs, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private readonly SemaphoreSlim one = new(1, 1);
    private HashSet<string> known = new(StringComparer.Ordinal);
    private DateTime readAt = DateTime.MinValue;

    public static string OfToken(string jti) => "token:" + jti;

    public static string OfSession(string sid) => "session:" + sid;

    public async ValueTask<bool> HasAsync(string id, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (now - readAt > Fresh || now < readAt)
        {
            await ReadAsync(now, ct);
        }

        return known.Contains(id);
    }

    public async Task AddAsync(string id, DateTime expiresAt, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.UtcNow();
        await db.Revocations.Where(r => r.ExpiresAt < now).ExecuteDeleteAsync(ct);
        if (!await db.Revocations.AnyAsync(r => r.Id == id, ct))
        {
            db.Add(new Revocation { Id = id, ExpiresAt = expiresAt });
            await db.SaveChangesAsync(ct);
        }

        readAt = DateTime.MinValue;
    }

    public void Dispose() => one.Dispose();

    private async Task ReadAsync(DateTime now, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            // Marked read before the query: what is revoked meanwhile asks for another reading.
            readAt = now;
            await using var db = await dbs.CreateDbContextAsync(ct);
            known = await db.Revocations.AsNoTracking().Where(r => r.ExpiresAt >= now).Select(r => r.Id).ToHashSetAsync(StringComparer.Ordinal, ct);
        }
        catch
        {
            readAt = DateTime.MinValue;
            throw;
        }
        finally
        {
            one.Release();
        }
    }
}
