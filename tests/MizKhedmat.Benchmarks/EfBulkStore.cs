using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// The bulk primitives as anybody would write them with EF Core on PostgreSQL: reads by LINQ, writes by tracked entities and
/// one <c>SaveChanges</c> at the commit. The peer of <c>intake-postgres</c>: everything above it is the centre's own code.
/// </summary>
internal sealed class EfBulkStore(IBulkStore own, IDbContextFactory<CentralDb> dbs) : IBulkStore, IDisposable
{
    private readonly AgencyGates gates = new();

    /// <summary>While false everything goes to the centre's own store.</summary>
    public bool IsOn { get; set; }

    public Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct) =>
        IsOn ? BeginOwnAsync([.. agencyIds.Order()], ct) : own.BeginAsync(agencyIds, ct);

    public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct) => own.ReserveIdsAsync(sequence, count, ct);

    public void Dispose() => gates.Dispose();

    private async Task<IBulkTransaction> BeginOwnAsync(int[] agencies, CancellationToken ct)
    {
        var entered = await gates.EnterAsync(agencies, ct);
        var db = await dbs.CreateDbContextAsync(ct);
        var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(0, a) FROM unnest({agencies}) AS a", ct);
        return new Writing(db, transaction, entered);
    }

    private sealed class Writing(CentralDb db, IDbContextTransaction transaction, IDisposable entered) : IBulkTransaction
    {
        public CentralDb Db => db;

        public async Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
            where T : class
        {
            var properties = keys.Select(k => db.Model.FindEntityType(typeof(T))!.FindProperty(k.Column)!).ToList();
            var found = await Within<T>(properties, keys.Select(k => k.Values)).ToListAsync(ct);
            var wanted = Enumerable.Range(0, keys[0].Values.Length).Select(i => string.Join('|', keys.Select(k => k.Values.GetValue(i)))).ToHashSet();
            return keys.Count == 1 ? found : found.FindAll(row => wanted.Contains(KeyOf(properties, row)));
        }

        public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            db.AddRange(rows);
            return Task.CompletedTask;
        }

        public Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only = null)
            where T : class
        {
            foreach (var row in rows)
            {
                var entry = db.Attach(row);
                entry.State = only is null ? EntityState.Modified : entry.State;
                foreach (var name in only ?? [])
                {
                    entry.Property(name).IsModified = true;
                }
            }

            return Task.CompletedTask;
        }

        public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => PutAsync(rows, (stored, row) => db.Entry(stored).CurrentValues.SetValues(row), ct);

        public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class
        {
            var numbers = db.Model.FindEntityType(typeof(T))!.GetProperties().Where(p => !p.IsPrimaryKey()).Select(p => p.PropertyInfo!).ToList();
            return PutAsync(rows, Add, ct);

            void Add(T stored, T row)
            {
                foreach (var number in numbers)
                {
                    number.SetValue(stored, number.GetValue(row) switch
                    {
                        int added => (int)number.GetValue(stored)! + added,
                        long added => (object)((long)number.GetValue(stored)! + added),
                        var other => throw new NotSupportedException($"{number.Name}: {other} is no number to add."),
                    });
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
            entered.Dispose();
        }

        /// <summary>New rows are added, known ones changed.</summary>
        private async Task PutAsync<T>(IReadOnlyCollection<T> rows, Action<T, T> change, CancellationToken ct)
            where T : class
        {
            if (rows.Count == 0)
            {
                return;
            }

            var keys = db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties;
            var read = await Within<T>(keys, keys.Select(key => Distinct(key, rows))).ToListAsync(ct);
            var stored = read.ToDictionary(row => KeyOf(keys, row));
            foreach (var row in rows)
            {
                if (stored.TryGetValue(KeyOf(keys, row), out var known))
                {
                    db.Attach(known);
                    change(known, row);
                }
                else
                {
                    db.Add(row);
                }
            }
        }

        /// <summary>Rows each of whose properties has one of its values: of several properties more than are wanted.</summary>
        private IQueryable<T> Within<T>(IEnumerable<IProperty> properties, IEnumerable<Array> values)
            where T : class => properties.Zip(values).Aggregate(
            db.Set<T>().AsNoTracking(),
            (rows, key) =>
            {
                var row = Expression.Parameter(typeof(T));
                var contains = Expression.Call(
                    typeof(Enumerable), nameof(Enumerable.Contains), [key.First.ClrType], Expression.Constant(key.Second), Expression.Property(row, key.First.PropertyInfo!));
                return rows.Where(Expression.Lambda<Func<T, bool>>(contains, row));
            });

        private static Array Distinct<T>(IProperty property, IReadOnlyCollection<T> rows)
        {
            var values = rows.Select(row => property.PropertyInfo!.GetValue(row)).Distinct().ToList();
            var typed = Array.CreateInstance(property.ClrType, values.Count);
            for (var i = 0; i < values.Count; i++)
            {
                typed.SetValue(values[i], i);
            }

            return typed;
        }

        private static string KeyOf<T>(IReadOnlyList<IProperty> properties, T row) => string.Join('|', properties.Select(p => p.PropertyInfo!.GetValue(row)));
    }
}
