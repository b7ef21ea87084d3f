using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Obligations;

/// <summary>
/// Builds the work calendar from the holiday register and puts it in force. Rooms below this one read
/// <see cref="CurrentCalendar"/> of the kernel.
/// </summary>
public sealed class WorkCalendars(IDbContextFactory<CentralDb> dbs, CurrentCalendar holder)
{
    public WorkCalendar Current => holder.Value;

    /// <summary>Call after the holidays were loaded or changed.</summary>
    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var days = await db.Holidays.Where(h => h.WithdrawnOn == null).Select(h => h.On).ToListAsync(ct);
        holder.Value = new WorkCalendar(days.ToHashSet());
    }
}
