using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MizKhedmat.Data.Sqlite;

/// <summary>
/// The one queue in which all writers of a SQLite file stand, in the order in which they came: bulk transactions enter it
/// themselves, every SaveChanges, ExecuteUpdate and ExecuteDelete outside a transaction by these interceptors. Without it
/// small writers poll for the file's lock and starve behind a long import.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public SqliteWriter()
    {
        Saving = new SavingInterceptor(this);
        Executing = new ExecutingInterceptor(this);
    }

    public IInterceptor Saving { get; }

    public IInterceptor Executing { get; }

    public Task EnterAsync(CancellationToken ct) => turn.WaitAsync(ct);

    public void Leave() => turn.Release();

    public void Dispose() => turn.Dispose();

    /// <summary>Contexts that hold the turn for one save or one command.</summary>
    private sealed class Holders(SqliteWriter writer)
    {
        private readonly ConditionalWeakTable<DbContext, object> holding = [];

        public static bool Needs(DbContext? context) => context is { Database.CurrentTransaction: null };

        public void Enter(DbContext context)
        {
            writer.turn.Wait();
            holding.AddOrUpdate(context, this);
        }

        public async Task EnterAsync(DbContext context, CancellationToken ct)
        {
            await writer.turn.WaitAsync(ct);
            holding.AddOrUpdate(context, this);
        }

        public void Leave(DbContext? context)
        {
            if (context is not null && holding.Remove(context))
            {
                writer.Leave();
            }
        }
    }

    private sealed class SavingInterceptor(SqliteWriter writer) : SaveChangesInterceptor
    {
        private readonly Holders holders = new(writer);

        public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
        {
            if (Holders.Needs(eventData.Context))
            {
                holders.Enter(eventData.Context!);
            }

            return result;
        }

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Holders.Needs(eventData.Context))
            {
                await holders.EnterAsync(eventData.Context!, cancellationToken);
            }

            return result;
        }

        public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
        {
            holders.Leave(eventData.Context);
            return result;
        }

        public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            holders.Leave(eventData.Context);
            return new(result);
        }

        public override void SaveChangesFailed(DbContextErrorEventData eventData) => holders.Leave(eventData.Context);

        public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            holders.Leave(eventData.Context);
            return Task.CompletedTask;
        }

        // A conflict of versions is told here and nowhere else.
        public override InterceptionResult ThrowingConcurrencyException(ConcurrencyExceptionEventData eventData, InterceptionResult result)
        {
            holders.Leave(eventData.Context);
            return result;
        }

        public override ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(
            ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            holders.Leave(eventData.Context);
            return new(result);
        }

        public override void SaveChangesCanceled(DbContextEventData eventData) => holders.Leave(eventData.Context);

        public override Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
        {
            holders.Leave(eventData.Context);
            return Task.CompletedTask;
        }
    }

    private sealed class ExecutingInterceptor(SqliteWriter writer) : DbCommandInterceptor
    {
        private readonly Holders holders = new(writer);

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Writes(eventData) && Holders.Needs(eventData.Context))
            {
                await holders.EnterAsync(eventData.Context!, cancellationToken);
            }

            return result;
        }

        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Leave(eventData);
            return new(result);
        }

        public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
        {
            Leave(eventData);
            return Task.CompletedTask;
        }

        public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Leave(eventData);
            return Task.CompletedTask;
        }

        private void Leave(CommandEventData eventData)
        {
            if (Writes(eventData))
            {
                holders.Leave(eventData.Context);
            }
        }

        private static bool Writes(CommandEventData eventData) => eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete;
    }
}
