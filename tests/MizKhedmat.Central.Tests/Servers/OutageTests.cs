using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Data.PostgreSql;
using Npgsql;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>A database that is away or full: a clear answer, readiness down, nothing half stored, recovery without hands.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_server_that_disappears_in_the_middle_of_pushes_is_told_as_503_and_nothing_needs_a_hand_afterwards()
    {
        await using var at = await ServerCentre.StartAsync();
        using var http = await at.Centre.CallerAsync(at.Client);
        var answers = new ConcurrentDictionary<string, HttpStatusCode>();
        using var end = new CancellationTokenSource();
        var pushing = Enumerable.Range(0, 4).Select(lane => Task.Run(async () =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                var code = $"LANE-{lane}-{i}";
                var (status, word, after) = await ServerCentre.PushAsync(http, at.Centre, at.Client.Agency, code, IntakeCentre.NewKey());
                answers[code] = status;
                Assert.True(status is HttpStatusCode.OK || (status is HttpStatusCode.ServiceUnavailable && word is "storage-unavailable" or "overloaded" && after is >= 1 and <= 60), $"{status} {word} {after}");
            }
        })).ToArray();
        await UntilAsync(() => answers.Values.Count(s => s == HttpStatusCode.OK) > 20);
        at.Server.Stop("immediate");
        await UntilAsync(() => answers.Values.Any(s => s == HttpStatusCode.ServiceUnavailable));
        await ServerCentre.AwaitReadyAsync(at.Centre, HttpStatusCode.ServiceUnavailable);
        await OutsideAsync(at.Centre);

        at.Server.Start();
        await ServerCentre.AwaitReadyAsync(at.Centre, HttpStatusCode.OK);
        var done = answers.Count;
        await UntilAsync(() => answers.Skip(done).Any(a => a.Value == HttpStatusCode.OK) && answers.Count > done + 20);
        await end.CancelAsync();
        await Task.WhenAll(pushing);

        var stored = await at.Centre.InDbAsync(db => db.ServiceRequests.Select(r => r.TrackingCode).ToListAsync());
        Assert.Empty(answers.Where(a => a.Value == HttpStatusCode.OK).Select(a => a.Key).Except(stored));
        Assert.Empty(await at.Centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
        Assert.Contains(at.Centre.Log.All, line => line.Contains("Not ready: the database takes no write", StringComparison.Ordinal));
        Assert.Contains(at.Centre.Log.All, line => line.Contains("Ready again.", StringComparison.Ordinal));
        Assert.DoesNotContain(at.Centre.Log.All, line => line.StartsWith("Error MizKhedmat", StringComparison.Ordinal) && line.Contains("Fault at", StringComparison.Ordinal));
    }

    /// <summary>Whatever the driver makes of a connection that is taken away under it, the client hears that it may come again.</summary>
    [Fact]
    public async Task Connections_that_are_cut_at_any_moment_are_told_as_503_and_nothing_is_lost_or_doubled()
    {
        CutWire? wire = null;
        await using var at = await ServerCentre.StartAsync(server => (wire = new(ServerCentre.PortOf(server))).Port);
        using var cut = wire;
        using var http = await at.Centre.CallerAsync(at.Client);
        var answers = new ConcurrentDictionary<string, (HttpStatusCode Status, string? Code)>();
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        var pushing = Enumerable.Range(0, 6).Select(lane => Task.Run(async () =>
        {
            for (var i = 0; !end.IsCancellationRequested; i++)
            {
                var code = $"CUT-{lane}-{i}";
                var (status, word, _) = await ServerCentre.PushAsync(http, at.Centre, at.Client.Agency, code, IntakeCentre.NewKey());
                answers[code] = (status, word);
            }
        })).ToArray();
        while (!end.IsCancellationRequested)
        {
            wire!.Cut();
            await Task.Delay(Random.Shared.Next(5, 60));
        }

        await Task.WhenAll(pushing);
        Assert.All(answers.Values, answer => Assert.True(answer is { Status: HttpStatusCode.OK } or { Status: HttpStatusCode.ServiceUnavailable, Code: "storage-unavailable" }, answer.ToString()));
        Assert.Contains(answers.Values, answer => answer.Status == HttpStatusCode.ServiceUnavailable);
        Assert.Contains(answers.Values, answer => answer.Status == HttpStatusCode.OK);
        var stored = await AgainAsync(() => at.Centre.InDbAsync(db => db.ServiceRequests.Select(r => r.TrackingCode).ToListAsync()));
        Assert.Empty(answers.Where(a => a.Value.Status == HttpStatusCode.OK).Select(a => a.Key).Except(stored));
        Assert.Empty(await AgainAsync(() => at.Centre.Services.GetRequiredService<Recount>().DifferencesAsync(default)));

        // The pool still holds connections that were cut while nobody used them: each fails once.
        async Task<T> AgainAsync<T>(Func<Task<T>> ask)
        {
            for (var turn = 0; ; turn++)
            {
                try
                {
                    return await ask();
                }
                catch (Exception e) when (turn < 40 && at.Centre.Services.GetRequiredService<IDatabaseServer>().IsOutage(e))
                {
                }
            }
        }
    }

    [Fact]
    public void A_driver_that_stumbles_over_its_torn_connection_tells_of_an_outage_and_a_null_of_ours_does_not()
    {
        using var services = new ServiceCollection().AddPostgreSqlDatabase("Host=localhost;Database=none").BuildServiceProvider();
        var server = services.GetRequiredService<IDatabaseServer>();
        var torn = (NpgsqlBinaryImporter)RuntimeHelpers.GetUninitializedObject(typeof(NpgsqlBinaryImporter));
        var stumble = Assert.Throws<NullReferenceException>(() => torn.Timeout = TimeSpan.FromSeconds(1));
        Assert.True(server.IsOutage(stumble));
        Assert.True(server.IsOutage(new InvalidOperationException("while saving", stumble)));
        string? ours = null;
        Assert.False(server.IsOutage(Assert.Throws<NullReferenceException>(() => ours!.Length)));
    }

    /// <summary>The server's own refusal while the batch is half written, on a disk that is truly full where one may be mounted.</summary>
    [Fact]
    public async Task A_full_disk_of_the_server_stores_nothing_of_the_batch_and_is_told_as_503()
    {
        FullDisk? disk = null;
        try
        {
            await using var at = await ServerCentre.StartAsync();
            using var http = await at.Centre.CallerAsync(at.Client);
            disk = new(at.Server);
            Dictionary<string, string> before;
            (HttpStatusCode Status, string? Code, int RetryAfter) answer;
            var i = 0;
            do
            {
                before = await IntakeCentre.StockAsync(at.Centre);
                answer = await ServerCentre.PushAsync(http, at.Centre, at.Client.Agency, $"FULL-{++i}", $"the-key-of-the-full-disk-{i}");
            }
            while (answer.Status == HttpStatusCode.OK && i < 100);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage-unavailable", true), (answer.Status, answer.Code, answer.RetryAfter >= 1));
            AssertUntouched(before, await IntakeCentre.StockAsync(at.Centre));
            Assert.Contains(at.Centre.Log.All, line => line.Contains("No space left on device", StringComparison.Ordinal));

            disk.MakeRoom();
            Assert.Equal(HttpStatusCode.OK, (await ServerCentre.PushAsync(http, at.Centre, at.Client.Agency, $"FULL-{i}", $"the-key-of-the-full-disk-{i}")).Status);
            Assert.Empty(await at.Centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
        }
        finally
        {
            disk?.Dispose();
        }
    }

    [Fact]
    public async Task A_full_disk_under_SQLite_stores_nothing_of_the_batch_and_is_told_as_503()
    {
        var lid = new Lid();
        await using var centre = await Centre.StartAsync(new()
        {
            Settings = new Dictionary<string, string>(IntakeCentre.Unlimited) { ["Database:Provider"] = "Sqlite", ["ConnectionStrings:Central"] = $"Data Source={Path.Combine(Path.GetTempPath(), $"lid-{IntakeCentre.NewKey()}-{Environment.ProcessId}.db")}" },
            Services = services => services.ConfigureDbContext<CentralDb>(options => options.AddInterceptors(lid)),
        });
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        using var http = await centre.CallerAsync(client);
        await ServerCentre.AwaitReadyAsync(centre, HttpStatusCode.OK);
        lid.Closed = true;
        var refused = 0;
        Dictionary<string, string>? before = null;
        for (var i = 0; i < 200 && refused == 0; i++)
        {
            before = await IntakeCentre.StockAsync(centre);
            var (status, word, after) = await ServerCentre.PushAsync(http, centre, client.Agency, $"LID-{i}", $"the-key-of-lid-{i:0000}");
            if (status != HttpStatusCode.OK)
            {
                Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage-unavailable", true), (status, word, after >= 1));
                refused = i;
            }
        }

        Assert.True(refused > 0, "the file never filled up");
        AssertUntouched(before!, await IntakeCentre.StockAsync(centre));
        lid.Closed = false;
        Assert.Equal(HttpStatusCode.OK, (await ServerCentre.PushAsync(http, centre, client.Agency, $"LID-{refused}", $"the-key-of-lid-{refused:0000}")).Status);
        Assert.Empty(await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
        File.Delete(await centre.InDbAsync(db => Task.FromResult(db.Database.GetDbConnection().DataSource)));
    }

    /// <summary>What the public and a client without a token see meanwhile.</summary>
    private static async Task OutsideAsync(Centre centre)
    {
        using var http = centre.CreateClient();
        using var live = await http.GetAsync("health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        foreach (var (language, calm) in new[] { ("fa", "کمی بعد دوباره بیایید"), ("en", "Back in a moment") })
        {
            using var page = await http.GetAsync($"services?lang={language}");
            var html = await page.Content.ReadAsStringAsync();
            Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (page.StatusCode, page.Headers.RetryAfter is not null));
            Assert.Contains(calm, html, StringComparison.Ordinal);
            Assert.DoesNotContain("Npgsql", html, StringComparison.OrdinalIgnoreCase);
        }

        using var token = await http.PostAsync("oauth/token", Assertion.Form(Assertion.Good(centre, "agency-1001").Sign(KeyPair.Generate())));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (token.StatusCode, token.Headers.RetryAfter is not null));
        Assert.Contains("temporarily_unavailable", await token.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>All tables but the sequences, whose numbers are spent by whoever tries.</summary>
    private static void AssertUntouched(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        foreach (var (table, rows) in before.Where(t => t.Key != "IdSequence"))
        {
            Assert.True(rows == after[table], $"{table} was touched");
        }
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        for (var turn = 0; turn < 600; turn++)
        {
            if (reached())
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail("not reached in a minute");
    }

    /// <summary>While closed, the file may not grow beyond a few pages more than it has.</summary>
    private sealed class Lid : DbConnectionInterceptor
    {
        public bool Closed { get; set; }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA page_count";
            var pages = (long)command.ExecuteScalar()!;
            command.CommandText = $"PRAGMA max_page_count = {(Closed ? Math.Min(limit ??= pages + 4, limit.Value) : int.MaxValue)}";
            command.ExecuteNonQuery();
        }

        private long? limit;
    }
}
