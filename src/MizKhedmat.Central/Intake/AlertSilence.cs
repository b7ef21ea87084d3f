using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Tells an agency that its events stay away: it sent within the last 30 days, and since its last event 24 hours of working
/// days have passed. One notice for each silence; the next comes only after it has sent again.
/// </summary>
public sealed class AlertSilence(IDbContextFactory<CentralDb> dbs, CurrentCalendar calendar, TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private const int UsualDays = 30;

    /// <summary>Returns how many agencies were told.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var since = TehranTime.DayOf(now.AddDays(-UsualDays));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var counts = db.PushCounts;
        var agencies = await db.Agencies.AsNoTracking()
            .Where(a => counts.Any(c => c.AgencyId == a.Id && (c.Measure == PushMeasure.Created || c.Measure == PushMeasure.Warned) && c.Day >= since))
            .Select(a => new { a.Id, a.Code }).ToListAsync(ct);
        var told = 0;
        foreach (var agency in agencies)
        {
            if (await ApiHealthBoard.LastEventAtAsync(db, agency.Id, ct) is { } last && IsSilent(last, now, calendar.Value)
                && await db.TellOnceAsync(agency.Code, NoticeKind.AgencySilent, last.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), now, ct))
            {
                await db.SaveChangesAsync(ct);
                told++;
            }
        }

        return told;
    }

    public static bool IsSilent(DateTime lastEventAt, DateTime now, WorkCalendar calendar) =>
        now - lastEventAt <= TimeSpan.FromDays(UsualDays) && calendar.TimeOnWorkingDays(lastEventAt, now) >= Patience;
}
