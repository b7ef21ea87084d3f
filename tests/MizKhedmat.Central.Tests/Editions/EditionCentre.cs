using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Tests.Scoring;
using Xunit;
using static MizKhedmat.Central.Tests.Scoring.KpiCentre;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>
/// A centre at 1405/08/30, noon in Tehran, with officials of the Organization, whose agencies told requests of the summer of 1405: the data of that
/// quarter have closed and it can be ranked officially.
/// </summary>
public sealed class EditionCentre : IAsyncLifetime
{
    public const string Summer = "1405-Q2";

    private readonly Dictionary<string, ClaimsPrincipal> people = [];

    public CellCentre Home { get; } = new();

    public Centre Centre => Home.Centre;

    public StillClock Clock => Home.Home.Clock;

    /// <summary>A prepares; B, C and D may approve.</summary>
    public ClaimsPrincipal A => people["a"];

    public ClaimsPrincipal B => people["b"];

    public ClaimsPrincipal C => people["c"];

    public T Get<T>()
        where T : notnull => Centre.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        await Home.InitializeAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            people[name] = await PersonAsync(name + "@test", Roles.NationalOfficer, "national");
        }
    }

    public ValueTask DisposeAsync() => Home.DisposeAsync();

    /// <summary>Somebody with an account, as the sign-in makes him known.</summary>
    public async Task<ClaimsPrincipal> PersonAsync(string user, string role, string scope)
    {
        await Centre.AddOfficialAsync(user, role, scope);
        var id = await Centre.InDbAsync(db => db.Officials.Where(o => o.UserName == user).Select(o => o.Id).SingleAsync());
        return new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, user), new(ClaimTypes.Role, role), new("scope", scope)], "test"));
    }

    public static int IdOf(ClaimsPrincipal person) => SignedIn.IdOf(person)!.Value;

    /// <summary>An agency that answered some requests of the summer in time and some late.</summary>
    public async Task<CellAgency> AgencyAsync(int onTime, int late)
    {
        var agency = await Home.AgencyAsync();
        for (var i = 0; i < onTime + late; i++)
        {
            var told = agency.Told("S" + i);
            await agency.PushAsync(told.Accepted(On(12, 8, 5), 2), told.Answered(On(i < onTime ? 12 : 16, 10, 5)));
        }

        return agency;
    }

    /// <summary>An agency of which only the spring is known: a period of which nothing is told has no edition.</summary>
    public async Task SpringAsync()
    {
        var agency = await Home.AgencyAsync();
        var told = agency.Told("SPRING");
        await agency.PushAsync(told.Accepted(On(12, 8, 2), 2), told.Answered(On(12, 10, 2)));
    }

    /// <summary>The version that came with the centre, approved by two and in force since the spring.</summary>
    public async Task ApproveMethodologyAsync()
    {
        var govern = Get<GovernMethodology>();
        var version = (await Get<MethodologyShelf>().ListAsync(default))[0];
        await StepAsync(A, MethodologyStep.Consulted);
        await StepAsync(B, MethodologyStep.Approved, "123/405");
        await StepAsync(C, MethodologyStep.Approved, "123/405");
        await StepAsync(A, MethodologyStep.TookEffect, from: "1405-Q1");

        async Task StepAsync(ClaimsPrincipal who, MethodologyStep step, string? letter = null, string? from = null)
        {
            var answer = await govern.RunAsync(who, new(version.Version, version.Sha256, step, letter, null, from), default);
            Assert.Equal((version.Version, null), (answer.Version, answer.Refusal?.Code));
        }
    }

    public async Task<string> PrepareAsync(EditionKind kind, string? reason = null, ClaimsPrincipal? who = null, string period = Summer)
    {
        var (draft, refusal) = await Get<PrepareEdition>().RunAsync(who ?? A, new(period, kind, reason), default);
        Assert.Null(refusal?.Code);
        return Assert.IsType<string>(draft);
    }

    /// <summary>Prepared by A, approved by B and C.</summary>
    public async Task<Edition> PublishAsync(EditionKind kind, string? reason = null, string period = Summer)
    {
        var draft = await PrepareAsync(kind, reason, period: period);
        Assert.Equal(new(null, null), await Get<ApproveEdition>().RunAsync(B, draft, default));
        var answer = await Get<ApproveEdition>().RunAsync(C, draft, default);
        return await EditionAsync(Assert.IsType<string>(answer.Edition));
    }

    public Task<Edition> EditionAsync(string id) => Centre.InDbAsync(db => db.Editions.AsNoTracking().SingleAsync(e => e.Id == id));

    public static JsonElement Parsed(Edition edition)
    {
        using var plain = new System.IO.Compression.GZipStream(new MemoryStream(edition.Document), System.IO.Compression.CompressionMode.Decompress);
        using var json = JsonDocument.Parse(plain);
        return json.RootElement.Clone();
    }

    public static string? Manifest(Edition edition, string name) => Parsed(edition).GetProperty("manifest").GetProperty(name).GetString();

    public Task<List<JournalEntry>> JournalAsync(string kind) => Centre.InDbAsync(db => db.Journal.AsNoTracking().Where(e => e.Kind == kind).OrderBy(e => e.Id).ToListAsync());
}
