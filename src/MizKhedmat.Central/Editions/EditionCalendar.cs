using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The days of an official period (SCORING.md 13), Tehran days: data closes 15 days after its end, the provisional edition 17, objections until 32,
/// the final one 45. A year's is final on 04/31 of the next year at the latest (OB-06).
/// </summary>
public sealed record EditionCalendar(JalaliPeriod Period, DateOnly DataCloses, DateOnly Provisional, DateOnly ObjectionsUntil, DateOnly Final)
{
    /// <summary>Days in which an agency may object, from the publication on, however late it came.</summary>
    public const int ObjectionDays = 15;

    /// <summary>Null for a period that has no edition: live, a month.</summary>
    public static EditionCalendar? Of(JalaliPeriod period)
    {
        if (period.Kind is not (PeriodKind.Quarter or PeriodKind.Half or PeriodKind.Year))
        {
            return null;
        }

        var final = period.Kind == PeriodKind.Year ? new JalaliDate(period.Year + 1, 4, 31).ToDateOnly() : period.To.AddDays(45);
        return new(period, period.To.AddDays(15), period.To.AddDays(17), period.To.AddDays(32), final);
    }

    /// <summary>Last Tehran day on which an objection to a provisional edition published on that day is taken.</summary>
    public DateOnly WindowUntil(DateOnly published) => published.AddDays(ObjectionDays) is var until && until > ObjectionsUntil ? until : ObjectionsUntil;
}
