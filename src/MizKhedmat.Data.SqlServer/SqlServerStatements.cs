using System.Globalization;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.SqlServer;

/// <summary>
/// The statements of the bulk primitives over a temporary table that SqlBulkCopy filled. Two statements with a range lock
/// instead of MERGE, whose races are well known.
/// </summary>
internal static class SqlServerStatements
{
    public const string Rows = "#rows";

    /// <summary>Waits at most five seconds for the other writers of each agency; a negative answer is a time-out.</summary>
    public static string Lock(int agencies) => "DECLARE @answer int;\n" + string.Join('\n', Enumerable.Range(0, agencies).Select(i =>
        $"""
        EXEC @answer = sp_getapplock @Resource = @resource{i.ToString(CultureInfo.InvariantCulture)}, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000;
        IF @answer < 0 THROW 51000, 'The agency is locked by another writer.', 1;
        """));

    public const string TakeBlock =
        """
        SET XACT_ABORT ON;
        BEGIN TRANSACTION;
        UPDATE data.IdSequence WITH (UPDLOCK, HOLDLOCK) SET Next = Next + @size WHERE Name = @name;
        IF @@ROWCOUNT = 0 INSERT INTO data.IdSequence (Name, Next) VALUES (@name, 1 + @size);
        SELECT Next FROM data.IdSequence WHERE Name = @name;
        COMMIT;
        """;

    /// <summary>Rows by keys that come as a JSON array of arrays, each looked up by its index.</summary>
    public static string Read(BulkTable table, IReadOnlyList<(string Column, Type Type)> keys) =>
        $"SELECT {string.Join(", ", table.Columns.Select(c => $"t.[{c.Name}]"))} FROM OPENJSON(@keys) WITH ({string.Join(", ", keys.Select((k, i) => $"k{i} {Named(k.Type)} '$[{i}]'"))}) AS k"
        + $" INNER JOIN {Target(table)} AS t ON {string.Join(" AND ", keys.Select((k, i) => $"t.[{k.Column}] = k.k{i}"))} OPTION (LOOP JOIN);";

    private static string Named(Type type) =>
        type == typeof(string) ? $"nvarchar(64) COLLATE {SqlServerModel.Collation}" : type == typeof(long) ? "bigint" : "int";

    public static string Target(BulkTable table) => $"[{table.Schema}].[{table.Name}]";

    /// <summary>An empty copy of the table's columns, without identity and keys.</summary>
    public static string Make(BulkTable table) =>
        $"SELECT TOP (0) {List(table.Columns)} INTO {Rows} FROM {Target(table)} UNION ALL SELECT TOP (0) {List(table.Columns)} FROM {Target(table)};";

    public static string Drop => $"DROP TABLE {Rows};";

    public static string Update(BulkTable table, IReadOnlyList<string>? only = null) => UpdateBy(table, table.RestOf(only), c => $"[{c.Name}] = k.[{c.Name}]");

    public static string Upsert(BulkTable table) => Update(table) + "\n" + InsertMissing(table);

    public static string Add(BulkTable table) => UpdateBy(table, table.Rest, c => $"[{c.Name}] = t.[{c.Name}] + k.[{c.Name}]") + "\n" + InsertMissing(table);

    private static string UpdateBy(BulkTable table, IReadOnlyList<BulkColumn> rest, Func<BulkColumn, string> set) =>
        $"UPDATE t SET {string.Join(", ", rest.Select(set))} FROM {Target(table)} AS t WITH (UPDLOCK, HOLDLOCK)"
        + $" INNER JOIN {Rows} AS k ON {Same(table)} OPTION (LOOP JOIN);";

    private static string InsertMissing(BulkTable table) =>
        $"INSERT INTO {Target(table)} ({List(table.Columns)}) SELECT {List(table.Columns)} FROM {Rows} AS k"
        + $" WHERE NOT EXISTS (SELECT 1 FROM {Target(table)} AS t WITH (UPDLOCK, HOLDLOCK) WHERE {Same(table)});";

    private static string Same(BulkTable table) => string.Join(" AND ", table.Keys.Select(c => $"t.[{c.Name}] = k.[{c.Name}]"));

    private static string List(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(c => $"[{c.Name}]"));
}
