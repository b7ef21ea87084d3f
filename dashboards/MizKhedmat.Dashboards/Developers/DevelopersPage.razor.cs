using Microsoft.AspNetCore.Components;

namespace MizKhedmat.Dashboards.Developers;

/// <summary>The first page of a vendor (UX.md section 7): from a key pair to the first accepted record, and the rules that hold.</summary>
public sealed partial class DevelopersPage(NavigationManager nav) : ComponentBase
{
    private static readonly string[] Parts = ["start", "sandbox", "token", "rules", "errors", "lists", "mizctl", "changes"];

    private static readonly string[] Rules = ["idempotency", "order", "check", "limits", "time", "size", "strict", "correct"];

    /// <summary>What changed for clients, newest first.</summary>
    private static readonly (DateOnly On, string Key)[] Changes = [(new(2026, 11, 22), "dev-change-sandbox"), (new(2026, 11, 21), "dev-change-first")];

    private static readonly string Token = string.Join('\n',
        "POST /oauth/token",
        "  grant_type=client_credentials",
        "  client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "  client_assertion=HEAD.CLAIMS.SIGNATURE",
        "",
        "HEAD    {\"alg\":\"ES256\",\"kid\":\"…\"}",
        "CLAIMS  {\"iss\":CLIENT,\"sub\":CLIENT,\"aud\":CENTRE,\"iat\":NOW,\"exp\":NOW+60,\"jti\":RANDOM}");

    private static readonly string Mizctl = string.Join('\n',
        "mizctl validate --sandbox --url URL --client agency-1001.jwk batch.json",
        "mizctl push     --sandbox --url URL --client agency-1001.jwk batch.json");

    private string Address => nav.BaseUri.TrimEnd('/');

    private NavigationManager Nav => nav;
}
