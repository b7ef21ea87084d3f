using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>How long in-person desks were open on the working days of at most the last nine months (1538588/1b-2: continuously).</summary>
internal sealed class DemoDeskDays(WordsRecipe words, IReadOnlyList<DemoAgency> agencies, DemoPeriod period, DemoRandom random)
{
    private const int MostDays = 275;

    public async Task WriteAsync(IBulkTransaction writing, CancellationToken ct)
    {
        var from = period.From > period.Today.AddDays(-MostDays) ? period.From : period.Today.AddDays(-MostDays);
        foreach (var agency in agencies)
        {
            var own = random.Fork("desk days " + agency.Agency.Code);
            var until = period.Today.AddDays(-(agency.Behaviour.SilentDays ?? 1));
            var closedShare = 1 - (agency.Behaviour.OnTime ?? agency.Recipe.OnTime);
            var rows = new List<DeskDay>();
            for (var day = from; day <= until; day = day.AddDays(1))
            {
                if (period.Calendar.IsWorkingDay(day))
                {
                    rows.AddRange(agency.Offices.Select(o => DayOf(o, day, own, closedShare * .3)));
                }
            }

            await writing.InsertAsync(rows, ct);
        }
    }

    private DeskDay DayOf(DemoOffice place, DateOnly day, DemoRandom own, double closedShare)
    {
        var isShort = own.Chance(closedShare);
        return new()
        {
            DeskId = place.InPerson!.Id, On = day, OfficeId = place.Office.Id, DueMinutes = DemoClock.MinutesPerDay,
            OpenMinutes = isShort ? own.Below(DemoClock.MinutesPerDay) : DemoClock.MinutesPerDay,
            Reason = isShort ? own.Of(words.Closures) : null,
        };
    }
}
