using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.SqlServer;

/// <summary>
/// The statements of the bulk primitives over a temporary table that SqlBulkCopy filled. Two statements with a range lock
/// instead of MERGE, whose races are well known.
/// </summary>
internal static class SqlServerStatements
{
    public const string Rows = "#rows";

    /// <summary>Waits at most five seconds for the other writers of an agency; a negative answer is a time-out.</summary>
    public const string Lock =
        """
        DECLARE @answer int;
        EXEC @answer = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000;
        IF @answer < 0 THROW 51000, 'The agency is locked by another writer.', 1;
        """;

    public const string TakeBlock =
        """
        SET XACT_ABORT ON;
        BEGIN TRANSACTION;
        UPDATE data.IdSequence WITH (UPDLOCK, HOLDLOCK) SET Next = Next + @size WHERE Name = @name;
        IF @@ROWCOUNT = 0 INSERT INTO data.IdSequence (Name, Next) VALUES (@name, 1 + @size);
        SELECT Next FROM data.IdSequence WHERE Name = @name;
        COMMIT;
        """;

    /// <summary>Rows by keys that come as a JSON array, each looked up by its index.</summary>
    public static string Read(BulkTable table, string column, bool isText, string? within) =>
        $"SELECT {string.Join(", ", table.Columns.Select(c => $"t.[{c.Name}]"))} FROM OPENJSON(@keys) WITH (v {(isText ? "nvarchar(64) COLLATE Latin1_General_100_BIN2" : "bigint")} '$') AS k"
        + $" INNER JOIN {Target(table)} AS t ON t.[{column}] = k.v{(within is null ? "" : $" AND t.[{within}] = @within")} OPTION (LOOP JOIN);";

    public static string Target(BulkTable table) => $"[{table.Schema}].[{table.Name}]";

    /// <summary>An empty copy of the table's columns, without identity and keys.</summary>
    public static string Make(BulkTable table) =>
        $"SELECT TOP (0) {List(table.Columns)} INTO {Rows} FROM {Target(table)} UNION ALL SELECT TOP (0) {List(table.Columns)} FROM {Target(table)};";

    public static string Drop => $"DROP TABLE {Rows};";

    public static string Update(BulkTable table) => UpdateBy(table, c => $"[{c.Name}] = k.[{c.Name}]");

    public static string Upsert(BulkTable table) => Update(table) + "\n" + InsertMissing(table);

    public static string Add(BulkTable table) => UpdateBy(table, c => $"[{c.Name}] = t.[{c.Name}] + k.[{c.Name}]") + "\n" + InsertMissing(table);

    private static string UpdateBy(BulkTable table, Func<BulkColumn, string> set) =>
        $"UPDATE t SET {string.Join(", ", table.Rest.Select(set))} FROM {Target(table)} AS t WITH (UPDLOCK, HOLDLOCK)"
        + $" INNER JOIN {Rows} AS k ON {Same(table)} OPTION (LOOP JOIN);";

    private static string InsertMissing(BulkTable table) =>
        $"INSERT INTO {Target(table)} ({List(table.Columns)}) SELECT {List(table.Columns)} FROM {Rows} AS k"
        + $" WHERE NOT EXISTS (SELECT 1 FROM {Target(table)} AS t WITH (UPDLOCK, HOLDLOCK) WHERE {Same(table)});";

    private static string Same(BulkTable table) => string.Join(" AND ", table.Keys.Select(c => $"t.[{c.Name}] = k.[{c.Name}]"));

    private static string List(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(c => $"[{c.Name}]"));
}
