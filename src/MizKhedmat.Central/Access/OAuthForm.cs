using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MizKhedmat.Central.Access;

/// <summary>The form of an OAuth endpoint: each parameter once, none empty, all in the body (RFC 6749 sections 2.3.1 and 3.2).</summary>
internal sealed class OAuthForm
{
    private const int MaxBytes = 64 * 1024;

    private static readonly string[] Names =
    [
        "grant_type", "scope", "resource", "client_id", "client_secret", "client_assertion", "client_assertion_type", "token", "token_type_hint",
    ];

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private OAuthForm(bool hasAuthorizationHeader) => HasAuthorizationHeader = hasAuthorizationHeader;

    /// <summary>Another way of client authentication, which we do not offer.</summary>
    public bool HasAuthorizationHeader { get; }

    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>The form, or the refusal to answer with.</summary>
    public static async Task<(OAuthForm? Form, IResult? Refused)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.QueryString.HasValue)
        {
            return (null, OAuthError.Of(400, "invalid_request", "Parameters belong in the body."));
        }

        if (request.ContentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return (null, OAuthError.Of(400, "invalid_request", "The content type must be application/x-www-form-urlencoded."));
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBytes;
        }

        context.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            ValueCountLimit = 40, KeyLengthLimit = 100, ValueLengthLimit = 2 * StrictJws.MaxLength,
        }));
        try
        {
            return Strict(await request.ReadFormAsync(context.RequestAborted), request.Headers.Authorization.Count > 0);
        }
        catch (BadHttpRequestException fault)
        {
            return (null, OAuthError.Of(fault.StatusCode, "invalid_request", "The body is too large or broken."));
        }
        catch (InvalidDataException)
        {
            return (null, OAuthError.Of(400, "invalid_request", "Too many or too long parameters."));
        }
    }

    private static (OAuthForm? Form, IResult? Refused) Strict(IFormCollection sent, bool hasAuthorizationHeader)
    {
        var form = new OAuthForm(hasAuthorizationHeader);
        foreach (var (name, value) in sent)
        {
            // The framework folds the case of names; the standard does not.
            var known = Array.Find(Names, one => one.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (value.Count != 1 || value[0] is not { Length: > 0 } text || (known is not null && known != name))
            {
                return (null, OAuthError.Of(400, "invalid_request", "A parameter is empty, misspelt or sent twice."));
            }

            form.values[name] = text;
        }

        return (form, null);
    }
}

/// <summary>An error answer of an OAuth endpoint (RFC 6749 section 5.2): never cached, never telling which check failed.</summary>
internal static class OAuthError
{
    /// <summary>One and the same for an unknown client, a forged signature, a replay and every other fault of an assertion.</summary>
    public static IResult InvalidClient => Of(401, "invalid_client", "Client authentication failed.");

    public static IResult Of(int status, string error, string description) =>
        Results.Json(new Dictionary<string, string> { ["error"] = error, ["error_description"] = description }, statusCode: status);
}
