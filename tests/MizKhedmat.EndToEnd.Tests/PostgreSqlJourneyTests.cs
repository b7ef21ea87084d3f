using Microsoft.Playwright;
using MizKhedmat.Central.Tests;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>The shipped Host with its demo country on a PostgreSQL server that this test starts.</summary>
public sealed class PostgreSqlCentre() : CentreProcess("host-postgresql.log")
{
    private PostgreSqlServer? server;

    public PostgreSqlServer Server => server!;

    public override async ValueTask InitializeAsync()
    {
        if (PostgreSqlServer.IsInstalled)
        {
            server = new();
            await base.InitializeAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        server?.Dispose();
    }

    protected override IReadOnlyDictionary<string, string> DatabaseOf(string directory) => new Dictionary<string, string>
    {
        ["Database__Provider"] = "PostgreSql", ["ConnectionStrings__Central"] = server!.ConnectionString.Replace("Database=postgres", "Database=central", StringComparison.Ordinal),
    };
}

/// <summary>The way of a datum from an agency's push to a governor's screen, on PostgreSQL.</summary>
public sealed class PostgreSqlJourneyTests(PostgreSqlCentre centre) : IClassFixture<PostgreSqlCentre>
{
    [Fact]
    public async Task A_push_reaches_the_governors_open_page_and_the_citizens_tracking_page()
    {
        TestDatabase.RequireServer();
        await using var context = await centre.BrowseAsync();
        var page = await centre.SignInAsync(context, "governor-23@demo", "/province");
        var machine = centre.Machine("agency-1001");
        var accepted = await machine.KpiAsync("province:23", "accepted-requests");
        var number = page.Locator("[data-kpi='accepted-requests'] strong");
        await Assertions.Expect(number).ToHaveTextAsync(PersianDigits.Of(accepted));

        var id = await machine.PushAsync("23-0007", "99062697000");

        await Assertions.Expect(number).ToHaveTextAsync(PersianDigits.Of(accepted + 1), new() { Timeout = 15_000 });
        using var track = await centre.Http.GetAsync($"track.txt?id={id}");
        Assert.True(track.IsSuccessStatusCode, $"{(int)track.StatusCode}");
        Assert.Contains("پاسخ", await track.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>Longer than an open screen waits before it asks whether its person still stands.</summary>
    [Fact]
    public async Task An_open_screen_says_that_its_numbers_are_old_while_the_database_is_away_and_recovers_by_itself()
    {
        TestDatabase.RequireServer();
        await using var persian = await centre.BrowseAsync();
        await using var english = await centre.BrowseAsync("en-GB");
        IPage[] pages = [await centre.SignInAsync(persian, "governor-23@demo", "/province"), await centre.SignInAsync(english, "national@demo", "/national?lang=en")];
        var machine = centre.Machine("agency-1001");
        await PushedAsync();
        foreach (var page in pages)
        {
            await page.EvaluateAsync("() => { window.marked = true; }");
        }

        centre.Server.Stop("immediate");
        await Assertions.Expect(pages[0].Locator(".stale")).ToContainTextAsync("ممکن است عددها کهنه باشند", new() { Timeout = 60_000 });
        await Assertions.Expect(pages[1].Locator(".stale")).ToContainTextAsync("Values may be old", new() { Timeout = 60_000 });
        await Assertions.Expect(pages[0].Locator(".live")).ToHaveCountAsync(0);
        await pages[0].WaitForTimeoutAsync(25_000);
        await Assertions.Expect(Number(pages[0])).ToBeVisibleAsync();
        await CentreProcess.ScreenshotAsync(pages[0], "database-away");

        centre.Server.Start();
        foreach (var page in pages)
        {
            await Assertions.Expect(page.Locator(".stale")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
            await Assertions.Expect(page.Locator(".live")).ToBeVisibleAsync();
        }

        await PushedAsync();
        foreach (var page in pages)
        {
            Assert.True(await page.EvaluateAsync<bool>("() => window.marked === true"), "nobody had to load the page again");
            Assert.False(await page.Locator("#blazor-error-ui").IsVisibleAsync());
        }

        // Both screens follow a push, so both circuits are alive.
        async Task PushedAsync()
        {
            var (province, nation) = (await machine.KpiAsync("province:23", "accepted-requests"), await machine.KpiAsync("national", "accepted-requests"));
            await Assertions.Expect(Number(pages[0])).ToHaveTextAsync(PersianDigits.Of(province), new() { Timeout = 30_000 });
            await TakenAsync();
            await Assertions.Expect(Number(pages[0])).ToHaveTextAsync(PersianDigits.Of(province + 1), new() { Timeout = 30_000 });
            await Assertions.Expect(Number(pages[1])).ToHaveTextAsync((nation + 1).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture), new() { Timeout = 30_000 });
        }

        // The first push over a connection that died may be told to come again, as every client does.
        async Task TakenAsync()
        {
            for (var isLast = false; ; isLast = true)
            {
                try
                {
                    await machine.PushAsync("23-0007", "99062697000");
                    return;
                }
                catch (Xunit.Sdk.TrueException refused) when (!isLast && refused.Message.Contains("storage-unavailable", StringComparison.Ordinal))
                {
                    await Task.Delay(5_000);
                }
            }
        }

        static ILocator Number(IPage page) => page.Locator("[data-kpi='accepted-requests'] strong");
    }
}
