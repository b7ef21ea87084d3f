using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace MizKhedmat.Central.Data;

/// <summary>One column of a bulk write: its name, whether it is part of the primary key, and how a row gives its stored value.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="IsKey">True for a column of the primary key.</param>
/// <param name="StoredType">What the driver gets, without <see cref="Nullable{T}"/>: <c>int</c>, <c>string</c>, <c>DateTime</c> …</param>
/// <param name="Read">A lambda from the row to its stored value; the value type is nullable where the column is.</param>
public sealed record BulkColumn(string Name, bool IsKey, Type StoredType, LambdaExpression Read)
{
    private Func<object, object?>? boxed;

    /// <summary>The stored value of a row as an object, null for NULL.</summary>
    public Func<object, object?> Value => boxed ??= Boxed();

    private Func<object, object?> Boxed()
    {
        var row = Expression.Parameter(typeof(object));
        var read = Expression.Invoke(Read, Expression.Convert(row, Read.Parameters[0].Type));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(read, typeof(object)), row).Compile();
    }
}

/// <summary>
/// A table as the bulk primitives see it, read once from the EF model, so that names, keys and conversions have one home.
/// </summary>
public sealed class BulkTable
{
    private static readonly ConcurrentDictionary<(IModel Model, Type Type), BulkTable> Known = new();

    private readonly IEntityType type;
    private Delegate? reader;

    private BulkTable(IEntityType type)
    {
        this.type = type;
        Name = type.GetTableName()!;
        Schema = type.GetSchema();
        var store = StoreObjectIdentifier.Table(Name, Schema);
        Columns = [.. type.GetProperties().Select(property => Column(type.ClrType, property, store))];
        Keys = [.. Columns.Where(c => c.IsKey)];
        Rest = [.. Columns.Where(c => !c.IsKey)];
        Given = [.. Columns.Zip(type.GetProperties()).Where(c => !IsNumberedByTheDatabase(c.Second)).Select(c => c.First)];
    }

    public string Name { get; }

    public string? Schema { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>Columns of the primary key.</summary>
    public IReadOnlyList<BulkColumn> Keys { get; }

    /// <summary>Columns of a new row: all but a number that the database gives itself.</summary>
    public IReadOnlyList<BulkColumn> Given { get; }

    /// <summary>All columns outside the primary key.</summary>
    public IReadOnlyList<BulkColumn> Rest { get; }

    /// <summary>Columns to be written beside the key: all others, or those of a list.</summary>
    public IReadOnlyList<BulkColumn> RestOf(IReadOnlyList<string>? only) => only is null ? Rest : [.. Rest.Where(c => only.Contains(c.Name))];

    /// <summary>Makes an entity of a row that a reader stands on, whose columns are <see cref="Columns"/> in their order.</summary>
    public Func<DbDataReader, T> Reader<T>() => (Func<DbDataReader, T>)(reader ??= Make<T>());

    public static BulkTable Of<T>(CentralDb db) =>
        Known.GetOrAdd((db.Model, typeof(T)), static key => new(key.Model.FindEntityType(key.Type)
            ?? throw new InvalidOperationException($"{key.Type.Name} is not a table.")));

    private static bool IsNumberedByTheDatabase(IProperty property) =>
        property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType is { IsValueType: true };

    private static BulkColumn Column(Type clr, IProperty property, StoreObjectIdentifier store)
    {
        var row = Expression.Parameter(clr, "row");
        var value = Stored(Expression.Property(row, property.PropertyInfo!), property);
        return new(
            property.GetColumnName(store)!, property.IsPrimaryKey(), Nullable.GetUnderlyingType(value.Type) ?? value.Type,
            Expression.Lambda(value, row));
    }

    /// <summary>The model's conversion as an expression; null stays null, an enum becomes its number.</summary>
    private static Expression Stored(Expression value, IProperty property)
    {
        if (property.GetTypeMapping().Converter is not { } converter)
        {
            return Number(value);
        }

        var convert = converter.ConvertToProviderExpression;
        if (Nullable.GetUnderlyingType(value.Type) is not { } || Nullable.GetUnderlyingType(convert.Parameters[0].Type) is not null)
        {
            return Number(Expression.Invoke(convert, value));
        }

        var converted = Number(Expression.Invoke(convert, Expression.Property(value, "Value")));
        var nullable = converted.Type.IsValueType ? typeof(Nullable<>).MakeGenericType(converted.Type) : converted.Type;
        return Expression.Condition(
            Expression.Property(value, "HasValue"), Expression.Convert(converted, nullable), Expression.Constant(null, nullable));
    }

    private static Expression Number(Expression value)
    {
        var inner = Nullable.GetUnderlyingType(value.Type) ?? value.Type;
        return !inner.IsEnum ? value
            : Expression.Convert(value, inner == value.Type ? typeof(int) : typeof(int?));
    }

    private Func<DbDataReader, T> Make<T>()
    {
        var row = Expression.Parameter(typeof(DbDataReader), "row");
        var bindings = type.GetProperties().Select((property, i) =>
            Expression.Bind(property.PropertyInfo!, Loaded(row, Expression.Constant(i), property, Columns[i].StoredType)));
        return Expression.Lambda<Func<DbDataReader, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings), row).Compile();
    }

    /// <summary>The other way round: a stored value becomes the property's.</summary>
    private static Expression Loaded(Expression row, Expression at, IProperty property, Type stored)
    {
        Expression value = Expression.Call(row, nameof(DbDataReader.GetFieldValue), [stored], at);
        if (property.GetTypeMapping().Converter is { } converter)
        {
            var convert = converter.ConvertFromProviderExpression;
            var given = convert.Parameters[0].Type;
            value = Expression.Invoke(convert, given == value.Type ? value : Expression.Convert(value, given));
        }

        value = value.Type == property.ClrType ? value : Expression.Convert(value, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(Expression.Call(row, nameof(DbDataReader.IsDBNull), null, at), Expression.Constant(null, property.ClrType), value)
            : value;
    }
}
