using System.Data;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using Npgsql;

namespace MizKhedmat.Data.PostgreSql;

/// <summary>What the centre asks of a PostgreSQL server.</summary>
internal sealed class PostgreSqlServer : IDatabaseServer
{
    /// <summary>Lost connection, refused entry, out of means (53100: disk full), shut down, system error.</summary>
    private static readonly string[] OutageClasses = ["08", "28", "3D", "53", "57", "58"];

    /// <summary>Deadlock, serialisation, a lock not had in time, a transaction that lay idle.</summary>
    private static readonly string[] OutageStates = ["40001", "40P01", "55P03", "25P03", "25P02"];

    private static readonly Dictionary<string, string> Wrong = new()
    {
        ["fsync"] = "off", ["full_page_writes"] = "off", ["synchronous_commit"] = "off", ["data_checksums"] = "off",
    };

    public async Task<DateTime?> ClockAsync(CentralDb db, CancellationToken ct) =>
        (await db.Database.SqlQuery<DateTime>($"SELECT clock_timestamp() AS \"Value\"").ToListAsync(ct))[0].ToUniversalTime();

    public async Task<IReadOnlyList<string>> UnsafeSettingsAsync(CentralDb db, CancellationToken ct)
    {
        var names = Wrong.Keys.ToArray();
        var found = await db.Database.SqlQuery<Setting>($"SELECT name AS \"Name\", setting AS \"Value\" FROM pg_settings WHERE name = ANY ({names})").ToListAsync(ct);
        return [.. found.Where(s => s.Value == Wrong[s.Name]).OrderBy(s => s.Name, StringComparer.Ordinal).Select(s => $"PostgreSQL runs with {s.Name} = {s.Value}")];
    }

    public async Task<IAsyncDisposable> ReadSnapshotAsync(CentralDb db, CancellationToken ct) =>
        await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    public bool IsOutage(Exception fault) => fault.Causes().Any(cause => cause switch
    {
        PostgresException server => OutageClasses.Contains(server.SqlState[..2]) || OutageStates.Contains(server.SqlState),
        NpgsqlException => true, // not the server's word: the way to it broke
        NullReferenceException or ObjectDisposedException => IsOfDriver(cause),
        _ => false,
    });

    public bool IsDoubleKey(Exception fault) => fault.Causes().OfType<PostgresException>().Any(e => e.SqlState == PostgresErrorCodes.UniqueViolation);

    /// <summary>
    /// The driver stumbles over its own connection when that is torn down under a command in another thread: what it held is
    /// null or disposed, and it says so instead of naming the cause. Such a fault comes from its code, or from the runtime
    /// that its code called; one of ours comes from elsewhere.
    /// </summary>
    private static bool IsOfDriver(Exception fault) => new StackTrace(fault).GetFrames()
        .Select(frame => frame.GetMethod()?.Module.Assembly)
        .FirstOrDefault(assembly => assembly is not null && assembly != typeof(object).Assembly) == typeof(NpgsqlConnection).Assembly;

    private sealed record Setting(string Name, string Value);
}
