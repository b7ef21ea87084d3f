using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Makes ahead what a Jalali month needs: the partitions of the events of this month and the next two, and the keys of this
/// month and the next, so that a nightly backup of the keys has each of them before anything is sealed with it. Runs at start
/// and every night.
/// </summary>
public sealed class PrepareMonths(IMonthPartitions partitions, PersonalDataKey keys, TimeProvider clock)
{
    public const int Ahead = 2;

    public async Task RunAsync(CancellationToken ct)
    {
        var month = JalaliMonth.Of(clock.TodayInTehran());
        keys.Months.Of(month);
        keys.Months.Of(month.Plus(1));
        for (var ahead = 0; ahead <= Ahead; ahead++)
        {
            await partitions.MakeAsync(month.Plus(ahead), ct);
        }
    }
}
