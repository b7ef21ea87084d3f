using System.Globalization;
using System.Text.Json;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Obligations;

/// <summary>One due day of a duty.</summary>
/// <param name="Period"><c>1405-H2</c>, <c>1405-Q3</c>, or <c>once</c> for a duty that does not recur (API.md section 5).</param>
/// <param name="DueOn">A Tehran day on which offices work.</param>
public sealed record DueDay(string Period, DateOnly DueOn);

/// <summary>
/// The days on which a duty falls due (DOMAIN.md 5.2): a fixed one by its own columns; a recurring one so many days after the
/// end of each Jalali half-year or quarter, rolled forward to a working day. A duty counted from a day that each agency has
/// of its own (the approval of its plan) has none here.
/// </summary>
public static class DueDays
{
    private const string Once = "once";

    /// <summary>Due days from <paramref name="from"/> to <paramref name="to"/>, both included, in their order.</summary>
    /// <param name="duty">The duty.</param>
    /// <param name="catalogue">All duties by id: some fall due together with another.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="calendar">Working days.</param>
    public static IReadOnlyList<DueDay> Between(
        Obligation duty, IReadOnlyDictionary<string, Obligation> catalogue, DateOnly from, DateOnly to, WorkCalendar calendar)
    {
        if (duty.Schedule is null)
        {
            return duty.DueOn is { } day && day >= from && day <= to ? [new(Once, day)] : [];
        }

        if (RhythmOf(duty, catalogue) is not var (months, days))
        {
            return [];
        }

        // A period ends before its due day: the ones that end up to a year before the window are enough.
        var due = new List<DueDay>();
        for (var start = Start(JalaliDate.Of(from).Year - 1); start.ToDateOnly() <= to; start = start.AddMonths(months))
        {
            var on = calendar.RollForward(start.AddMonths(months).ToDateOnly().AddDays(days - 1));
            if (on >= from && on <= to)
            {
                due.Add(new(string.Create(CultureInfo.InvariantCulture, $"{start.Year}-{(months == 6 ? 'H' : 'Q')}{((start.Month - 1) / months) + 1}"), on));
            }
        }

        return due;

        static JalaliDate Start(int year) => new(year, 1, 1);
    }

    /// <summary>Length of the period in months, and days from its end; null when the catalogue fixes no such rhythm for all.</summary>
    private static (int Months, int Days)? RhythmOf(Obligation duty, IReadOnlyDictionary<string, Obligation> catalogue)
    {
        using var schedule = JsonDocument.Parse(duty.Schedule!);
        if (schedule.RootElement.TryGetProperty("legal", out _) || !schedule.RootElement.TryGetProperty("recommended", out var rhythm))
        {
            return null;
        }

        if (rhythm.TryGetProperty("with", out var other))
        {
            return catalogue.TryGetValue(other.GetString()!, out var leading) && leading.Schedule is not null && leading.Id != duty.Id ? RhythmOf(leading, catalogue) : null;
        }

        var months = rhythm.GetProperty("periods").GetString() switch { "jalali_half_year" => 6, "jalali_quarter" => 3, _ => 0 };
        return months > 0 && rhythm.TryGetProperty("due_days_after_end", out var days) ? (months, days.GetInt32()) : null;
    }
}
