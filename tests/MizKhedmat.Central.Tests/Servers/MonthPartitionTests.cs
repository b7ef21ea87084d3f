using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Startup;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Tests.Intake;
using Npgsql;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>The events of requests on a real PostgreSQL: cut into Jalali months, made ahead, dropped as a whole, never in the way of a push.</summary>
public sealed class MonthPartitionTests : IAsyncLifetime
{
    /// <summary>1405/09/01, half past nine in Tehran.</summary>
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    private readonly StillClock clock = new(Start);
    private readonly string database = "months_" + Path.GetRandomFileName()[..8];
    private Centre? centre;
    private TestAgency agency = null!;
    private TestClient client = null!;

    private string Connection => new NpgsqlConnectionStringBuilder(PostgreSqlServer.Shared.ConnectionString) { Database = database }.ConnectionString;

    public ValueTask InitializeAsync()
    {
        TestDatabase.RequireServer();
        PostgreSqlServer.Shared.Execute($"CREATE DATABASE \"{database}\"");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (centre is not null)
        {
            await centre.DisposeAsync();
        }

        NpgsqlConnection.ClearAllPools();
        foreach (var name in (string[])[database, database + "_sandbox"])
        {
            PostgreSqlServer.Shared.Execute($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        }
    }

    [Fact]
    public async Task Events_lie_in_the_month_in_which_the_centre_first_heard_of_their_request()
    {
        await StartAsync();
        var first = new Told(agency, "FIRST");
        await PushAsync(first.Accepted(Start.AddDays(-40)));
        await PushAsync([.. Many("COPY", 150, Start.AddDays(-3))]);
        clock.Advance(TimeSpan.FromDays(35));
        await PushAsync(first.Step(clock.GetUtcNow().AddDays(-1)), new Told(agency, "SECOND").Accepted(clock.GetUtcNow().AddDays(-1)));

        Assert.Equal(["RequestEvent_1405-09 302", "RequestEvent_1405-10 1"], await PlacesAsync());
        Assert.Empty(await centre!.Services.GetRequiredService<Recount>().DifferencesAsync(default));
    }

    [Fact]
    public async Task Reading_and_writing_by_key_touch_the_one_month_of_the_request()
    {
        await StartAsync();
        await PushAsync([.. Many("M-9", 150, Start.AddDays(-3))]);
        clock.Advance(TimeSpan.FromDays(35));
        await PushAsync([.. Many("M-10", 150, clock.GetUtcNow().AddDays(-3))]);
        var id = await centre!.InDbAsync(db => db.ServiceRequests.Where(r => r.TrackingCode == "M-10-7").Select(r => r.Id).SingleAsync());
        Assert.Equal("1405-10", MonthlyIds.MonthOf(id).ToString());
        Assert.True(id < 1L << 53, "a script reads it exactly");

        // As the intake asks: keys that only the run of the statement knows.
        Assert.Equal(["RequestEvent_1405-10"], await TouchedAsync(
            $"""SELECT t.* FROM unnest(ARRAY[{id}]::bigint[]) AS k (k0) CROSS JOIN LATERAL (SELECT * FROM intake."RequestEvent" AS r WHERE r."RequestId" = k.k0) AS t"""));
        Assert.Equal(["RequestEvent_1405-10"], await TouchedAsync($"""SELECT * FROM intake."RequestEvent" WHERE "RequestId" = {id}"""));
        Assert.Equal(["RequestEvent_1405-10"], await TouchedAsync(
            $"""UPDATE intake."RequestEvent" AS t SET "PushId" = k."PushId" FROM unnest(ARRAY[{id}]::bigint[], ARRAY['E-1']::text[], ARRAY[7]::bigint[]) AS k ("RequestId", "EventId", "PushId") WHERE t."RequestId" = k."RequestId" AND t."EventId" = k."EventId" """));
        Assert.Equal(["RequestEvent_1405-10"], await TouchedAsync($"""DELETE FROM intake."RequestEvent" WHERE "RequestId" = ANY (ARRAY[{id}]::bigint[])"""));
    }

    [Fact]
    public async Task Months_are_made_ahead_and_one_that_is_missing_refuses_no_push_and_loses_nothing()
    {
        await StartAsync();
        Assert.Equal(["1405-09", "1405-10", "1405-11"], await MonthsAsync());

        // Nobody made months for a long time: what comes lies with the rest.
        clock.Advance(TimeSpan.FromDays(130));
        var told = new Told(agency, "LATE");
        await PushAsync([told.Accepted(clock.GetUtcNow().AddDays(-2), id: "A"), .. Many("REST", 150, clock.GetUtcNow().AddDays(-3))]);
        Assert.Equal(["RequestEvent_rest 301"], await PlacesAsync());

        await Task.WhenAll(PrepareAsync(), PrepareAsync());

        Assert.Equal(["1405-09", "1405-10", "1405-11", "1406-01", "1406-02", "1406-03"], await MonthsAsync());
        Assert.Equal(["RequestEvent_1406-01 301"], await PlacesAsync());
        Assert.Equal(1, (await PushAsync(told.Accepted(clock.GetUtcNow().AddDays(-2), id: "A"))).Count("unchanged"));
        Assert.Equal(1, (await PushAsync(told.Answered(clock.GetUtcNow().AddDays(-1)))).Count("created"));
        Assert.Empty(await centre!.Services.GetRequiredService<Recount>().DifferencesAsync(default));
    }

    [Fact]
    public async Task A_month_that_another_node_keeps_from_being_made_hinders_neither_start_nor_push()
    {
        await StartAsync();
        clock.Advance(TimeSpan.FromDays(130));
        await using var reader = new NpgsqlConnection(Connection);
        await reader.OpenAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("""SELECT count(*) FROM intake."RequestEvent" """, reader))
        {
            await read.ExecuteScalarAsync();
        }

        await using var second = await Centre.StartAsync(Setup());
        Assert.Contains(second.Log.All, line => line.Contains("coming months", StringComparison.Ordinal));
        await PushAsync(new Told(agency, "LATE").Accepted(clock.GetUtcNow().AddDays(-2)));
        Assert.Equal(["RequestEvent_rest 1"], await PlacesAsync());

        await reading.RollbackAsync();
        await PrepareAsync();
        Assert.Equal(["RequestEvent_1406-01 1"], await PlacesAsync());
    }

