using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace MizKhedmat.Central.Access;

/// <summary>The section <c>Access</c> of the settings; a fault is one clear line and the process does not start.</summary>
internal sealed record AccessOptions
{
    /// <summary>Null: the first listening address.</summary>
    public string? Issuer { get; init; }

    public int TokenCallsPerMinute { get; init; } = 60;

    /// <summary>Client ids that may ask <c>/oauth/introspect</c>; none by default.</summary>
    public IReadOnlyList<string> ResourceServers { get; init; } = [];

    public IReadOnlyList<TrustedIssuerOptions> TrustedIssuers { get; init; } = [];

    public static AccessOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection("Access");
        var options = new AccessOptions
        {
            Issuer = section["Issuer"] is { Length: > 0 } issuer ? issuer.TrimEnd('/') : null,
            TokenCallsPerMinute = section.GetValue("TokenCallsPerMinute", 60),
            ResourceServers = section.GetSection("ResourceServers").Get<string[]>() ?? [],
            TrustedIssuers = section.GetSection("TrustedIssuers").Get<TrustedIssuerOptions[]>() ?? [],
        };
        options.Refuse(environment);
        return options;
    }

    private void Refuse(IHostEnvironment environment)
    {
        if (Issuer is not null && !IsAddress(Issuer, plainHttp: !environment.IsProduction()))
        {
            throw new InvalidOperationException("Access:Issuer must be an absolute https address without query or fragment.");
        }

        if (TokenCallsPerMinute < 1)
        {
            throw new InvalidOperationException("Access:TokenCallsPerMinute must be at least 1.");
        }

        foreach (var trusted in TrustedIssuers)
        {
            var local = environment.IsDevelopment() && Uri.TryCreate(trusted.JwksUri, UriKind.Absolute, out var uri) && uri.IsLoopback;
            if (trusted.Issuer.Length == 0 || trusted.Audience.Length == 0 || !IsAddress(trusted.JwksUri, plainHttp: local))
            {
                throw new InvalidOperationException(
                    "Access:TrustedIssuers: each needs Issuer, Audience and an https JwksUri (plain http only on loopback in Development).");
            }

            if (trusted.MaxTokenAge is < 1 or > 3600 || trusted.Algorithms.Except(["ES256", "PS256"]).Any())
            {
                throw new InvalidOperationException($"Access:TrustedIssuers: {trusted.Issuer}: MaxTokenAge is 1 to 3600 s, Algorithms ES256 or PS256.");
            }
        }
    }

    private static bool IsAddress(string text, bool plainHttp) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Query.Length == 0 && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (plainHttp && uri.Scheme == Uri.UriSchemeHttp));
}

/// <summary>An outside issuer whose access tokens open this API: Keycloak, a national SSO. From the configuration file only.</summary>
internal sealed record TrustedIssuerOptions
{
    /// <summary>Compared exactly with <c>iss</c>.</summary>
    public string Issuer { get; init; } = "";

    public string JwksUri { get; init; } = "";

    public string Audience { get; init; } = "";

    public string[] Algorithms { get; init; } = ["ES256"];

    /// <summary>Longest time between iat and exp, in seconds.</summary>
    public int MaxTokenAge { get; init; } = 600;

    public string Type { get; init; } = "at+jwt";

    /// <summary>Whom each subject stands for here.</summary>
    public TrustedSubject[] Clients { get; init; } = [];
}

/// <summary>A subject of an outside issuer and the API client that it calls as.</summary>
internal sealed record TrustedSubject
{
    public string Subject { get; init; } = "";

    public string ClientId { get; init; } = "";
}
