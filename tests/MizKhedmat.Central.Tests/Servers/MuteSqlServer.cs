using System.Data;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using MizKhedmat.Central.Data;
using MizKhedmat.Data.SqlServer;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>
/// SQL Server without a server: the real provider makes each text, no connection is opened, every reader is empty. What is
/// sent is kept and parsed.
/// </summary>
internal sealed class MuteSqlServer : DbCommandInterceptor
{
    private static readonly MethodInfo Compile = typeof(IDatabase).GetMethod(nameof(IDatabase.CompileQuery))!;

    private readonly List<string> texts = [];

    private MuteSqlServer()
    {
    }

    /// <summary>A query of another provider as the statements that SQL Server would get; throws when it cannot be said there.</summary>
    public static IReadOnlyList<string> Translate(Expression query)
    {
        var (db, mute) = Open();
        using (db)
        {
            var rooted = new Rooted(db.Model);
            var moved = rooted.Visit(query);
            var result = typeof(IQueryable).IsAssignableFrom(moved.Type) ? typeof(IEnumerable<>).MakeGenericType(moved.Type.GetInterfaces().Append(moved.Type)
                .First(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQueryable<>)).GetGenericArguments()[0]) : moved.Type;
            var run = (Delegate)Unwrapped(() => Compile.MakeGenericMethod(result).Invoke(db.GetService<IDatabase>(), [moved, false]))!;
            var context = db.GetService<IQueryContextFactory>().Create();
            foreach (var (name, type) in rooted.Parameters)
            {
                context.Parameters[name] = Sample.Of(type);
            }

            mute.Run(() =>
            {
                if (Unwrapped(() => run.DynamicInvoke(context)) is System.Collections.IEnumerable rows and not string)
                {
                    foreach (var _ in rows)
                    {
                        // empty: only the text is wanted
                    }
                }
            });
            return mute.texts;
        }
    }

    /// <summary>What SQL Server would get when a context does this.</summary>
    public static IReadOnlyList<string> Send(Action<CentralDb> use)
    {
        var (db, mute) = Open();
        using (db)
        {
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            mute.Run(() => use(db));
            return mute.texts;
        }
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Keep(command);
        using var nothing = new DataTable();
        return InterceptionResult<DbDataReader>.SuppressWithResult(nothing.CreateDataReader());
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Keep(command);
        return InterceptionResult<int>.SuppressWithResult(0);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Keep(command);
        return InterceptionResult<object>.SuppressWithResult(0);
    }

    private static (CentralDb Db, MuteSqlServer Mute) Open()
    {
        var mute = new MuteSqlServer();
        var options = new DbContextOptionsBuilder<CentralDb>();
        SqlServerDatabase.Configure(options, "Server=nowhere.invalid").AddInterceptors(mute, Closed.Door);
        return (new(options.Options), mute);
    }

    private void Keep(DbCommand command)
    {
        TSql.Parse(command.CommandText);
        texts.Add(command.CommandText);
    }

    /// <summary>An empty reader is a fault for whoever wants a row; by then the text is kept.</summary>
    private void Run(Action use)
    {
        try
        {
            use();
        }
        catch (Exception e) when (texts.Count > 0 && e is InvalidOperationException or DbUpdateException)
        {
        }

        if (texts.Count == 0)
        {
            throw new InvalidOperationException("Nothing was sent.");
        }
    }

    private static object? Unwrapped(Func<object?> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }

    /// <summary>The same query over another provider's model.</summary>
    private sealed class Rooted(IModel model) : ExpressionVisitor
    {
        public Dictionary<string, Type> Parameters { get; } = [];

        protected override Expression VisitExtension(Expression node)
        {
            switch (node)
            {
                case EntityQueryRootExpression root:
                    return new EntityQueryRootExpression(model.FindEntityType(root.EntityType.Name)!);
                case QueryParameterExpression parameter:
                    Parameters[parameter.Name] = parameter.Type;
                    return node;
                default:
                    return base.VisitExtension(node);
            }
        }
    }

    /// <summary>A connection that is never opened.</summary>
    private sealed class Closed : DbConnectionInterceptor
    {
        public static readonly Closed Door = new();

        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

        public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();
    }
}
