using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>When requests come in: by weekday, holiday, season, growth and hour; electronic ones all day, others in office hours.</summary>
internal sealed class DemoRhythm
{
    private const double DaysPerYear = 365;

    private readonly DateOnly from;
    private readonly WeightedDraw inPersonDays;
    private readonly WeightedDraw electronicDays;
    private readonly WeightedDraw inPersonHours;
    private readonly WeightedDraw electronicHours;

    public DemoRhythm(RhythmRecipe recipe, DateOnly from, DateOnly to, DemoClock clock)
    {
        this.from = from;
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).ToList();
        inPersonDays = new(days.Select(d => Weight(d, recipe.WeekdaysInPerson, recipe.HolidayInPerson)));
        electronicDays = new(days.Select(d => Weight(d, recipe.WeekdaysElectronic, recipe.HolidayElectronic)));
        inPersonHours = new(recipe.HoursInPerson);
        electronicHours = new(recipe.HoursElectronic);

        double Weight(DateOnly day, IReadOnlyList<double> weekdays, double holiday)
        {
            var saturdayFirst = ((int)day.DayOfWeek + 1) % 7;
            var weight = clock.IsWorked(day) || day.DayOfWeek == DayOfWeek.Friday ? weekdays[saturdayFirst] : holiday;
            var growth = 1 + (recipe.GrowthPerYear * (day.DayNumber - from.DayNumber) / DaysPerYear);
            return weight * recipe.Months[JalaliDate.Of(day).Month - 1] * growth;
        }
    }

    /// <summary>A Tehran time of acceptance.</summary>
    public DateTime Draw(bool isElectronic, DemoRandom random)
    {
        var day = from.AddDays((isElectronic ? electronicDays : inPersonDays).Draw(random));
        var hour = (isElectronic ? electronicHours : inPersonHours).Draw(random);
        var minute = (isElectronic, hour) switch
        {
            (false, 7) => random.Between(30, 60),
            (false, 14) => random.Between(0, 29),
            _ => random.Between(0, 60),
        };
        return day.ToDateTime(new TimeOnly(hour, 0)).AddSeconds((int)(minute * 60));
    }
}
