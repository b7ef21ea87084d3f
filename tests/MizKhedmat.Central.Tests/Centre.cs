using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Startup;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Servers;

namespace MizKhedmat.Central.Tests;

/// <summary>How a centre under test differs from the one that is shipped.</summary>
public sealed record CentreSetup
{
    /// <summary>Null: a private temporary one, deleted at the end. A given one stays: restart tests use it.</summary>
    public string? DataDirectory { get; init; }

    public bool Demo { get; init; }

    public string Environment { get; init; } = "Development";

    public TimeProvider? Clock { get; init; }

    /// <summary>Whether the job table runs at its hours. Not by default: what it writes must not depend on the minute at which a test happens to run.</summary>
    public bool Jobs { get; init; }

    /// <summary>Further settings: <c>Access:TokenCallsPerMinute</c> → <c>1000</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>Endpoints that exist in this test only; under <c>/api/v1/test</c>, mapped on the given group.</summary>
    public Action<RouteGroupBuilder>? Api { get; init; }
}

/// <summary>An agency of a test with everything that intake needs to exist.</summary>
public sealed record TestAgency(int Id, AgencyCode Code, string Office, string Service, string Desk)
{
    public Scope Scope => Scope.OfAgency(Code);
}

/// <summary>A client of a test and the key that it signs with.</summary>
public sealed record TestClient(string ClientId, KeyPair Key, TestAgency Agency);

/// <summary>
/// A whole centre on a real port over a data directory of its own: browser, HttpClient and hub reach the very program that
/// is shipped. Use it as <c>IClassFixture&lt;Centre&gt;</c>, or start one with a setup by <see cref="StartAsync"/>.
/// </summary>
public sealed class Centre : IAsyncDisposable
{
    /// <summary>Of every official that <see cref="AddOfficialAsync"/> makes.</summary>
    public const string Password = "a long enough passphrase";

    private readonly CentreSetup setup;
    private readonly Host host;

    public Centre()
        : this(new CentreSetup())
    {
    }

    private Centre(CentreSetup setup)
    {
        this.setup = setup;
        DataDirectory = setup.DataDirectory ?? Directory.CreateTempSubdirectory("centre-").FullName;
        host = new(setup, DataDirectory);
        host.UseKestrel(0);
        try
        {
            host.StartServer();
        }
        catch
        {
            Forget();
            throw;
        }

        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        BaseAddress = new Uri(address.TrimEnd('/') + "/");
    }

    public string DataDirectory { get; }

    public Uri BaseAddress { get; }

    /// <summary>Issuer of this centre: the setting, or the address without the slash.</summary>
    public string Issuer => setup.Settings.GetValueOrDefault("Access:Issuer") ?? BaseAddress.OriginalString.TrimEnd('/');

    public IServiceProvider Services => host.Services;

    /// <summary>Every line that this centre logged.</summary>
    public LogLines Log => host.Log;

    public static Task<Centre> StartAsync(CentreSetup setup) => Task.FromResult(new Centre(setup));

