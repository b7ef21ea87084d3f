using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Data.PostgreSql;

namespace MizKhedmat.Benchmarks;

/// <summary>What the boards of the nation, a province and an agency read when they paint themselves, over one PostgreSQL database.</summary>
internal sealed class BoardViews : IAsyncDisposable
{
    public const string National = "national";
    public const string Requests = "requests";

    /// <summary>The boards, and the first page of the requests behind an agency's number.</summary>
    public static readonly IReadOnlyList<string> Names = [National, "province", "agency", Requests];

    private static readonly ProvinceCode Province = new("23");

    private readonly AgencyCode agency;
    private readonly ServiceProvider rooms;
    private readonly KpiBoard kpis;
    private readonly StandingBoard standings;
    private readonly DailyFlow flow;
    private readonly RegistryNames names;
    private readonly RequestList list;
    private readonly JalaliPeriod period = JalaliPeriod.Live(TimeProvider.System.TodayInTehran());

    public BoardViews(string connectionString, AgencyCode agency)
    {
        this.agency = agency;
        rooms = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddPostgreSqlDatabase(connectionString)
            .AddRegistry().AddIntake().AddObligations().AddScoring().BuildServiceProvider();
        (kpis, standings) = (rooms.GetRequiredService<KpiBoard>(), rooms.GetRequiredService<StandingBoard>());
        (flow, names, list) = (rooms.GetRequiredService<DailyFlow>(), rooms.GetRequiredService<RegistryNames>(), rooms.GetRequiredService<RequestList>());
    }

    public Task ReadAsync(string view) => view switch
    {
        National => NationalAsync(),
        "province" => ProvinceAsync(),
        "agency" => AgencyAsync(),
        _ => list.ReadAsync(Scope.National, new(agency, Period: period), default),
    };

    public async Task<T> InDbAsync<T>(Func<CentralDb, Task<T>> ask)
    {
        await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        return await ask(db);
    }

    public Task<long> EventsAsync() => InDbAsync(db => db.RequestEvents.LongCountAsync());

    /// <summary>The self-check of the agency: its counters equal a recount of its events, of which it says how many there are.</summary>
    public async Task<long> RecountAsync()
    {
        var differences = await ActivatorUtilities.CreateInstance<Recount>(rooms, rooms.GetRequiredService<RebuildCounters>()).DifferencesAsync(agency, default);
        return differences.Count > 0
            ? throw new InvalidOperationException($"{differences.Count} counters differ, the first: {differences[0]}")
            : await InDbAsync(db =>
            {
                var (agencies, requests) = (db.Agencies, db.ServiceRequests);
                return db.RequestEvents.LongCountAsync(e => requests.Any(r => r.Id == e.RequestId && agencies.Any(a => a.Id == r.AgencyId && a.Code == agency)));
            });
    }

    public ValueTask DisposeAsync() => rooms.DisposeAsync();

    private async Task NationalAsync()
    {
        await KpisAsync(Scope.National, KpiBy.Total, KpiSet.Head);
        await KpisAsync(Scope.National, KpiBy.Province, [KpiSet.OnTime]);
        await standings.ReadAsync(Scope.National, StandingOf.Provinces, period, null, default);
        await kpis.DefinitionsAsync(default);
        await flow.ReadAsync(Scope.National, Scope.National, null, period, default);
    }

    private async Task ProvinceAsync()
    {
        var of = Scope.OfProvince(Province);
        await names.ProvincesAsync(of, default);
        await KpisAsync(of, KpiBy.Total, KpiSet.Head);
        await standings.PlaceOfAsync(of, of, period, default);
        await standings.ReadAsync(of, StandingOf.Agencies, period, Province, default);
        foreach (var by in new[] { KpiBy.Agency, KpiBy.County, KpiBy.Channel, KpiBy.Place })
        {
            await KpisAsync(of, by, ["accepted-requests", KpiSet.OnTime, KpiSet.Overdue]);
        }

        await flow.ReadAsync(of, of, null, period, default);
    }

    private async Task AgencyAsync()
    {
        var of = Scope.OfAgency(agency);
        await names.AgenciesAsync(of, null, default);
        await KpisAsync(of, KpiBy.Total, KpiSet.Head);
        await standings.PlaceOfAsync(of, of, period, default);
        foreach (var by in new[] { KpiBy.Office, KpiBy.Province, KpiBy.Service, KpiBy.Channel, KpiBy.Place })
        {
            await KpisAsync(of, by, KpiSet.Columns);
        }

        await flow.ReadAsync(of, of, null, period, default);
    }

    private async Task KpisAsync(Scope of, KpiBy by, IReadOnlyList<string> slugs) =>
        _ = await kpis.ReadAsync(of, new(of, period, by, Indicators: slugs), default) ?? throw new InvalidOperationException($"Nothing at {of}.");
}
