using System.Globalization;

namespace MizKhedmat.Central.Kernel;

/// <summary>A month of the Jalali calendar: year · 12 + month − 1, so that months are counted on and compared.</summary>
public readonly record struct JalaliMonth(int Index) : IComparable<JalaliMonth>
{
    public int Year => Index / 12;

    public int Month => (Index % 12) + 1;

    public DateOnly FirstDay => new JalaliDate(Year, Month, 1).ToDateOnly();

    /// <summary>The instant at which it begins in Tehran, UTC.</summary>
    public DateTime StartsAt => TehranTime.StartOf(FirstDay);

    public static JalaliMonth Of(DateOnly day)
    {
        var date = JalaliDate.Of(day);
        return new((date.Year * 12) + date.Month - 1);
    }

    public JalaliMonth Plus(int months) => new(Index + months);

    /// <summary>Reads what <see cref="ToString"/> writes; null for anything else.</summary>
    public static JalaliMonth? Parse(ReadOnlySpan<char> text) =>
        text.Length == 7 && text[4] == '-' && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(text[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? new((year * 12) + month - 1)
            : null;

    public int CompareTo(JalaliMonth other) => Index.CompareTo(other.Index);

    public static bool operator <(JalaliMonth left, JalaliMonth right) => left.Index < right.Index;

    public static bool operator >(JalaliMonth left, JalaliMonth right) => left.Index > right.Index;

    public static bool operator <=(JalaliMonth left, JalaliMonth right) => left.Index <= right.Index;

    public static bool operator >=(JalaliMonth left, JalaliMonth right) => left.Index >= right.Index;

    /// <summary><c>1405-08</c>, ASCII digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
