using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Obligations;

/// <summary>
/// Tells every agency that the directive binds of its duties that fall due within ten days (UX.md: «نزدیک»): a notice in its
/// workspace and, once with it, <c>obligation.near</c> to its endpoints. Told once for each period, however often the job runs.
/// </summary>
public sealed class TellNearDuties(IDbContextFactory<CentralDb> dbs, CurrentCalendar calendar, TimeProvider clock)
{
    /// <summary>From so many days before the due day on a duty is near.</summary>
    public const int NearDays = 10;

    /// <summary>Returns how many notices were written.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (now, today) = (clock.UtcNow(), clock.TodayInTehran());
        await using var db = await dbs.CreateDbContextAsync(ct);
        var catalogue = await db.Obligations.AsNoTracking().Where(o => o.WithdrawnOn == null && o.Status == "active").ToDictionaryAsync(o => o.Id, ct);
        var near = catalogue.Values.Where(o => o.Obliged.Split(' ').Contains("agency", StringComparer.Ordinal)).OrderBy(o => o.Id, StringComparer.Ordinal)
            .SelectMany(o => DueDays.Between(o, catalogue, today, today.AddDays(NearDays), calendar.Value).Select(due => (Duty: o, Due: due))).ToList();
        if (near.Count == 0)
        {
            return 0;
        }

        var bound = await db.Agencies.Where(a => a.Subject == SubjectStatus.Subject || a.Subject == SubjectStatus.Deemed).Select(a => a.Code).ToListAsync(ct);
        var told = 0;
        foreach (var (duty, due) in near)
        {
            var news = await db.TellOnceAsync(bound, NoticeKind.ObligationNear, SubjectOf(duty.Id, due), now, ct);
            await db.SendAsync(news, WebhookEvents.ObligationNear, Data(duty, due, today), now, ct);
            await db.SaveChangesAsync(ct);
            told += news.Count;
        }

        return told;
    }

    /// <summary><c>OB-05/1405-H2/2027-04-05</c>.</summary>
    private static string SubjectOf(string duty, DueDay due) => string.Create(CultureInfo.InvariantCulture, $"{duty}/{due.Period}/{due.DueOn:yyyy-MM-dd}");

    private static JsonObject Data(Obligation duty, DueDay due, DateOnly today) => new()
    {
        ["obligation"] = duty.Id, ["period"] = due.Period, ["dueOn"] = due.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["dueOnJalali"] = JalaliDate.Of(due.DueOn).ToString(),
        ["daysLeft"] = due.DueOn.DayNumber - today.DayNumber, ["clauses"] = new JsonArray([.. duty.Clauses.Select(c => (JsonNode)c)]),
        ["title"] = new JsonObject { ["fa"] = duty.TitleFa, ["en"] = duty.TitleEn },
    };
}
