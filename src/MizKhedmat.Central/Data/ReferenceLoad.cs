using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Data;

/// <summary>
/// Loads one reference file: skipped when its bytes are those of the last load, else merged in one transaction together
/// with its hash and a journal line. Running it twice changes nothing.
/// </summary>
public sealed class ReferenceLoad(SeedData seed, IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public SeedData Seed => seed;

    public DateOnly Today => clock.TodayInTehran();

    /// <summary>True when something was loaded, false when the file is the one already loaded.</summary>
    public async Task<bool> OnceAsync(string name, Func<CentralDb, SeedFile, CancellationToken, Task> merge, CancellationToken ct)
    {
        var file = await seed.ReadAsync(name, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var known = await db.ReferenceFiles.SingleOrDefaultAsync(f => f.Name == name, ct);
        if (known?.Sha256 == file.Sha256)
        {
            return false;
        }

        await merge(db, file, ct);
        if (known is null)
        {
            db.Add(new ReferenceFile { Name = name, Sha256 = file.Sha256, LoadedAt = clock.UtcNow() });
        }
        else
        {
            known.Sha256 = file.Sha256;
            known.LoadedAt = clock.UtcNow();
        }

        db.Add(new JournalEntry { Kind = "reference-data-loaded", At = clock.UtcNow(), Subject = name, Actor = "centre" });
        await db.SaveChangesAsync(ct);
        return true;
    }
}

/// <summary>How rows of a newer file meet the stored ones.</summary>
public static class ReferenceRows
{
    /// <summary>
    /// Adds new rows, overwrites stored ones of the same key, and hands those that the file no longer has to
    /// <paramref name="close"/>; nothing is deleted. <paramref name="make"/> gets the stored row when there is one.
    /// </summary>
    public static async Task MergeAsync<TRow, TNoun, TKey>(
        this CentralDb db, IReadOnlyCollection<TRow> rows, Func<TRow, TKey> keyOf, Func<TNoun, TKey> storedKeyOf,
        Func<TRow, TNoun?, TNoun> make, Action<TNoun>? close, CancellationToken ct)
        where TNoun : class
        where TKey : notnull
    {
        var stored = (await db.Set<TNoun>().ToListAsync(ct)).ToDictionary(storedKeyOf);
        foreach (var row in rows)
        {
            if (stored.Remove(keyOf(row), out var old))
            {
                db.Entry(old).CurrentValues.SetValues(make(row, old));
            }
            else
            {
                db.Add(make(row, null));
            }
        }

        if (close is not null)
        {
            foreach (var gone in stored.Values)
            {
                close(gone);
            }
        }
    }
}
