using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MizKhedmat.Central.Data;

/// <summary>One column of a bulk write: its name, whether it is part of the primary key, and how an entity gives its stored value.</summary>
public sealed record BulkColumn(string Name, bool IsKey, Func<object, object?> Value);

/// <summary>
/// A table as the bulk primitives see it, read once from the EF model, so that names, keys and conversions have one home.
/// </summary>
public sealed class BulkTable
{
    private static readonly ConcurrentDictionary<Type, BulkTable> Known = new();

    private BulkTable(IEntityType type)
    {
        Name = type.GetTableName()!;
        Schema = type.GetSchema();
        var store = StoreObjectIdentifier.Table(Name, Schema);
        Columns = [.. type.GetProperties().Select(property => Column(property, store))];
    }

    public string Name { get; }

    public string? Schema { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    public static BulkTable Of<T>(CentralDb db) =>
        Known.GetOrAdd(typeof(T), static (clr, model) => new(model.FindEntityType(clr)
            ?? throw new InvalidOperationException($"{clr.Name} is not a table.")), db.Model);

    private static BulkColumn Column(IProperty property, StoreObjectIdentifier store)
    {
        var read = property.GetGetter();
        var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
        return new(property.GetColumnName(store)!, property.IsPrimaryKey(), convert is null
            ? read.GetClrValue
            : entity => read.GetClrValue(entity) is { } value ? convert(value) : null);
    }
}
