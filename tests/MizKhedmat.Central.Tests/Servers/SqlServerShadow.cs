using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>
/// Sees every query that a centre under test compiles and says it once more for SQL Server: what cannot be translated there,
/// or does not parse, fails the very test that runs it, in the place where it runs. So no query of the application that any
/// test reaches is left out, and none needs to be listed. Raw SQL has no expression; it lives in the Data.* projects alone.
/// </summary>
internal sealed class SqlServerShadow : IQueryExpressionInterceptor
{
    /// <summary>One for all: EF would build a model and a query cache for each.</summary>
    public static readonly SqlServerShadow Instance = new();

    private SqlServerShadow()
    {
    }

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (!RawSql.IsIn(queryExpression))
        {
            try
            {
                MuteSqlServer.Translate(queryExpression);
            }
            catch (Exception e)
            {
                throw new NotSupportedException($"SQL Server cannot be asked this: {e.Message}\n{new ExpressionPrinter().PrintExpression(queryExpression)}", e);
            }
        }

        return queryExpression;
    }

    private sealed class RawSql : ExpressionVisitor
    {
        private bool found;

        public static bool IsIn(Expression query)
        {
            var search = new RawSql();
            search.Visit(query);
            return search.found;
        }

        protected override Expression VisitExtension(Expression node)
        {
            found |= node.GetType().Name is "FromSqlQueryRootExpression" or "SqlQueryRootExpression";
            return found ? node : base.VisitExtension(node);
        }
    }
}