    [Fact]
    public async Task A_month_that_is_over_is_dropped_and_one_with_an_open_request_keeps_it()
    {
        await StartAsync();
        await PushAsync([.. Many("NINE", 150, Start.AddDays(-3))]);
        clock.Advance(TimeSpan.FromDays(35));
        var open = new Told(agency, "OPEN");
        await PushAsync([open.Accepted(clock.GetUtcNow().AddDays(-3)), .. Many("TEN", 150, clock.GetUtcNow().AddDays(-3))]);
        clock.Advance(TimeSpan.FromDays(30));
        await PushAsync([.. Many("ELEVEN", 150, clock.GetUtcNow().AddDays(-3))]);
        var counted = await CountedAsync();

        // 1407/11/10: the ninth and the tenth month of 1405 lie wholly before the period, the eleventh does not.
        clock.Advance(TimeSpan.FromDays(735));
        Assert.Equal(450, await ForgetAsync());

        Assert.Equal(["1405-10", "1405-11"], await MonthsAsync());
        Assert.Equal(["RequestEvent_1405-10 1"], await PlacesAsync());
        Assert.Equal(counted, await CountedAsync());
        Assert.Empty(await centre!.Services.GetRequiredService<Recount>().DifferencesAsync(default));

        // What stayed can still be answered; when it is over too, its month goes.
        Assert.Equal(1, (await PushAsync(open.Answered(clock.GetUtcNow().AddDays(-1)))).Count("created"));
        clock.Advance(TimeSpan.FromDays(740));
        Assert.Equal(1, await ForgetAsync());
        Assert.Equal([], await MonthsAsync());
        Assert.Equal([], await PlacesAsync());
    }

    [Fact]
    public async Task A_month_whose_request_comes_back_to_life_while_it_goes_is_kept()
    {
        await StartAsync();
        await PushAsync([.. Many("NINE", 3, Start.AddDays(-3))]);
        clock.Advance(TimeSpan.FromDays(800));
        var before = TehranTime.StartOf(ForgetRequests.KeptFrom(clock.TodayInTehran()));
        var months = new ForgetMonths(
            centre!.Services.GetRequiredService<IDbContextFactory<CentralDb>>(), centre.Services.GetRequiredService<IBulkStore>(), centre.Services.GetRequiredService<IMonthPartitions>());
        var (gone, removed) = await months.RemoveRequestsAsync(before, r => r.LastEventAt < before, default);
        Assert.Equal(["1405-09", "1405-10"], gone.Select(m => m.ToString()));
        Assert.Equal(3, removed);

        // As if the second of them had got an event between.
        await InsertRequestAsync(MonthlyIds.FirstOf(gone[0]) + 2, "BACK");
        await months.DropAsync(gone, default);

        Assert.Equal(["1405-09", "1405-11"], await MonthsAsync());
        Assert.Equal(["RequestEvent_1405-09 2"], await PlacesAsync());
    }

