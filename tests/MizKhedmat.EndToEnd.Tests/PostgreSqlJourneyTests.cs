using Microsoft.Playwright;
using MizKhedmat.Central.Tests;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>The shipped Host with its demo country on a PostgreSQL server that this test starts.</summary>
public sealed class PostgreSqlCentre() : CentreProcess("host-postgresql.log")
{
    private PostgreSqlServer? server;

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
}
