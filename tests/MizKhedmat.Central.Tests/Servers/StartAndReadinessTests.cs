using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>A server that could lose what was answered is refused; a node that cannot work says so (SECURITY.md section 8).</summary>
public sealed class StartAndReadinessTests
{
    [Theory]
    [InlineData("fsync = off")]
    [InlineData("full_page_writes = off")]
    [InlineData("synchronous_commit = off")]
    [InlineData("data_checksums = off")]
    public async Task A_server_that_could_lose_answered_pushes_is_refused_in_Production_and_told_in_Development(string setting)
    {
        using var server = TestDatabase.NewServer(setting);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Centre.StartAsync(new() { Environment = "Production", Settings = Production(server) }));
        Assert.StartsWith($"PostgreSQL runs with {setting}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        await using var centre = await Centre.StartAsync(new() { Settings = ServerCentre.SettingsOf(server) });
        Assert.Contains(centre.Log.All, line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(setting, StringComparison.Ordinal));
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_safe_server_is_taken_in_Production_without_a_word()
    {
        using var server = TestDatabase.NewServer();
        await using var centre = await Centre.StartAsync(new() { Environment = "Production", Settings = Production(server) });
        await ServerCentre.AwaitReadyAsync(centre, HttpStatusCode.OK);
        Assert.DoesNotContain(centre.Log.All, line => line.Contains("could be lost", StringComparison.Ordinal));
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_clock_two_hours_off_takes_the_node_out_and_a_right_one_brings_it_back()
    {
        using var server = TestDatabase.NewServer();
        var clock = new Skewed();
        await using var centre = await Centre.StartAsync(new() { Settings = ServerCentre.SettingsOf(server), Clock = clock });
        await ServerCentre.AwaitReadyAsync(centre, HttpStatusCode.OK);
        clock.By = TimeSpan.FromHours(2);
        await ServerCentre.AwaitReadyAsync(centre, HttpStatusCode.ServiceUnavailable);
        Assert.Contains(centre.Log.All, line => line.Contains("Not ready: the clocks of centre and database differ by 7200 s", StringComparison.Ordinal));
        clock.By = TimeSpan.FromSeconds(-1);
        await ServerCentre.AwaitReadyAsync(centre, HttpStatusCode.OK);
        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_disk_without_room_takes_the_node_out_and_outsiders_learn_no_reason()
    {
        await using var centre = await Centre.StartAsync(new() { Settings = new Dictionary<string, string> { ["Health:FreeDiskPercent"] = "100" } });
        using var http = centre.CreateClient();
        using var answer = await http.GetAsync("health/ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "fail"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Contains(centre.Log.All, line => line.Contains("Not ready: the disk of the data directory has", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_of_another_release_takes_the_node_out()
    {
        await using var centre = await Centre.StartAsync(new());
        await ServerCentre.AwaitReadyAsync(centre, HttpStatusCode.OK);
        var last = await centre.InDbAsync(async db =>
        {
            var applied = (await db.Database.GetAppliedMigrationsAsync()).Last();
            var history = db.GetService<IHistoryRepository>();
            await db.Database.ExecuteSqlRawAsync(history.GetDeleteScript(applied));
            return applied;
        });
        await ServerCentre.AwaitReadyAsync(centre, HttpStatusCode.ServiceUnavailable);
        Assert.Contains(centre.Log.All, line => line.Contains($"lacks the migration {last}", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Production(PostgreSqlServer server) => ServerCentre.SettingsOf(server, ("Access:Issuer", "https://centre.example"), ("Demo:Enabled", "false"));

    private sealed class Skewed : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }
}
