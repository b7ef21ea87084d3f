using System.Globalization;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>A day as people type it into a box: <c>1405/08/30</c>, <c>۱۴۰۵-۸-۳۰</c>, or the ISO day of a link.</summary>
public static class TypedDay
{
    /// <summary>Null for a day that does not exist, and for what is no day.</summary>
    public static DateOnly? Parse(string? typed)
    {
        var text = PersianText.FoldDigits(typed ?? "").Trim();
        return JalaliDate.TryParse(text, out var jalali) ? jalali.ToDateOnly()
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : null;
    }

    /// <summary>For links and <c>datetime</c> attributes.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
