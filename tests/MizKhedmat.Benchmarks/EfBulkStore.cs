using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// The peer of the bulk primitives: the same logic with nothing but EF's change tracker and <c>SaveChanges</c>. Counters are
/// found by key and added to, as one would write it first.
/// </summary>
internal sealed class EfBulkStore(IDbContextFactory<CentralDb> dbs) : IBulkStore, IDisposable
{
    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly Dictionary<string, long> next = [];

    public async Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct)
    {
        await writer.WaitAsync(ct);
        var db = await dbs.CreateDbContextAsync(ct);
        return new Writing(db, await db.Database.BeginTransactionAsync(ct), writer);
    }

    public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct)
    {
        lock (next)
        {
            // Far above what the demo country took: this store lives for one run.
            var first = next.GetValueOrDefault(sequence, 1_000_000_000);
            next[sequence] = first + count;
            return Task.FromResult(first);
        }
    }

    public void Dispose() => writer.Dispose();

    private sealed class Writing(CentralDb db, IDbContextTransaction transaction, SemaphoreSlim writer) : IBulkTransaction
    {
        public CentralDb Db => db;

        public Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
            where T : class
        {
            var rows = keys.Aggregate(db.Set<T>().AsNoTracking(), (rows, key) => key.Values switch
            {
                string[] texts => rows.Where(r => texts.Contains(EF.Property<string>(r, key.Column))),
                long[] longs => rows.Where(r => longs.Contains(EF.Property<long>(r, key.Column))),
                _ => rows.Where(r => ((int[])key.Values).Contains(EF.Property<int>(r, key.Column))),
            });
            return rows.ToListAsync(ct);
        }

        public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            db.AddRange(rows);
            return Task.CompletedTask;
        }

        public Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            db.UpdateRange(rows);
            return Task.CompletedTask;
        }

        public async Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            foreach (var row in rows)
            {
                if (await FindAsync(row, ct) is { } stored)
                {
                    db.Entry(stored).CurrentValues.SetValues(row);
                }
                else
                {
                    db.Add(row);
                }
            }
        }

        public async Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            foreach (var row in rows)
            {
                if (await FindAsync(row, ct) is not { } stored)
                {
                    db.Add(row);
                    continue;
                }

                var entry = db.Entry(stored);
                foreach (var number in entry.Properties.Where(p => !p.Metadata.IsPrimaryKey()))
                {
                    number.CurrentValue = (long)number.CurrentValue! + (long)number.Metadata.GetGetter().GetClrValue(row)!;
                }
            }
        }

        public async Task CommitAsync(CancellationToken ct)
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await db.DisposeAsync();
            writer.Release();
        }

        private ValueTask<T?> FindAsync<T>(T row, CancellationToken ct)
            where T : class => db.FindAsync<T>([.. db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties.Select(p => p.GetGetter().GetClrValue(row))], ct);
    }
}
