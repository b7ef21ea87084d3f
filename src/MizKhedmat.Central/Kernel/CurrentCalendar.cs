namespace MizKhedmat.Central.Kernel;

/// <summary>
/// The work calendar in force: one per process, filled by the obligations room from the holiday register at start and after
/// each change. Until then no day but Friday is closed.
/// </summary>
public sealed class CurrentCalendar
{
    private volatile WorkCalendar value = WorkCalendar.WithoutHolidays;

    public WorkCalendar Value
    {
        get => value;
        set => this.value = value;
    }
}
