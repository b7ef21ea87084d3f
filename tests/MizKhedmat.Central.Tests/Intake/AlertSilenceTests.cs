using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>An agency that falls silent is told after 24 hours of working days, once.</summary>
public sealed class AlertSilenceTests
{
    [Theory]
    [InlineData("2026-11-21T10:00", "2026-11-22T09:59", false)] // Saturday to Sunday
    [InlineData("2026-11-21T10:00", "2026-11-22T10:00", true)]
    [InlineData("2026-11-19T10:00", "2026-11-21T09:59", false)] // Thursday to Saturday: Friday does not count
    [InlineData("2026-11-19T10:00", "2026-11-21T10:00", true)]
    [InlineData("2026-11-15T10:00", "2026-11-17T09:59", false)] // the 16th is a holiday here
    [InlineData("2026-11-15T10:00", "2026-11-17T10:00", true)]
    [InlineData("2026-09-21T10:00", "2026-11-22T10:00", false)] // has not sent for more than 30 days
    public void Only_working_days_count_towards_the_silence(string last, string now, bool isSilent) =>
        Assert.Equal(isSilent, AlertSilence.IsSilent(Tehran(last), Tehran(now), new(new HashSet<DateOnly> { new(2026, 11, 16) })));

    [Fact]
    public async Task A_silence_is_told_once_and_again_only_after_the_agency_has_sent()
    {
        var clock = new StillClock(new(Tehran("2026-11-21T10:00"), TimeSpan.Zero));
        await using var centre = await Centre.StartAsync(new() { Settings = IntakeCentre.Unlimited, Clock = clock });
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        await centre.AddAgencyAsync("1002"); // never sent anything
        await PushAsync("S-1");
        var alert = centre.Services.GetRequiredService<AlertSilence>();
        Assert.Equal(0, await alert.RunAsync(default));
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, await alert.RunAsync(default));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await alert.RunAsync(default));
        await PushAsync("S-2");
        Assert.Equal(0, await alert.RunAsync(default));
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(1, await alert.RunAsync(default));
        var told = await centre.InDbAsync(db => db.Notices.OrderBy(n => n.Id).ToListAsync());
        Assert.Equal(["2026-11-21T06:30:00.000Z", "2026-11-22T07:30:00.000Z"], told.Select(n => n.Subject));
        Assert.All(told, n => Assert.Equal((new AgencyCode("1001"), NoticeKind.AgencySilent), (n.Agency, n.Kind)));

        async Task PushAsync(string code)
        {
            using var http = await centre.CallerAsync(client);
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events")
            {
                Content = IntakeCentre.Json(System.Text.Encoding.UTF8.GetBytes(IntakeCentre.Batch(new Told(client.Agency, code).Accepted(clock.GetUtcNow().AddMinutes(-1))))),
            };
            request.Headers.Add("Idempotency-Key", IntakeCentre.NewKey());
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static DateTime Tehran(string wall) => TehranTime.ToUtc(DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture));
}
