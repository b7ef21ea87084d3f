using Microsoft.IdentityModel.Tokens;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Somebody whose access tokens open the API: the centre itself (<see cref="OwnIssuer"/>) or an issuer from the
/// configuration (<see cref="TrustedIssuer"/>). A token's exact <c>iss</c> picks the issuer before any key is looked up.
/// </summary>
internal interface IAccessTokenIssuer
{
    /// <summary>Compared exactly with <c>iss</c>.</summary>
    string Address { get; }

    /// <summary>The one <c>aud</c> that its tokens must carry.</summary>
    string Audience { get; }

    /// <summary>Header <c>typ</c>, lower case without <c>application/</c>.</summary>
    string Type { get; }

    IReadOnlyCollection<string> Algorithms { get; }

    /// <summary>Longest time between iat and exp, in seconds.</summary>
    long LongestLife { get; }

    /// <summary>The verifying key of exactly this id and the one algorithm that it is for; null when it is not (any more) published.</summary>
    ValueTask<(SecurityKey Key, string Algorithm)?> KeyAsync(string kid, CancellationToken ct);

    /// <summary>The API client that a token stands for; null when it stands for nobody here.</summary>
    string? ClientOf(StrictJws token);
}
