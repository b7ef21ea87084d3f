using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using Microsoft.Data.Sqlite;
using MizKhedmat.Central.Data;
using SQLitePCL;

namespace MizKhedmat.Data.Sqlite;

/// <summary>
/// One prepared statement, bound and stepped without the provider's parameter objects: the single writer's time is the
/// ceiling of the embedded database. Values are stored in the very form in which EF's provider stores them.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 handle;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(SqliteConnection connection, string text)
    {
        handle = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(handle, text, out statement));
    }

    /// <summary>Binds a row and runs the statement; the number of rows that it touched.</summary>
    public int Run<T>(T row, IReadOnlyList<Action<sqlite3_stmt, T, int>> binders)
    {
        for (var i = 0; i < binders.Count; i++)
        {
            binders[i](statement, row, i + 1);
        }

        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            raw.sqlite3_reset(statement);
            Check(code);
        }

        raw.sqlite3_reset(statement);
        return raw.sqlite3_changes(handle);
    }

    public void Dispose() => statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, handle);
}

/// <summary>How the columns of a row are bound, compiled once.</summary>
internal static class SqliteBinders
{
    private static readonly ConcurrentDictionary<LambdaExpression, Delegate> Known = new();

    public static IReadOnlyList<Action<sqlite3_stmt, T, int>> Of<T>(IReadOnlyList<BulkColumn> columns) =>
        [.. columns.Select(c => (Action<sqlite3_stmt, T, int>)Known.GetOrAdd(c.Read, static (_, column) => Make<T>(column), c))];

    private static Action<sqlite3_stmt, T, int> Make<T>(BulkColumn column) => column.StoredType switch
    {
        var t when t == typeof(string) => Text((Func<T, string?>)column.Read.Compile()),
        var t when t == typeof(byte[]) => Bytes((Func<T, byte[]?>)column.Read.Compile()),
        var t when t == typeof(DateTime) => Time(Typed<T, DateTime>(column)),
        var t when t == typeof(double) => Real(Typed<T, double>(column)),
        var t when t == typeof(long) || t == typeof(int) || t == typeof(short) || t == typeof(bool) => Whole(Typed<T, long>(column)),
        var t => throw new NotSupportedException($"{column.Name}: {t.Name} has no bulk type."),
    };

    /// <summary>Reads a column as a nullable of another number type.</summary>
    private static Func<T, TValue?> Typed<T, TValue>(BulkColumn column)
        where TValue : struct
    {
        var body = column.Read.Body;
        if (column.StoredType == typeof(bool))
        {
            var isNullable = Nullable.GetUnderlyingType(body.Type) is not null;
            var one = Expression.Condition(isNullable ? Expression.Property(body, "Value") : body, Expression.Constant(1L), Expression.Constant(0L));
            body = isNullable
                ? Expression.Condition(Expression.Property(body, "HasValue"), Expression.Convert(one, typeof(long?)), Expression.Constant(null, typeof(long?)))
                : one;
        }

        return Expression.Lambda<Func<T, TValue?>>(Expression.Convert(body, typeof(TValue?)), column.Read.Parameters).Compile();
    }

    private static Action<sqlite3_stmt, T, int> Text<T>(Func<T, string?> read) => (statement, row, at) =>
    {
        if (read(row) is { } text)
        {
            raw.sqlite3_bind_text(statement, at, text);
        }
        else
        {
            raw.sqlite3_bind_null(statement, at);
        }
    };

    private static Action<sqlite3_stmt, T, int> Bytes<T>(Func<T, byte[]?> read) => (statement, row, at) =>
    {
        if (read(row) is { } bytes)
        {
            raw.sqlite3_bind_blob(statement, at, bytes);
        }
        else
        {
            raw.sqlite3_bind_null(statement, at);
        }
    };

    private static Action<sqlite3_stmt, T, int> Time<T>(Func<T, DateTime?> read) => (statement, row, at) =>
    {
        if (read(row) is { } time)
        {
            raw.sqlite3_bind_text(statement, at, time.ToString("yyyy\\-MM\\-dd HH\\:mm\\:ss.FFFFFFF", CultureInfo.InvariantCulture));
        }
        else
        {
            raw.sqlite3_bind_null(statement, at);
        }
    };

    private static Action<sqlite3_stmt, T, int> Real<T>(Func<T, double?> read) => (statement, row, at) =>
    {
        if (read(row) is { } number)
        {
            raw.sqlite3_bind_double(statement, at, number);
        }
        else
        {
            raw.sqlite3_bind_null(statement, at);
        }
    };

    private static Action<sqlite3_stmt, T, int> Whole<T>(Func<T, long?> read) => (statement, row, at) =>
    {
        if (read(row) is { } number)
        {
            raw.sqlite3_bind_int64(statement, at, number);
        }
        else
        {
            raw.sqlite3_bind_null(statement, at);
        }
    };
}
