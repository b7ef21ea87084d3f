using System.Globalization;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Data;

/// <summary>
/// Ids that carry in their high bits the Jalali month in which they were given, so that a table keyed by them is cut into
/// months by its key alone. They grow with time, and a script reads them exactly (below 2⁵³ until the year 10922). Ids of
/// before, small numbers, lie before every month.
/// </summary>
public static class MonthlyIds
{
    private const int SerialBits = 36;

    /// <summary>The first id of all that carry a month.</summary>
    public const long FirstOfAll = 1L << SerialBits;

    /// <summary>No id of this month is smaller, none of an earlier one as great.</summary>
    public static long FirstOf(JalaliMonth month) => (long)month.Index << SerialBits;

    /// <summary>Month 0 for an id of before.</summary>
    public static JalaliMonth MonthOf(long id) => new((int)(id >> SerialBits));

    /// <summary>The first of <paramref name="count"/> consecutive new ids of the running month, of a sequence of its own for each.</summary>
    public static async Task<long> ReserveAsync(IBulkStore store, string sequence, int count, DateOnly today, CancellationToken ct)
    {
        var month = JalaliMonth.Of(today);
        return FirstOf(month) + await store.ReserveIdsAsync(string.Create(CultureInfo.InvariantCulture, $"{sequence}-{month}"), count, ct);
    }
}
