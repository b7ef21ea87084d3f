using System.Collections;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>A plausible value of any type that a query parameter or a column may have.</summary>
internal static class Sample
{
    private static readonly DateTime Day = new(2026, 3, 21, 0, 0, 0, DateTimeKind.Utc);

    public static object Of(Type type, int number = 1)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => $"s{number}",
            _ when plain == typeof(byte[]) => new byte[] { 1, (byte)number },
            _ when plain == typeof(bool) => true,
            _ when plain == typeof(DateTime) => Day.AddDays(number),
            _ when plain == typeof(DateTimeOffset) => new DateTimeOffset(Day.AddDays(number)),
            _ when plain == typeof(DateOnly) => DateOnly.FromDateTime(Day).AddDays(number),
            _ when plain == typeof(ProvinceCode) => new ProvinceCode($"0{number}"),
            _ when plain == typeof(CountyCode) => new CountyCode($"000{number}"),
            _ when plain == typeof(AgencyCode) => new AgencyCode($"000{number}"),
            { IsEnum: true } => Enum.GetValues(plain).GetValue(0)!,
            { IsPrimitive: true } => Convert.ChangeType(number, plain, System.Globalization.CultureInfo.InvariantCulture),
            { IsArray: true } => Two(plain.GetElementType()!, items => items),
            _ when ElementOf(plain) is { } element => Two(element, items => plain.IsInstanceOfType(items) ? items
                : Activator.CreateInstance(plain.IsInterface ? typeof(HashSet<>).MakeGenericType(element) : plain, items)!),
            _ => throw new NotSupportedException($"No sample of {type}."),
        };
    }

    private static Type? ElementOf(Type type) => type.GetInterfaces().Append(type)
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static object Two(Type element, Func<IList, object> wrap)
    {
        var items = Array.CreateInstance(element, 2);
        items.SetValue(Of(element, 1), 0);
        items.SetValue(Of(element, 2), 1);
        return wrap(items);
    }
}
