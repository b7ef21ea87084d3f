using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using MizKhedmat.Central.Data;
using Npgsql;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>How a step of the database fails.</summary>
public enum FaultKind
{
    /// <summary>It is not begun.</summary>
    Before,

    /// <summary>It is done, and its answer is lost.</summary>
    After,

    /// <summary>The connection is gone when it is begun: ended by the server, or closed under us.</summary>
    Drop,
}

/// <summary>The fault that a test planted.</summary>
public sealed class PlantedFaultException(string step) : Exception($"planted at {step}");

/// <summary>
/// Counts every step of the database that a push takes, on its way through the bulk store and through EF, and lets one of
/// them fail once. EF is watched by its diagnostic events, so that it does not matter whose options a context was made with.
/// </summary>
public sealed class FaultPlan : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly AsyncLocal<bool> isBeginning = new();
    private readonly List<IDisposable> subscriptions = [];
    private FaultKind kind;
    private int target;
    private int met;
    private CentralDb? writing;

    public FaultPlan()
    {
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The step that failed; null while none did.</summary>
    public string? Hit { get; private set; }

    /// <summary>Every step met since the plan was armed.</summary>
    public List<string> Steps { get; } = [];

    public void Arm(FaultKind how, int step)
    {
        (kind, target, met, Hit) = (how, step, 0, null);
        Steps.Clear();
    }

    public void Disarm() => target = 0;

    public async Task<IBulkTransaction> BeginAsync(Func<Task<IBulkTransaction>> begin)
    {
        isBeginning.Value = true;
        try
        {
            IBulkTransaction? begun = null;
            await AtAsync("begin", null, async () => begun = await begin(), async () => await begun!.DisposeAsync());
            writing = begun!.Db;
            return new FaultyTransaction(begun, this);
        }
        finally
        {
            isBeginning.Value = false;
        }
    }

    /// <summary>Takes a step; <paramref name="undoAsync"/> gives back what a step holds whose answer is lost.</summary>
    public async Task AtAsync(string step, CentralDb? db, Func<Task> takeAsync, Func<Task>? undoAsync = null)
    {
        var isHit = IsHit(step);
        if (isHit && kind == FaultKind.Before)
        {
            throw new PlantedFaultException(step);
        }

        if (isHit && kind == FaultKind.Drop && db is not null)
        {
            Break(db.Database.GetDbConnection());
        }

        await takeAsync();
        if (isHit && kind == FaultKind.After)
        {
            await (undoAsync?.Invoke() ?? Task.CompletedTask);
            throw new PlantedFaultException(step);
        }
    }

    public void Forget() => writing = null;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandEventData { Context: { } context } command || !(ReferenceEquals(context, writing) || isBeginning.Value))
        {
            return;
        }

        var text = "EF: " + command.Command.CommandText.ReplaceLineEndings(" ")[..Math.Min(60, command.Command.CommandText.Length)];
        if (value.Key == RelationalEventId.CommandExecuting.Name && IsHit(text))
        {
            if (kind == FaultKind.Before)
            {
                throw new PlantedFaultException(text);
            }

            if (kind == FaultKind.Drop)
            {
                Break(command.Command.Connection!);
            }
        }
        else if (value.Key == RelationalEventId.CommandExecuted.Name && kind == FaultKind.After && met == target && Hit == text)
        {
            throw new PlantedFaultException(text);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());

    private bool IsHit(string step)
    {
        if (target == 0)
        {
            return false;
        }

        Steps.Add(step);
        if (++met != target)
        {
            return false;
        }

        Hit = step;
        return true;
    }

    private static void Break(DbConnection connection)
    {
        if (connection is NpgsqlConnection session)
        {
            PostgreSqlServer.Shared.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"SELECT pg_terminate_backend({session.ProcessID}, 5000)"));
        }
        else
        {
            connection.Close();
        }
    }
}

/// <summary>The centre's own store, every step of it under a plan.</summary>
public sealed class FaultyStore(IBulkStore store, FaultPlan plan) : IBulkStore
{
    public Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct) => plan.BeginAsync(() => store.BeginAsync(agencyIds, ct));

    public async Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct)
    {
        var first = 0L;
        await plan.AtAsync("reserve " + sequence, null, async () => first = await store.ReserveIdsAsync(sequence, count, ct));
        return first;
    }
}

internal sealed class FaultyTransaction(IBulkTransaction writing, FaultPlan plan) : IBulkTransaction
{
    public CentralDb Db => writing.Db;

    public async Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
        where T : class
    {
        var rows = new List<T>();
        await plan.AtAsync("read " + typeof(T).Name, Db, async () => rows = await writing.ReadAsync<T>(keys, ct));
        return rows;
    }

    public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class => WriteAsync("insert", rows, () => writing.InsertAsync(rows, ct));

    public Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only)
        where T : class => WriteAsync("update", rows, () => writing.UpdateAsync(rows, ct, only));

    public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class => WriteAsync("upsert", rows, () => writing.UpsertAsync(rows, ct));

    public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
        where T : class => WriteAsync("add", rows, () => writing.AddAsync(rows, ct));

    public void WriteAtCommit() => writing.WriteAtCommit();

    public Task CommitAsync(CancellationToken ct) => plan.AtAsync(FaultSweepTests.Commit, Db, () => writing.CommitAsync(ct));

    public ValueTask DisposeAsync()
    {
        plan.Forget();
        return writing.DisposeAsync();
    }

    /// <summary>What writes no row takes no step of the database.</summary>
    private Task WriteAsync<T>(string verb, IReadOnlyCollection<T> rows, Func<Task> writeAsync) =>
        rows.Count == 0 ? writeAsync() : plan.AtAsync($"{verb} {typeof(T).Name}", Db, writeAsync);
}
