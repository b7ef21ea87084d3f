using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Holds commits while it is closed, counts them, and breaks every transaction of one agency.</summary>
internal sealed class CommitGate : IDisposable
{
    private volatile TaskCompletionSource open = Opened();
    private volatile TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Commits;

    public int? Broken { get; set; }

    /// <summary>Puts the gate before the store of a centre.</summary>
    public void Watch(IServiceCollection services)
    {
        var inner = services.Last(s => s.ServiceType == typeof(IBulkStore));
        services.AddSingleton<IBulkStore>(provider => new Store(
            this, (IBulkStore)(inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }

    public void Close()
    {
        reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Commits = 0;
    }

    public void Open() => open.TrySetResult();

    /// <summary>A test that fails must not leave its centre waiting for ever.</summary>
    public void Dispose() => Open();

    /// <summary>The commit that waits goes on, and the next one waits.</summary>
    public void LetOne()
    {
        var waiting = open;
        reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.TrySetResult();
    }

    public Task ReachedAsync() => reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private sealed class Store(CommitGate gate, IBulkStore inner) : IBulkStore
    {
        public async Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct) =>
            gate.Broken is { } broken && agencyIds.Contains(broken)
                ? throw new InvalidOperationException("broken on purpose")
                : new Transaction(gate, await inner.BeginAsync(agencyIds, ct));

        public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct) => inner.ReserveIdsAsync(sequence, count, ct);
    }

    private sealed class Transaction(CommitGate gate, IBulkTransaction inner) : IBulkTransaction
    {
        public CentralDb Db => inner.Db;

        public Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
            where T : class => inner.ReadAsync<T>(keys, ct);

        public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => inner.InsertAsync(rows, ct);

        public Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only)
            where T : class => inner.UpdateAsync(rows, ct, only);

        public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => inner.UpsertAsync(rows, ct);

        public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => inner.AddAsync(rows, ct);

        public async Task CommitAsync(CancellationToken ct)
        {
            // Whoever hears that the gate is reached may let one through at once: it must be this one.
            var opened = gate.open.Task;
            gate.reached.TrySetResult();
            await opened;
            Interlocked.Increment(ref gate.Commits);
            await inner.CommitAsync(ct);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
