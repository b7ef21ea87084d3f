using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Metadata;
using MizKhedmat.Central.Data;
using Npgsql;
using NpgsqlTypes;

namespace MizKhedmat.Data.PostgreSql;

/// <summary>A column of a bulk table as PostgreSQL's driver wants it: without a box per value.</summary>
internal abstract class PgColumn<T>(BulkColumn column, NpgsqlDbType type, string cast)
{
    public string Name => column.Name;

    protected NpgsqlDbType Type => type;

    /// <summary>Type of an array of this column's values: <c>integer[]</c>.</summary>
    public string ArrayCast => cast + "[]";

    public abstract Task WriteAsync(NpgsqlBinaryImporter into, T row, CancellationToken ct);

    /// <summary>All rows' values as one array parameter.</summary>
    public abstract NpgsqlParameter Array(IReadOnlyCollection<T> rows);

    /// <summary>Whether such an array holds nothing but zeros.</summary>
    public abstract bool IsNothing(NpgsqlParameter array);

    public static PgColumn<T> Of(BulkColumn column)
    {
        var (type, cast) = column.StoredType switch
        {
            var t when t == typeof(int) => (NpgsqlDbType.Integer, "integer"),
            var t when t == typeof(long) => (NpgsqlDbType.Bigint, "bigint"),
            var t when t == typeof(short) => (NpgsqlDbType.Smallint, "smallint"),
            var t when t == typeof(bool) => (NpgsqlDbType.Boolean, "boolean"),
            var t when t == typeof(double) => (NpgsqlDbType.Double, "double precision"),
            var t when t == typeof(string) => (NpgsqlDbType.Text, "text"),
            var t when t == typeof(byte[]) => (NpgsqlDbType.Bytea, "bytea"),
            var t when t == typeof(DateTime) => (NpgsqlDbType.TimestampTz, "timestamptz"),
            var t => throw new NotSupportedException($"{column.Name}: {t.Name} has no bulk type."),
        };
        var typed = typeof(PgColumn<,>).MakeGenericType(typeof(T), column.Read.ReturnType);
        return (PgColumn<T>)Activator.CreateInstance(typed, column, type, cast)!;
    }
}

/// <typeparam name="T">The row.</typeparam>
/// <typeparam name="TValue">The stored type, nullable where the column is.</typeparam>
internal sealed class PgColumn<T, TValue>(BulkColumn column, NpgsqlDbType type, string cast) : PgColumn<T>(column, type, cast)
{
    private readonly Func<T, TValue> read = ((Expression<Func<T, TValue>>)column.Read).Compile();

    public override Task WriteAsync(NpgsqlBinaryImporter into, T row, CancellationToken ct) =>
        read(row) is { } value ? into.WriteAsync(value, Type, ct) : into.WriteNullAsync(ct);

    public override NpgsqlParameter Array(IReadOnlyCollection<T> rows)
    {
        var values = new TValue[rows.Count];
        var i = 0;
        foreach (var row in rows)
        {
            values[i++] = read(row);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = Type | NpgsqlDbType.Array };
    }

    public override bool IsNothing(NpgsqlParameter array) =>
        System.Array.TrueForAll(((NpgsqlParameter<TValue[]>)array).TypedValue!, static value => EqualityComparer<TValue>.Default.Equals(value, default));
}

/// <summary>A bulk table with its statements, made once per model.</summary>
internal sealed class PgTable<T>
    where T : class
{
    private static readonly ConcurrentDictionary<IModel, PgTable<T>> Known = new();

    private readonly ConcurrentDictionary<string, (IReadOnlyList<PgColumn<T>>, string)> updates = new();
    private readonly ConcurrentDictionary<string, string> adds = new();
    private readonly BulkTable table;
    private readonly string target;

    private PgTable(BulkTable table)
    {
        Columns = [.. table.Columns.Select(PgColumn<T>.Of)];
        Given = [.. table.Given.Select(PgColumn<T>.Of)];
        this.table = table;
        target = $"\"{table.Schema}\".\"{table.Name}\"";
        var names = List(table.Columns);
        var given = Arrays(Columns);
        Copy = $"COPY {target} ({List(table.Given)}) FROM STDIN (FORMAT BINARY)";
        Insert = $"INSERT INTO {target} ({List(table.Given)}) SELECT * FROM unnest({Arrays(Given)})";
        Upsert = OnConflict(c => $"\"{c.Name}\" = excluded.\"{c.Name}\"");

        string OnConflict(Func<BulkColumn, string> set) =>
            $"INSERT INTO {target} AS t ({names}) SELECT * FROM unnest({given}) ON CONFLICT ({List(table.Keys)}) DO UPDATE SET {string.Join(", ", table.Rest.Select(set))}";
    }

    public IReadOnlyList<PgColumn<T>> Columns { get; }

    /// <summary>Columns of <see cref="Copy"/> and <see cref="Insert"/>.</summary>
    public PgColumn<T>[] Given { get; }

    public string Copy { get; }

    public string Insert { get; }

    public string Upsert { get; }

    /// <summary>The columns that an update gives, keys first, and its statement.</summary>
    public (IReadOnlyList<PgColumn<T>> Columns, string Text) Update(IReadOnlyList<string>? only) => updates.GetOrAdd(only is null ? "" : string.Join(",", only), _ =>
    {
        var rest = table.RestOf(only);
        BulkColumn[] written = [.. table.Keys, .. rest];
        PgColumn<T>[] columns = [.. written.Select(c => Columns.Single(own => own.Name == c.Name))];
        return (columns, $"UPDATE {target} AS t SET {string.Join(", ", rest.Select(c => $"\"{c.Name}\" = k.\"{c.Name}\""))}"
            + $" FROM unnest({Arrays(columns)}) AS k ({List(written)}) WHERE {string.Join(" AND ", table.Keys.Select(c => $"t.\"{c.Name}\" = k.\"{c.Name}\""))}");
    });

    /// <summary>
    /// The statement that adds the numbers of some columns, of which the keys come first; the other numbers of a row that is
    /// made are 0.
    /// </summary>
    public string Add(IReadOnlyList<PgColumn<T>> given) => adds.GetOrAdd(string.Join(',', given.Select(c => c.Name)), _ =>
    {
        BulkColumn[] rest = [.. table.Rest.Where(c => !given.Any(g => g.Name == c.Name))];
        BulkColumn[] columns = [.. given.Select(g => table.Columns.Single(c => c.Name == g.Name))];
        return $"INSERT INTO {target} AS t ({List([.. columns, .. rest])}) SELECT {string.Join(", ", [.. columns.Select(c => $"k.\"{c.Name}\""), .. rest.Select(_ => "0")])}"
            + $" FROM unnest({Arrays(given)}) AS k ({List(columns)}) ON CONFLICT ({List(table.Keys)})"
            + $" DO UPDATE SET {string.Join(", ", columns.Where(c => !c.IsKey).Select(c => $"\"{c.Name}\" = t.\"{c.Name}\" + excluded.\"{c.Name}\""))}";
    });

    private static string Arrays(IEnumerable<PgColumn<T>> columns) => string.Join(", ", columns.Select((c, i) => $"${i + 1}::{c.ArrayCast}"));

    private static string List(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));

    public static PgTable<T> Of(CentralDb db) => Known.GetOrAdd(db.Model, static (_, db) => new(BulkTable.Of<T>(db)), db);
}