    /// <summary>A client that follows no redirect and keeps no cookie unless told to.</summary>
    public HttpClient CreateClient(bool redirects = false, bool cookies = false) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = redirects, UseCookies = cookies }) { BaseAddress = BaseAddress };

    public async Task<T> InDbAsync<T>(Func<CentralDb, Task<T>> ask)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync();
        return await ask(db);
    }

    /// <summary>
    /// A national agency with one line office in a province, one electronic desk and one service; the province and its first
    /// county are made where missing. Service codes are <c>99</c>, agency, <c>00001</c>.
    /// </summary>
    public async Task<TestAgency> AddAgencyAsync(string code, string province = "23", bool adopt = true)
    {
        var agency = await AddRowsAsync(code, province);
        if (adopt)
        {
            await Services.GetRequiredService<AdoptRegister>().RunAsync(CancellationToken.None);
        }

        return agency;
    }

    private Task<TestAgency> AddRowsAsync(string code, string province) => InDbAsync(async db =>
    {
        var place = new ProvinceCode(province);
        var county = new CountyCode(province + "01");
        if (!await db.Provinces.AnyAsync(p => p.Code == place))
        {
            db.Add(new Province { Code = place, NameFa = "استان " + province, NameEn = "Province " + province, CapitalFa = "مرکز", SortKey = province });
        }

        if (!await db.Counties.AnyAsync(c => c.Code == county))
        {
            db.Add(new County { Code = county, Province = place, NameFa = "شهرستان", SearchKey = "شهرستان" + county, SortKey = county.Value });
        }

        var agency = new Agency
        {
            Code = new(code), NameFa = "دستگاه " + code, NameEn = "Agency " + code, Kind = AgencyKind.Institution, Level = AgencyLevel.National,
            SearchKey = "دستگاه" + code, SortKey = code,
        };
        db.Add(agency);
        await db.SaveChangesAsync();
        var office = new Office
        {
            AgencyId = agency.Id, Code = province + "-0001", TitleFa = "ادارهٔ " + province, Province = place, County = county,
            Level = OfficeLevel.Line, ValidFrom = new(2018, 1, 1),
        };
        db.Add(office);
        await db.SaveChangesAsync();
        var service = new Service
        {
            AgencyId = agency.Id, Code = "S-1", ServiceCode = $"99{code}00001", TitleFa = "خدمت " + code, SearchKey = "خدمت" + code, Audience = Audience.Citizen,
        };
        db.Add(service);
        db.Add(new Desk { AgencyId = agency.Id, OfficeId = office.Id, Code = "D-1", Kind = DeskKind.Electronic });
        await db.SaveChangesAsync();
        return new TestAgency(agency.Id, agency.Code, office.Code, service.ServiceCode!, "D-1");
    });

    /// <summary>A client <c>agency-{code}</c> with a fresh key; all scopes unless named.</summary>
    public async Task<TestClient> AddClientAsync(TestAgency agency, IReadOnlyCollection<string>? scopes = null, string? clientId = null)
    {
        var key = KeyPair.Generate();
        var name = clientId ?? $"agency-{agency.Code}";
        await Services.GetRequiredService<Provisioning>().CreateClientAsync(name, agency.Id, scopes ?? [.. ApiScopes.All], key.PublicJwk);
        return new(name, key, agency);
    }

    /// <summary>An official whose password is <see cref="Password"/>.</summary>
    public Task AddOfficialAsync(string user, string role, string scope) =>
        Services.GetRequiredService<Provisioning>().CreateOfficialAsync(user, Password, role, scope);

    public Task<string> TokenAsync(TestClient client, string? scope = null) => TokenAsync(client.ClientId, client.Key, scope);

    /// <summary>A real assertion to the real endpoint; throws with the answer when it is refused.</summary>
    public async Task<string> TokenAsync(string clientId, KeyPair key, string? scope = null)
    {
        using var http = CreateClient();
        using var answer = await http.PostAsync("oauth/token", Assertion.Form(Assertion.Good(this, clientId).Sign(key), scope));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.TryGetProperty("access_token", out var token) ? token.GetString()! : throw new InvalidOperationException(body.ToString());
    }

    /// <summary>An HTTP client that calls as this agency.</summary>
    public async Task<HttpClient> CallerAsync(TestClient client, string? scope = null)
    {
        var http = CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(client, scope));
        return http;
    }

    /// <summary>The time of this centre, whose clock may stand still.</summary>
    public long Now => Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Forget();
    }

    private void Forget()
    {
        if (setup.DataDirectory is null)
        {
            Directory.Delete(DataDirectory, recursive: true);
            TestDatabase.Drop(DataDirectory);
        }
    }

    private sealed class Host(CentreSetup setup, string directory) : WebApplicationFactory<Program>
    {
        public LogLines Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.ConfigureLogging(log => log.AddProvider(Log));
            builder.UseEnvironment(setup.Environment);
            builder.UseSetting("Central:DataDirectory", directory);
            builder.UseSetting("Demo:Enabled", setup.Demo ? "true" : "false");
            builder.UseSetting("Database:Provider", TestDatabase.Provider);
            if (TestDatabase.ConnectionOf(directory) is { } connection)
            {
                builder.UseSetting("ConnectionStrings:Central", connection);
            }

            foreach (var (name, value) in setup.Settings)
            {
                builder.UseSetting(name, value);
            }

            builder.ConfigureTestServices(services =>
            {
                // On the run over SQLite each query is said for SQL Server too.
                if (TestDatabase.Provider == "Sqlite")
                {
                    services.ConfigureDbContext<CentralDb>(options => options.AddInterceptors(SqlServerShadow.Instance));
                }

                if (!setup.Jobs)
                {
                    services.Remove(services.Single(s => s.ImplementationType == typeof(JobEngine.PatientEngine)));
                }

                if (setup.Clock is { } clock)
                {
                    services.AddSingleton(clock);
                }

                if (setup.Api is { } api)
                {
                    services.AddSingleton<IStartupFilter>(new TestEndpoints(api));
                }

                setup.Services?.Invoke(services);
            });
        }
    }

    /// <summary>Adds endpoints under <c>/api/v1/test</c> in a branch of their own, with the rules of the API.</summary>
    private sealed class TestEndpoints(Action<RouteGroupBuilder> map) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseWhen(context => context.Request.Path.StartsWithSegments("/api/v1/test"), branch => branch
                .UseRouting().UseAuthentication().UseAuthorization().UseEndpoints(endpoints => map(endpoints.MapApi())));
            next(app);
        };
    }
}
