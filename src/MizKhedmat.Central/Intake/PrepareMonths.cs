using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>Makes the partitions of the events ahead: this Jalali month's and the next two. Runs at start and every night.</summary>
public sealed class PrepareMonths(IMonthPartitions partitions, TimeProvider clock)
{
    public const int Ahead = 2;

    public async Task RunAsync(CancellationToken ct)
    {
        var month = JalaliMonth.Of(clock.TodayInTehran());
        for (var ahead = 0; ahead <= Ahead; ahead++)
        {
            await partitions.MakeAsync(month.Plus(ahead), ct);
        }
    }
}