    [Fact]
    public async Task Upgrading_keeps_every_row_and_so_does_going_back()
    {
        using var services = new ServiceCollection().AddDatabase("PostgreSql", Connection).BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        var all = db.Database.GetMigrations().ToList();
        var own = all.FindIndex(name => name.EndsWith("_MonthsOfEvents", StringComparison.Ordinal));
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync(all[own - 1]);
        Execute(
            """
            INSERT INTO intake."RequestEvent" ("RequestId", "EventId", "Type", "At", "PushId", "ContentHash", "ResponsiblePost")
            SELECT r, 'E-' || e, e, '2026-01-01Z', r, '\x00', 'کارشناس' FROM generate_series(1, 2000) AS r, generate_series(2, 4) AS e
            """);
        var former = await RowsAsync();

        await migrator.MigrateAsync(all[own]);
        Assert.Equal(former, await RowsAsync());
        Assert.Equal(["RequestEvent_before 6000"], await PlacesAsync());
        var month = MonthlyIds.FirstOf(JalaliMonth.Of(new(2026, 11, 22)));
        Execute($"""INSERT INTO intake."RequestEvent" ("RequestId", "EventId", "Type", "At", "PushId", "ContentHash") VALUES ({month + 1}, 'E-1', 2, now(), 1, '\x00')""");
        Assert.Throws<PostgresException>(() => Execute(
            $"""INSERT INTO intake."RequestEvent" ("RequestId", "EventId", "Type", "At", "PushId", "ContentHash") VALUES ({month + 1}, 'E-1', 2, now(), 1, '\x00')"""));

        await migrator.MigrateAsync(all[own - 1]);
        Assert.Equal(6_001, (await RowsAsync()).Count);
        Execute($"""DELETE FROM intake."RequestEvent" WHERE "RequestId" = {month + 1}""");
        Assert.Equal(former, await RowsAsync());
        await migrator.MigrateAsync(all[^1]);
        Assert.Equal(6_000, (await RowsAsync()).Count);
    }

    private async Task StartAsync()
    {
        centre = await Centre.StartAsync(Setup());
        agency = await centre.AddAgencyAsync("1001");
        client = await centre.AddClientAsync(agency);
    }

    private CentreSetup Setup() => new()
    {
        Clock = clock, Settings = new Dictionary<string, string>([.. IntakeCentre.Unlimited, new("Database:Provider", "PostgreSql"), new("ConnectionStrings:Central", Connection)]),
    };

    private IEnumerable<JsonObject> Many(string name, int count, DateTimeOffset at) => Enumerable.Range(0, count)
        .Select(i => new Told(agency, $"{name}-{i.ToString(CultureInfo.InvariantCulture)}")).SelectMany(told => (JsonObject[])[told.Accepted(at, promisedDays: 2), told.Answered(at.AddDays(1))]);

    private async Task<Pushed> PushAsync(params JsonObject[] records)
    {
        using var http = await centre!.CallerAsync(client);
        var pushed = await new IntakeCentre().PushAsync(IntakeCentre.Batch(records), http: http);
        Assert.Equal((HttpStatusCode.OK, 0), (pushed.Status, pushed.Count("rejected")));
        return pushed;
    }

    private Task PrepareAsync() => centre!.Services.GetRequiredService<PrepareMonths>().RunAsync(default);

    private Task<int> ForgetAsync() => centre!.Services.GetRequiredService<ForgetRequests>().RunAsync(default);

    private async Task<List<string>> MonthsAsync() => [.. (await centre!.Services.GetRequiredService<IMonthPartitions>().ListAsync(default)).Select(m => m.ToString())];

    private Task<string> CountedAsync() => centre!.InDbAsync(async db => JsonSerializer.Serialize((await db.DayTotals.OrderBy(t => t.Day).ToListAsync()).Where(t => !t.IsZero)));

    private Task InsertRequestAsync(long id, string code) => centre!.InDbAsync(async db =>
    {
        db.Add(new ServiceRequest { Id = id, AgencyId = agency.Id, TrackingCode = code, TrackingKey = code, LastEventAt = clock.UtcNow() });
        return await db.SaveChangesAsync();
    });

    /// <summary>Partitions that hold rows, with how many.</summary>
    private Task<List<string>> PlacesAsync() =>
        AskAsync("""SELECT c.relname || ' ' || count(*) FROM intake."RequestEvent" e JOIN pg_class c ON c.oid = e.tableoid GROUP BY c.relname ORDER BY c.relname COLLATE "C" """);

    private Task<List<string>> RowsAsync() => AskAsync("""SELECT e::text FROM intake."RequestEvent" e ORDER BY "RequestId", "EventId" """);

    /// <summary>Partitions that a statement really went into, with a plan that knows no values, as the intake's are.</summary>
    private async Task<List<string>> TouchedAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"SET LOCAL plan_cache_mode = force_generic_plan; EXPLAIN (ANALYZE, FORMAT JSON) {statement}", connection);
        var touched = new SortedSet<string>(StringComparer.Ordinal);
        Walk(JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)![0]!["Plan"]!);
        return [.. touched];

        void Walk(JsonNode node)
        {
            if (node["Relation Name"] is { } name && node["Node Type"]!.GetValue<string>().EndsWith("Scan", StringComparison.Ordinal) && node["Actual Loops"]!.GetValue<double>() > 0)
            {
                touched.Add(name.GetValue<string>());
            }

            foreach (var child in node["Plans"]?.AsArray() ?? [])
            {
                Walk(child!);
            }
        }
    }

    private async Task<List<string>> AskAsync(string text)
    {
        await using var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }

    private void Execute(string text) => PostgreSqlServer.Shared.Execute(text, Connection);
}
