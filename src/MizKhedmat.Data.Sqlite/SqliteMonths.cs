using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Data.Sqlite;

/// <summary>SQLite keeps the events in one table: rows go one by one.</summary>
internal sealed class SqliteMonths : IMonthPartitions
{
    public Task<IReadOnlyList<JalaliMonth>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<JalaliMonth>>([]);

    public Task MakeAsync(JalaliMonth month, CancellationToken ct) => Task.CompletedTask;

    public Task DropAsync(JalaliMonth month, CancellationToken ct) => throw new NotSupportedException("SQLite has no partition to drop.");
}
