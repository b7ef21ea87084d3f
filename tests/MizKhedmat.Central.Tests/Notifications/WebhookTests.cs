using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using Xunit;

namespace MizKhedmat.Central.Tests.Notifications;

/// <summary>Signed webhooks against a real server: signatures, retries, dead letters, replay, crash, guard (API.md section 5).</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly WebhookCentre home = new();

    public ValueTask InitializeAsync() => home.InitializeAsync();

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task A_test_message_arrives_signed_with_the_secret_that_was_shown_once()
    {
        var (id, secret) = await home.RegisterAsync();
        await home.ActAsync(id, "test");
        var got = await home.Receiver.GetAsync(1);
        Assert.True(got.IsSignedBy(secret));
        Assert.False((got with { Body = got.Body + " " }).IsSignedBy(secret));
        Assert.Equal(home.Clock.GetUtcNow(), got.SentAt);
        var body = JsonDocument.Parse(got.Body).RootElement;
        Assert.Equal(("webhook.test", "1001"), (body.GetProperty("type").GetString(), body.GetProperty("data").GetProperty("agency").GetString()));
        var delivery = await home.DeliveryAsync(d => d.State == DeliveryState.Delivered);
        Assert.Equal((1, 204, got.Id), (delivery.Attempts, delivery.LastStatus, delivery.MessageId));

        using var editor = await home.EditorAsync();
        Assert.DoesNotContain(secret, await editor.ReadAsync("/agency/api/webhooks/" + id), StringComparison.Ordinal);
        var stored = await home.WebhookAsync(id);
        Assert.DoesNotContain(secret["whsec_".Length..], System.Text.Encoding.UTF8.GetString(stored.Secret), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_each_time_under_the_same_id_until_it_is_taken()
    {
        var (id, secret) = await home.RegisterAsync();
        home.Receiver.AnswerWith(503);
        await home.ActAsync(id, "test");
        var waits = new List<double>();
        for (var failed = 1; failed <= 4; failed++)
        {
            var delivery = await home.DeliveryAsync(d => d.Attempts == failed && d.LastStatus == 503 && d.NextAt > d.LastAt && d.LastAt == home.Clock.GetUtcNow().UtcDateTime);
            waits.Add((delivery.NextAt!.Value - delivery.LastAt!.Value).TotalSeconds);
            if (failed == 4)
            {
                home.Receiver.AnswerWith(200);
            }

            home.Clock.Advance(delivery.NextAt.Value - delivery.LastAt.Value);
        }

        var done = await home.DeliveryAsync(d => d.State == DeliveryState.Delivered);
        Assert.Equal(5, done.Attempts);
        Assert.Equal(5, home.Receiver.All.Count);
        Assert.Single(home.Receiver.All.Select(m => m.Id).Distinct());
        Assert.All(home.Receiver.All, m => Assert.True(m.IsSignedBy(secret)));
        Assert.All(waits.Zip([30.0, 60, 120, 240]), w => Assert.InRange(w.First, w.Second * .8 - .01, w.Second * 1.2 + .01));
        Assert.Null((await home.WebhookAsync(id)).FailingSince);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_with_a_notice_and_a_person_sends_it_again()
    {
        var (id, secret) = await home.RegisterAsync();
        home.Receiver.AnswerWith(500);
        await home.ActAsync(id, "test");
        await home.DeliveryAsync(d => d is { Attempts: 1, LastStatus: 500 });
        home.Clock.Advance(TimeSpan.FromHours(24));
        var dead = await home.DeliveryAsync(d => d.State == DeliveryState.Dead);
        Assert.Equal(2, dead.Attempts);
        Assert.Equal([NoticeKind.WebhookFailing], (await home.NoticesAsync()).Select(n => n.Kind));

        using var editor = await home.EditorAsync();
        Assert.Contains("کنار گذاشته شد", await editor.ReadAsync($"/agency/api/webhooks/{id}?state=dead"), StringComparison.Ordinal);
        Assert.Contains("مقصد از این زمان پاسخ درست نمی‌دهد", await editor.ReadAsync("/agency/notices"), StringComparison.Ordinal);
        home.Receiver.AnswerWith(204);
        await editor.SendAsync("/agency/api/webhooks/" + id, ("_handler", "replay"), ("delivery", dead.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var done = await home.DeliveryAsync(d => d.State == DeliveryState.Delivered);
        Assert.Equal((dead.Id, 1), (done.Id, done.Attempts));
        Assert.Single(home.Receiver.All.Select(m => m.Id).Distinct());
        Assert.True(home.Receiver.All[^1].IsSignedBy(secret));
    }

    [Fact]
    public async Task A_server_that_is_silent_too_long_counts_as_failed()
    {
        home.Sender.Use(new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromMilliseconds(300) });
        home.Receiver.Answer = context => Task.Delay(TimeSpan.FromSeconds(5), context.RequestAborted);
        var (id, _) = await home.RegisterAsync();
        await home.ActAsync(id, "test");
        var delivery = await home.DeliveryAsync(d => d.LastFault is not null);
        Assert.Equal(("timeout", null, DeliveryState.Waiting), (delivery.LastFault, delivery.LastStatus, delivery.State));
    }

    [Fact]
    public async Task A_centre_that_dies_after_sending_and_before_marking_sends_again_under_the_same_id()
    {
        var (id, _) = await home.RegisterAsync();
        var worker = home.Centre.Services.GetServices<IHostedService>().OfType<DeliveryWorker>().Single();
        await worker.StopAsync(default);
        await home.ActAsync(id, "test");
        using var death = new CancellationTokenSource();
        home.Receiver.Answer = async context =>
        {
            await death.CancelAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
            context.Response.StatusCode = 204;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => home.Sender.RunAsync(id, death.Token));
        Assert.Null((await home.DeliveryAsync()).LastAt);
        await worker.StartAsync(default);
        home.Receiver.AnswerWith(204);
        var first = await home.Receiver.GetAsync(1);
        home.Clock.Advance(SendDeliveries.Claim);
        var second = await home.Receiver.GetAsync(2);
        Assert.Equal((first.Id, first.Body), (second.Id, second.Body));
        Assert.Equal(2, (await home.DeliveryAsync(d => d.State == DeliveryState.Delivered)).Attempts);
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_day_and_then_only_the_new_one()
    {
        var (id, former) = await home.RegisterAsync();
        var next = WebhookCentre.Between(await home.ActAsync(id, "rotate"), "translate=\"no\">", "<");
        Assert.NotEqual(former, next);
        await home.ActAsync(id, "test");
        var both = await home.Receiver.GetAsync(1);
        Assert.True(both.IsSignedBy(former) && both.IsSignedBy(next));
        home.Clock.Advance(ArrangeWebhooks.FormerSecretLives);
        await home.ActAsync(id, "test");
        var one = await home.Receiver.GetAsync(2);
        Assert.True(one.IsSignedBy(next) && !one.IsSignedBy(former));
    }

    [Fact]
    public async Task Five_days_without_success_switch_the_endpoint_off_and_the_agency_is_told()
    {
        var (id, _) = await home.RegisterAsync();
        home.Receiver.AnswerWith(500);
        await home.ActAsync(id, "test");
        await home.DeliveryAsync(d => d is { Attempts: 1, LastStatus: 500 });
        home.Clock.Advance(SendDeliveries.DisabledAfter);
        await home.DeliveryAsync(d => d.State == DeliveryState.Dead);
        Assert.Equal(WebhookState.Disabled, (await home.WebhookAsync(id)).State);
        Assert.Equal(NoticeKind.WebhookDisabled, (await home.NoticesAsync()).Single().Kind);
        await home.Centre.InDbAsync(async db =>
        {
            await db.SendAsync(WebhookCentre.Agency, WebhookEvents.ImportFinished, new() { ["import"] = "X" }, home.Clock.GetUtcNow().UtcDateTime, default);
            return await db.SaveChangesAsync();
        });
        Assert.Equal(1, await home.Centre.InDbAsync(db => db.Deliveries.CountAsync()));
    }

    [Fact]
    public async Task Gone_switches_it_off_at_once_and_a_redirect_is_never_followed()
    {
        var (id, _) = await home.RegisterAsync();
        home.Receiver.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        await home.ActAsync(id, "test");
        Assert.Equal(302, (await home.DeliveryAsync(d => d.LastStatus is not null)).LastStatus);
        Assert.Equal("/hooks", Assert.Single(home.Receiver.All).Path);
        home.Receiver.AnswerWith(410);
        home.Clock.Advance(TimeSpan.FromMinutes(2));
        await home.DeliveryAsync(d => d.LastStatus == 410);
        Assert.Equal(WebhookState.Disabled, (await home.WebhookAsync(id)).State);
    }

    [Fact]
    public async Task While_paused_messages_wait_and_come_after_resuming()
    {
        var (id, secret) = await home.RegisterAsync();
        await home.ActAsync(id, "pause");
        await home.Centre.InDbAsync(async db =>
        {
            await db.SendAsync(WebhookCentre.Agency, WebhookEvents.ImportFinished, new() { ["import"] = "X" }, home.Clock.GetUtcNow().UtcDateTime, default);
            await db.SendAsync(WebhookCentre.Agency, WebhookEvents.EditionPublished, [], home.Clock.GetUtcNow().UtcDateTime, default); // not chosen
            await db.SendAsync(new AgencyCode("1002"), WebhookEvents.ImportFinished, [], home.Clock.GetUtcNow().UtcDateTime, default); // another agency
            return await db.SaveChangesAsync();
        });
        home.Clock.Advance(TimeSpan.FromHours(30));
        await Task.Delay(1_200);
        Assert.Empty(home.Receiver.All);
        await home.ActAsync(id, "resume");
        Assert.True((await home.Receiver.GetAsync(1)).IsSignedBy(secret));
        await home.DeliveryAsync(d => d.State == DeliveryState.Delivered);
        Assert.Equal(1, await home.Centre.InDbAsync(db => db.Deliveries.CountAsync()));
    }

    [Fact]
    public async Task Outside_Development_this_machine_is_never_reached_even_when_a_row_says_so()
    {
        var (id, _) = await home.RegisterAsync();
        await home.ActAsync(id, "pause");
        await home.Centre.InDbAsync(async db =>
        {
            await db.SendAsync(WebhookCentre.Agency, WebhookEvents.ImportFinished, [], home.Clock.GetUtcNow().UtcDateTime, default);
            return await db.SaveChangesAsync();
        });
        home.Sender.Use(PublicWeb.Client(address => WebhookAddress.IsAllowed(address, isDevelopment: false), redirects: false));
        await home.ActAsync(id, "resume");
        Assert.Equal("not-public", (await home.DeliveryAsync(d => d.LastFault is not null)).LastFault);
        Assert.Empty(home.Receiver.All);
    }

    [Theory]
    [InlineData("https://example.ir/hooks", true)]
    [InlineData("http://example.ir/hooks")]
    [InlineData("https://user:secret@example.ir/hooks")]
    [InlineData("https://127.0.0.1/hooks")]
    [InlineData("https://localhost/hooks")]
    [InlineData("https://10.0.0.7/hooks")]
    [InlineData("https://[fd00::1]/hooks")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/agency")]
    [InlineData("")]
    public void Only_public_https_is_an_address_outside_Development(string url, bool isGood = false) =>
        Assert.Equal(isGood, WebhookAddress.Read(url, isDevelopment: false) is not null);
}
