using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MizKhedmat.Central.Data;

/// <summary>
/// Two rows of one primary key inside one bulk call are a fault of the caller: each database would make something else of them.
/// </summary>
public static class BulkKeys
{
    private static readonly ConcurrentDictionary<(IModel Model, Type Type), object> Known = new();

    /// <summary>Throws <see cref="InvalidOperationException"/> when two rows carry one key.</summary>
    public static void RefuseDoubles<T>(CentralDb db, IReadOnlyCollection<T> rows)
        where T : class
    {
        var table = BulkTable.Of<T>(db);
        if (rows.Count < 2 || table.Given.Count < table.Columns.Count)
        {
            return; // rows that the database numbers have no key yet
        }

        var keys = (Comparer<T>)Known.GetOrAdd((db.Model, typeof(T)), static (_, table) => new Comparer<T>(table), table);
        var seen = new HashSet<T>(rows.Count, keys);
        foreach (var row in rows)
        {
            if (!seen.Add(row))
            {
                throw new InvalidOperationException($"Two rows of {typeof(T).Name} in one call carry the same key.");
            }
        }
    }

    /// <summary>Compares rows by their stored key, without a box per value.</summary>
    private sealed class Comparer<T> : IEqualityComparer<T>
    {
        private readonly Func<T, T, bool> equals;
        private readonly Func<T, int> hash;

        public Comparer(BulkTable table)
        {
            ParameterExpression x = Expression.Parameter(typeof(T)), y = Expression.Parameter(typeof(T));
            equals = Expression.Lambda<Func<T, T, bool>>(
                table.Keys.Select(key => (Expression)Expression.Equal(Value(key, x), Value(key, y))).Aggregate(Expression.AndAlso), x, y).Compile();
            hash = Expression.Lambda<Func<T, int>>(
                table.Keys.Select(key => (Expression)Expression.Call(Value(key, x), key.Read.ReturnType.GetMethod(nameof(GetHashCode), [])!))
                    .Aggregate((all, one) => Expression.Add(Expression.Multiply(all, Expression.Constant(31)), one)), x).Compile();
        }

        public bool Equals(T? x, T? y) => ReferenceEquals(x, y) || (x is not null && y is not null && equals(x, y));

        public int GetHashCode(T obj) => hash(obj);

        private static Expression Value(BulkColumn key, ParameterExpression row) => Expression.Invoke(key.Read, row);
    }
}
