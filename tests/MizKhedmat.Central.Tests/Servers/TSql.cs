using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>
/// Reading T-SQL as SQL Server 2019 does, without a server: the grammar by Microsoft's own parser, and two rules of the
/// compiler behind it that translated queries are known to break (errors 130 and 144: a subquery inside an aggregate or GROUP BY).
/// </summary>
internal static class TSql
{
    public static TSqlFragment Parse(string text)
    {
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(e => $"{e.Line}:{e.Column} {e.Message}"))}\n{text}");
        var rules = new Rules();
        script.Accept(rules);
        Assert.True(rules.Broken.Count == 0, $"{string.Join("; ", rules.Broken)}\n{text}");
        return script;
    }

    /// <summary>All nodes of a kind.</summary>
    public static IReadOnlyList<T> Find<T>(this TSqlFragment fragment)
        where T : TSqlFragment
    {
        var finder = new Finder<T>();
        fragment.Accept(finder);
        return finder.Found;
    }

    /// <summary>Schema and name of a table.</summary>
    public static string NameOf(SchemaObjectName name) => $"{name.SchemaIdentifier?.Value}.{name.BaseIdentifier.Value}";

    private sealed class Finder<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is T found)
            {
                Found.Add(found);
            }
        }
    }

    private sealed class Rules : TSqlFragmentVisitor
    {
        private static readonly HashSet<string> Aggregates = new(["COUNT", "COUNT_BIG", "SUM", "MIN", "MAX", "AVG", "STRING_AGG"], StringComparer.OrdinalIgnoreCase);

        public List<string> Broken { get; } = [];

        public override void Visit(FunctionCall node)
        {
            if (node.OverClause is null && Aggregates.Contains(node.FunctionName.Value) && node.Parameters.Any(p => p.Find<QueryExpression>().Count > 0))
            {
                Broken.Add($"130: {node.FunctionName.Value} over a subquery");
            }
        }

        public override void Visit(GroupByClause node)
        {
            if (node.Find<QueryExpression>().Count > 0)
            {
                Broken.Add("144: GROUP BY over a subquery");
            }
        }
    }
}
