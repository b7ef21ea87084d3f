using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace MizKhedmat.Central.Access;

/// <summary>
/// The strict gate that every signed token passes before the library sees it: client assertions (RFC 7523) and access tokens
/// (RFC 9068) alike. The library accepts unknown <c>crit</c>, duplicate claims, <c>exp</c> as text, foreign members in
/// <c>aud</c> and trailing padding (SECURITY F1); this does not. It proves form only: signature and claims come after it.
/// Times are whole seconds since 1970 (RFC 7519 NumericDate).
/// </summary>
public sealed record StrictJws
{
    /// <summary>Longest token in characters.</summary>
    public const int MaxLength = 8 * 1024;

    /// <summary>Last second that a NumericDate may name: 9999-12-31.</summary>
    private const long LastSecond = 253_402_300_799;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Duplicates are refused at every depth; comments and trailing commas by default.</summary>
    private static readonly JsonDocumentOptions StrictJson = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private StrictJws(string raw) => Raw = raw;

    /// <summary>The token as it came.</summary>
    public string Raw { get; }

    /// <summary><c>ES256</c> or <c>PS256</c>, exactly so written.</summary>
    public required string Algorithm { get; init; }

    public required string? KeyId { get; init; }

    /// <summary>Lower case without <c>application/</c> (RFC 7515 section 4.1.9); null when absent.</summary>
    public required string? Type { get; init; }

    public string? Issuer { get; private init; }

    public string? Subject { get; private init; }

    /// <summary>Exactly one text; a list is refused, even a list of one.</summary>
    public string? Audience { get; private init; }

    public string? Id { get; private init; }

    public string? ClientId { get; private init; }

    public string? Scope { get; private init; }

    public long? ExpiresAt { get; private init; }

    public long? IssuedAt { get; private init; }

    public long? NotBefore { get; private init; }

    /// <summary>The token's members, or null when anything about its form is wrong. Never throws.</summary>
    public static StrictJws? Read(string? raw)
    {
        if (raw is null || raw.Length is 0 or > MaxLength)
        {
            return null;
        }

        try
        {
            if (Parts(raw) is not [var head, var body, var signature])
            {
                return null;
            }

            using var header = JsonDocument.Parse(StrictUtf8.GetString(head), StrictJson);
            using var payload = JsonDocument.Parse(StrictUtf8.GetString(body), StrictJson);
            return Header(header.RootElement, raw, signature.Length) is { } token ? WithClaims(token, payload.RootElement) : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            // Not base64url, not JSON, not UTF-8, or a text with a lone surrogate.
            return null;
        }
    }

    /// <summary>Three base64url parts in the one canonical spelling (RFC 7515 section 2): no padding, no white space, no stray bits.</summary>
    private static List<byte[]>? Parts(string raw)
    {
        var parts = new List<byte[]>(3);
        foreach (var text in raw.Split('.', 4))
        {
            if (text.Length == 0 || parts.Count == 3 || text.AsSpan().ContainsAnyExcept(Base64UrlAlphabet) || text.Length % 4 == 1)
            {
                return null;
            }

            var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
            if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != System.Buffers.OperationStatus.Done
                || Base64Url.EncodeToString(bytes.AsSpan(0, length)) != text)
            {
                return null;
            }

            parts.Add(bytes[..length]);
        }

        return parts;
    }

    private static readonly System.Buffers.SearchValues<char> Base64UrlAlphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>alg, kid and typ and nothing else: crit, b64, jwk, jku, x5c, x5u, zip and cty fall with everything unknown.</summary>
    private static StrictJws? Header(JsonElement header, string raw, int signatureLength)
    {
        string? algorithm = null, keyId = null, type = null;
        if (header.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in header.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            switch (member.Name)
            {
                case "alg": algorithm = member.Value.GetString(); break;
                case "kid": keyId = member.Value.GetString(); break;
                case "typ": type = member.Value.GetString(); break;
                default: return null;
            }
        }

        // ES256 is r and s of 32 bytes each (RFC 7518 section 3.4), PS256 at least 3072 bits: other lengths need no key to fail.
        var plausible = algorithm switch { "ES256" => signatureLength == 64, "PS256" => signatureLength is >= 384 and <= 1024, _ => false };
        return plausible ? new(raw) { Algorithm = algorithm!, KeyId = keyId, Type = Normal(type) } : null;
    }

    private static string? Normal(string? type)
    {
        var lower = type?.ToLowerInvariant();
        return lower?.StartsWith("application/", StringComparison.Ordinal) == true ? lower["application/".Length..] : lower;
    }

    /// <summary>Registered claims have their one type or the token falls; claims that we do not know are not looked at.</summary>
    private static StrictJws? WithClaims(StrictJws token, JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in payload.EnumerateObject())
        {
            var read = member.Name switch
            {
                "iss" when Text(member.Value) is { } text => token with { Issuer = text },
                "sub" when Text(member.Value) is { } text => token with { Subject = text },
                "aud" when Text(member.Value) is { } text => token with { Audience = text },
                "jti" when Text(member.Value) is { } text => token with { Id = text },
                "client_id" when Text(member.Value) is { } text => token with { ClientId = text },
                "scope" when Text(member.Value) is { } text => token with { Scope = text },
                "exp" when Second(member.Value) is { } second => token with { ExpiresAt = second },
                "iat" when Second(member.Value) is { } second => token with { IssuedAt = second },
                "nbf" when Second(member.Value) is { } second => token with { NotBefore = second },
                "iss" or "sub" or "aud" or "jti" or "client_id" or "scope" or "exp" or "iat" or "nbf" => null,
                _ => token,
            };
            if (read is null)
            {
                return null;
            }

            token = read;
        }

        return token;
    }

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Plain digits: neither text, fraction, exponent nor sign.</summary>
    private static long? Second(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetRawText().All(char.IsAsciiDigit)
        && value.TryGetInt64(out var second) && second <= LastSecond ? second : null;
}
