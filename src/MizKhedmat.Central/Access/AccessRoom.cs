using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>Who is calling and how far they may see: machines by signed assertion and access token, people by cookie.</summary>
public static class AccessRoom
{
    /// <summary>Scheme of people.</summary>
    public const string Cookie = "cookie";

    /// <summary>Scheme of machines.</summary>
    public const string Bearer = BearerHandler.Name;

    /// <summary>Policies of the three workspaces, and of the Organization's own records.</summary>
    public const string National = "national", Province = "province", Agency = "agency", Admin = "admin";

    private const string ByPath = "by-path";

    /// <summary>Registers the room; faults in its settings stop the start with one clear line.</summary>
    public static IServiceCollection AddAccess(
        this IServiceCollection services, IConfiguration configuration, CentreOptions centre, IHostEnvironment environment)
    {
        var ring = Path.Combine(centre.DataDirectory, "keys", "ring");
        KeyFile.MakeFolder(ring);
        services.AddDataProtection().SetApplicationName("MizKhedmat.Central").PersistKeysToFileSystem(new(ring));
        services.AddAntiforgery(options => OfficialCookie.Name(options.Cookie, "mk-form", environment));

        // The framework's request log prints whole addresses, and with them a token that was sent in a query.
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        return services.AddClientLimits().AddMachines(AccessOptions.Read(configuration, environment)).AddPeople().AddSchemes(environment);
    }

    /// <summary>The limits of API clients, of which the sandbox has its own.</summary>
    public static IServiceCollection AddClientLimits(this IServiceCollection services) => services.AddSingleton<ClientLimits>();

    /// <summary>Maps the OAuth endpoints and the posts of sign-in and sign-out.</summary>
    public static void MapAccess(this WebApplication app)
    {
        PublishIssuer.Map(app, app.Services.GetRequiredService<AccessOptions>());
        IssueToken.Map(app);
        RevokeToken.Map(app);
        IntrospectToken.Map(app);
        SignIn.Map(app);
        SignOut.Map(app);
        app.RefuseOtherMethods("/oauth/jwks", "GET, HEAD");
        foreach (var address in (string[])["/oauth/token", "/oauth/revoke", "/oauth/introspect", "/sign-out"])
        {
            app.RefuseOtherMethods(address, "POST");
        }
    }

    /// <summary>
    /// The group <c>/api/v1</c>: every endpoint in it wants an access token unless it says <c>AllowAnonymous()</c>; name its
    /// scope with <see cref="ApiConventions.RequireApiScope"/>.
    /// </summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app) => app.MapGroup("/api/v1")
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(Bearer).RequireAuthenticatedUser())
        .AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<ClientLimits>().InvokeAsync(context, next));

    private static IServiceCollection AddMachines(this IServiceCollection services, AccessOptions options) => services
        .AddSingleton(options)
        .AddSingleton<SigningKeys>()
        .AddSingleton<OwnIssuer>()
        .AddSingleton<TrustedIssuers>()
        .AddSingleton<Revocations>()
        .AddSingleton<LiveClients>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<AssertionSweep>()
        .AddSingleton<Provisioning>()
        .AddScoped<ClientAssertion>();

    private static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddIdentityCore<Official>(options =>
            {
                options.Password.RequiredLength = PasswordRule.Shortest;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            })
            .AddEntityFrameworkStores<CentralDb>()
            .AddPasswordValidator<PasswordRule>();
        return services
            .AddSingleton<LiveOfficials>()
            .AddSingleton<OfficialNames>()
            .AddSingleton<SignInAttempts>()
            .AddScoped<AuthenticationStateProvider, CircuitSignIn>();
    }

    /// <summary>The path decides whose door it is, so a cookie can never open <c>/api</c> nor a token a page.</summary>
    private static IServiceCollection AddSchemes(this IServiceCollection services, IHostEnvironment environment)
    {
        services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments("/api") || (context.Request.Path.StartsWithSegments("/hubs/live") && !IsPerson(context.Request)) ? Bearer : Cookie)
            .AddCookie(Cookie, options => OfficialCookie.Configure(options, environment))
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(Bearer, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(National, Roles.Admin, Roles.NationalOfficer, Roles.CouncilReader, Roles.Auditor)
            .AddPolicy(Admin, Roles.Admin, Roles.NationalOfficer)
            .AddPolicy(Province, Roles.Governor, Roles.CountyGovernor, Roles.PlanningOfficer, Roles.Inspector)
            .AddPolicy(Agency, Roles.AgencyHead, Roles.AgencyRepresentative, Roles.AgencyEditor);
        return services;
    }

    /// <summary>On the hub, which both may watch, whoever shows a token is a machine; the origin of a browser was checked before.</summary>
    private static bool IsPerson(HttpRequest request) =>
        request.Headers.Authorization.Count == 0 && !request.Query.ContainsKey("access_token") && request.Cookies.Count > 0;

    private static Microsoft.AspNetCore.Authorization.AuthorizationBuilder AddPolicy(
        this Microsoft.AspNetCore.Authorization.AuthorizationBuilder policies, string name, params string[] roles) =>
        policies.AddPolicy(name, policy => policy.AddAuthenticationSchemes(Cookie).RequireAuthenticatedUser().RequireRole(roles));
}
