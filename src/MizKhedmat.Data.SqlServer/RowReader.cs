using System.Data.Common;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Data.SqlServer;

/// <summary>Rows of a bulk table as the stream that SqlBulkCopy reads, one row in memory at a time.</summary>
internal sealed class RowReader<T>(IReadOnlyCollection<T> rows, IReadOnlyList<BulkColumn> columns) : DbDataReader
    where T : class
{
    private readonly IEnumerator<T> row = rows.GetEnumerator();

    public override int FieldCount => columns.Count;

    public override bool HasRows => rows.Count > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => row.MoveNext();

    public override object GetValue(int ordinal) => columns[ordinal].Value(row.Current) ?? DBNull.Value;

    public override bool IsDBNull(int ordinal) => columns[ordinal].Value(row.Current) is null;

    public override string GetName(int ordinal) => columns[ordinal].Name;

    public override Type GetFieldType(int ordinal) => columns[ordinal].StoredType;

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override bool NextResult() => false;

    public override System.Collections.IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override char GetChar(int ordinal) => (char)GetValue(ordinal);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    protected override void Dispose(bool disposing)
    {
        row.Dispose();
        base.Dispose(disposing);
    }
}
