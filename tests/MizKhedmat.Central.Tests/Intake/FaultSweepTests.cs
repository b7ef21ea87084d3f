using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>
/// The N-th fault (SECURITY.md section 11, H5): for N = 1, 2, 3 … until a push meets none, its N-th step of the database fails
/// once; then the same push comes again. Nothing is ever half stored, and the second answer is right.
/// </summary>
public sealed class FaultSweepTests : IDisposable
{
    internal const string Commit = "commit";

    private static readonly IntakeCentre Sender = new();

    private readonly FaultPlan plan = new();

    public void Dispose() => plan.Dispose();

    [Theory]
    [InlineData(FaultKind.Before)]
    [InlineData(FaultKind.After)]
    [InlineData(FaultKind.Drop)]
    public async Task Whatever_step_of_a_push_fails_it_is_stored_once_and_whole(FaultKind kind)
    {
        await using var centre = await StartAsync();
        var agency = await centre.AddAgencyAsync("1001");
        using var http = await centre.CallerAsync(await centre.AddClientAsync(agency));
        var start = DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-9);
        var standing = new Told(agency, "STANDING");
        Assert.Equal(1, (await Sender.PushAsync(IntakeCentre.Batch(standing.Accepted(start)), http: http)).Count("created"));

        var steps = await SweepAsync(kind, http, n => [.. Course(agency, $"F-{n}", start), standing.Step(start.AddHours(n + 1))], () => StockAsync(centre));

        Assert.All(
            new[] { "begin", "read ServiceRequest", "insert ServiceRequest", "update ServiceRequest", "insert RequestEvent", "add Counter", "add DurationTotal", "add PushCount", "insert PushReceipt", "insert JournalEntry", Commit },
            step => Assert.Contains(step, steps));
        Assert.Empty(await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
    }

    /// <summary>Above a few hundred new rows PostgreSQL copies them in binary, which is another way to fail.</summary>
    [Theory]
    [InlineData(FaultKind.After)]
    [InlineData(FaultKind.Drop)]
    public async Task The_same_holds_for_a_large_batch(FaultKind kind)
    {
        await using var centre = await StartAsync();
        var agency = await centre.AddAgencyAsync("1001");
        using var http = await centre.CallerAsync(await centre.AddClientAsync(agency));
        var start = DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-9);
        await SweepAsync(
            kind, http, n => [.. Enumerable.Range(0, 210).Select(i => new Told(agency, $"L-{n}-{i}").Accepted(start))],
            () => centre.InDbAsync(async db => new Dictionary<string, string>
            {
                ["rows"] = $"{await db.ServiceRequests.CountAsync()} {await db.RequestEvents.CountAsync()} {await db.PushReceipts.CountAsync()} "
                    + $"{await db.Journal.CountAsync(j => j.Kind == "events-received")} {await db.DayTotals.SumAsync(t => t.Accepted)}",
            }));
        Assert.Empty(await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default));
    }

    /// <summary>Returns every step of the push that met no fault.</summary>
    private async Task<IReadOnlyList<string>> SweepAsync(
        FaultKind kind, HttpClient http, Func<int, JsonObject[]> records, Func<Task<Dictionary<string, string>>> stockAsync)
    {
        for (var n = 1; ; n++)
        {
            var sent = records(n);
            var (body, key) = (IntakeCentre.Batch(sent), IntakeCentre.NewKey());
            var before = await stockAsync();
            plan.Arm(kind, n);
            var first = await Sender.PushAsync(body, key: key, http: http);
            plan.Disarm();
            if (plan.Hit is not { } step)
            {
                Assert.Equal((HttpStatusCode.OK, sent.Length), (first.Status, first.Count("created") + first.Count("warned")));
                Assert.True(n > 10, $"only {n} steps");
                return [.. plan.Steps];
            }

            var isStored = (kind, step) is (FaultKind.After, Commit);
            var hadNoConnection = kind == FaultKind.Drop && (step is "begin" || step.StartsWith("reserve ", StringComparison.Ordinal));
            var isTold = kind == FaultKind.Drop && TestDatabase.Provider == "PostgreSql" ? first.Status == HttpStatusCode.ServiceUnavailable : (int)first.Status >= 500;
            Assert.True(hadNoConnection ? first.Status == HttpStatusCode.OK : isTold, $"step {n}, {step}: {first.Status}");
            Assert.True(await stockAsync() is var after && (hadNoConnection || isStored) != Same(before, after), $"step {n}, {step}: {Different(before, after)}");

            var again = await Sender.PushAsync(body, key: key, http: http);
            for (var i = 0; i < 2 && kind == FaultKind.Drop && (int)again.Status >= 500; i++)
            {
                // A driver whose connection broke may say so a second time; the client tries on, and nothing is there yet.
                Assert.Equal(before, await stockAsync());
                again = await Sender.PushAsync(body, key: key, http: http);
            }

            Assert.True(again.Status == HttpStatusCode.OK, $"step {n}, {step}: {again.Status}");
            Assert.Equal((sent.Length, hadNoConnection || isStored), (again.Count("created") + again.Count("warned"), again.Replayed));
            var once = await stockAsync();
            var third = await Sender.PushAsync(body, key: key, http: http);
            Assert.True(third.Replayed && third.Bytes.AsSpan().SequenceEqual(again.Bytes), $"step {n}, {step}: another answer");
            Assert.Equal(once, await stockAsync());
        }
    }

    private async Task<Centre> StartAsync() => await Centre.StartAsync(new()
    {
        Settings = IntakeCentre.Unlimited,
        Services = services =>
        {
            var store = services.Last(s => s.ServiceType == typeof(IBulkStore));
            services.AddSingleton<IBulkStore>(provider => new FaultyStore((IBulkStore)ActivatorUtilities.CreateInstance(provider, store.ImplementationType!), plan));
        },
    });

    /// <summary>Ids that were reserved and not used leave a gap, which is no trace of a push.</summary>
    private static async Task<Dictionary<string, string>> StockAsync(Centre centre)
    {
        var stock = await IntakeCentre.StockAsync(centre);
        stock.Remove("IdSequence");
        return stock;
    }

    private static bool Same(Dictionary<string, string> a, Dictionary<string, string> b) => a.All(table => b[table.Key] == table.Value);

    private static string Different(Dictionary<string, string> a, Dictionary<string, string> b) =>
        string.Join(", ", a.Where(table => b[table.Key] != table.Value).Select(table => table.Key)) is { Length: > 0 } tables ? tables : "nothing stored";

    private static IEnumerable<JsonObject> Course(TestAgency agency, string code, DateTimeOffset start)
    {
        var told = new Told(agency, code);
        yield return told.Accepted(start);
        yield return told.Step(start.AddHours(2));
        yield return told.Answered(start.AddDays(1));
        yield return told.Other("delivered", start.AddDays(2), new() { ["deliveryChannel"] = "in-person", ["deliveryPlace"] = agency.Office });
        yield return new Told(agency, code + "-B").Accepted(start.AddDays(1));
    }}
