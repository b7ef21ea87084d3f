using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Tests.Screens;
using Xunit;

namespace MizKhedmat.Central.Tests.Notifications;

/// <summary>A centre with a still clock, two agencies with their people, and a vendor's server.</summary>
public sealed class WebhookCentre : IAsyncLifetime
{
    /// <summary>30 Aban 1405, at nine in Tehran.</summary>
    public StillClock Clock { get; } = new(new(2026, 11, 21, 5, 30, 0, TimeSpan.Zero));

    public Centre Centre { get; private set; } = null!;

    public Receiver Receiver { get; private set; } = null!;

    public static readonly AgencyCode Agency = new("1001");

    public async ValueTask InitializeAsync()
    {
        Receiver = await Receiver.StartAsync();
        Centre = await Centre.StartAsync(new() { Settings = Intake.IntakeCentre.Unlimited, Clock = Clock });
        await Centre.AddAgencyAsync("1001");
        await Centre.AddAgencyAsync("1002");
        await Centre.AddOfficialAsync("editor", "agency-editor", "agency:1001");
        await Centre.AddOfficialAsync("head", "agency-head", "agency:1001");
        await Centre.AddOfficialAsync("other", "agency-editor", "agency:1002");
    }

    public async ValueTask DisposeAsync()
    {
        await Centre.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>Signs in anew: the clock of a test runs faster than a sign-in lasts.</summary>
    public Task<FormBrowser> EditorAsync(string user = "editor") => FormBrowser.OfAsync(Centre, user);

    /// <summary>Registers the receiver through the page; the secret is read from the page as a person would.</summary>
    public async Task<(string Id, string Secret)> RegisterAsync(string? url = null)
    {
        using var editor = await EditorAsync();
        var (_, html, _) = await editor.SendAsync("/agency/api/webhooks", ("_handler", "register"), ("url", url ?? Receiver.Url), ("events", "import.finished"));
        var secret = Between(html, "translate=\"no\">", "<");
        var address = url ?? Receiver.Url;
        return (await Centre.InDbAsync(db => db.Webhooks.Where(w => w.Url == address).Select(w => w.Id).SingleAsync()), secret);
    }

    /// <summary>Presses a button of the endpoint's page.</summary>
    public async Task<string> ActAsync(string id, string act)
    {
        using var editor = await EditorAsync();
        return (await editor.SendAsync("/agency/api/webhooks/" + id, ("_handler", "act"), ("act", act))).Html;
    }

    public async Task<Delivery> DeliveryAsync() => await NewestAsync() ?? throw new InvalidOperationException("Nothing is owed to anybody.");

    /// <summary>The newest delivery as soon as it is as it should be.</summary>
    public async Task<Delivery> DeliveryAsync(Func<Delivery, bool> isSo)
    {
        for (var turn = 0; turn < 400; turn++)
        {
            if (await NewestAsync() is { } delivery && isSo(delivery))
            {
                return delivery;
            }

            await Task.Delay(25);
        }

        var last = await DeliveryAsync();
        throw new TimeoutException($"The delivery stays {last.State}, {last.Attempts} attempts, {last.LastStatus} {last.LastFault}.");
    }

    private Task<Delivery?> NewestAsync() => Centre.InDbAsync(db => db.Deliveries.AsNoTracking().OrderByDescending(d => d.Id).FirstOrDefaultAsync());

    public Task<Webhook> WebhookAsync(string id) => Centre.InDbAsync(db => db.Webhooks.AsNoTracking().SingleAsync(w => w.Id == id));

    public Task<List<Notice>> NoticesAsync() => Centre.InDbAsync(db => db.Notices.AsNoTracking().OrderBy(n => n.Id).ToListAsync());

    public SendDeliveries Sender => Centre.Services.GetRequiredService<SendDeliveries>();

    public static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(start >= 0, $"no {before} in {text}");
        start += before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
