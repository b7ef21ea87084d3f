using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Notifications;
using Xunit;

namespace MizKhedmat.Central.Tests.Obligations;

/// <summary>An agency learns ten days ahead what falls due: in its workspace and on its own machines, once for each period.</summary>
public sealed class NearDutiesTests(WebhookCentre home) : IClassFixture<WebhookCentre>
{
    [Fact]
    [Clause("1538588/6")]
    public async Task The_half_yearly_report_is_told_ten_days_ahead_once_and_by_webhook()
    {
        var tell = home.Centre.Services.GetRequiredService<TellNearDuties>();
        await home.Centre.AddAgencyAsync("1003");
        await home.Centre.InDbAsync(db => db.Agencies.Where(a => a.Code == new AgencyCode("1003")).ExecuteUpdateAsync(set => set.SetProperty(a => a.Subject, SubjectStatus.Exempt)));
        using (var editor = await home.EditorAsync())
        {
            await editor.SendAsync("/agency/api/webhooks", ("_handler", "register"), ("url", home.Receiver.Url), ("events", "obligation.near"));
        }

        home.Clock.Advance(TehranTime.StartOf(new(2027, 3, 24)) - home.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(0, await tell.RunAsync(default)); // 4 Farvardin: eleven days
        home.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, await tell.RunAsync(default)); // two agencies, two duties of one day; the exempt one is told nothing
        Assert.Equal(0, await tell.RunAsync(default));
        home.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await tell.RunAsync(default));

        var told = (await home.NoticesAsync()).Where(n => n.Agency == WebhookCentre.Agency).Select(n => n.Subject);
        Assert.Equal(["OB-05/1405-H2/2027-04-04", "OB-40/1405-H2/2027-04-04"], told);
        var sent = await home.Centre.InDbAsync(db => db.Deliveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync());
        Assert.Equal(["obligation.near", "obligation.near"], sent.Select(d => d.Event));
        var data = JsonNode.Parse(sent[0].Payload)!["data"]!;
        Assert.Equal(
            ("OB-05", "1405-H2", "2027-04-04", "1406/01/15", 10),
            ((string)data["obligation"]!, (string)data["period"]!, (string)data["dueOn"]!, (string)data["dueOnJalali"]!, (int)data["daysLeft"]!));
        Assert.NotEmpty((string)data["title"]!["fa"]!);

        using var browser = await home.EditorAsync();
        var page = await browser.ReadAsync("/agency/notices");
        Assert.Contains("برای نیمهٔ دوم ۱۴۰۵ یکشنبه ۱۵ فروردین ۱۴۰۶ است", page, StringComparison.Ordinal);
        Assert.Contains("for the second half of 1405", await browser.ReadAsync("/agency/notices?lang=en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OB-05", "2026-03-21", "2027-04-30", "1404-H2 2026-04-04, 1405-H1 2026-10-07, 1405-H2 2027-04-04")]
    [InlineData("OB-40", "2026-10-01", "2026-10-31", "1405-H1 2026-10-07")] // falls due with OB-05
    [InlineData("OB-22", "2026-03-21", "2027-04-30", "")] // counted from the approval of each agency's own plan
    [InlineData("OB-28", "2021-04-01", "2021-04-30", "once 2021-04-17")]
    [InlineData("OB-12", "2010-01-01", "2030-01-01", "")] // an event has no day
    public async Task Each_duty_falls_due_on_its_own_days(string duty, string from, string to, string expected)
    {
        var catalogue = await home.Centre.InDbAsync(db => db.Obligations.AsNoTracking().ToDictionaryAsync(o => o.Id));
        var due = DueDays.Between(catalogue[duty], catalogue, Day(from), Day(to), home.Centre.Services.GetRequiredService<CurrentCalendar>().Value);
        Assert.Equal(expected, string.Join(", ", due.Select(d => FormattableString.Invariant($"{d.Period} {d.DueOn:yyyy-MM-dd}"))));
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
