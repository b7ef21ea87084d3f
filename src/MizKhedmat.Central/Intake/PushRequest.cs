using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>What a batch push says besides its records: options, idempotency key and the inflated body.</summary>
internal sealed partial record PushRequest(string Route, string? IdempotencyKey, byte[] Body, byte[] Hash, bool ValidateOnly, bool AllOrNothing, bool AllResults)
{
    public const int MaxBytes = 8 * 1024 * 1024;
    public const int MaxRecords = 5_000;

    /// <summary>Reads and checks everything that API.md section 3 asks of a batch before its JSON; a fault comes back with its status.</summary>
    public static async Task<(PushRequest? Push, int Status, Refusal? Refusal)> ReadAsync(HttpContext context, string route)
    {
        var request = context.Request;
        if (Options(request.Query) is not var (validateOnly, all, allResults))
        {
            return (null, StatusCodes.Status400BadRequest, new("option-unknown"));
        }

        if (request.Headers.TryGetValue("X-MK-Environment", out var environment) && environment != "production")
        {
            return (null, StatusCodes.Status400BadRequest, new("environment-unknown"));
        }

        if (!IsJson(request.ContentType))
        {
            return (null, StatusCodes.Status415UnsupportedMediaType, new("media-type-unsupported"));
        }

        var key = KeyOf(request.Headers["Idempotency-Key"]);
        if (key is null && !validateOnly)
        {
            return (null, StatusCodes.Status400BadRequest, new("idempotency-key-missing"));
        }

        var (body, status) = await BodyAsync(context);
        if (body is null)
        {
            return (null, status, new(status == StatusCodes.Status413PayloadTooLarge ? "body-too-large" : "encoding-unsupported"));
        }

        return (new(route, key, body, SHA256.HashData(body), validateOnly, all, allResults), StatusCodes.Status200OK, null);
    }

    private static (bool ValidateOnly, bool All, bool AllResults)? Options(IQueryCollection query)
    {
        bool validateOnly = false, all = false, allResults = false;
        foreach (var (name, values) in query)
        {
            switch (name, values.Count == 1 ? values[0] : null)
            {
                case ("validateOnly", ("true" or "false") and var v):
                    validateOnly = v == "true";
                    break;
                case ("atomic", ("all" or "record") and var v):
                    all = v == "all";
                    break;
                case ("results", "all" and var v):
                    allResults = v == "all";
                    break;
                default:
                    return null;
            }
        }

        return (validateOnly, all, allResults);
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null
        && System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet?.Trim('"') ?? "utf-8").ToLowerInvariant() is "utf-8" or "utf8";

    /// <summary>The key, bare or as a quoted string (RFC 8941); null when absent, doubled or malformed.</summary>
    private static string? KeyOf(Microsoft.Extensions.Primitives.StringValues header)
    {
        if (header.Count != 1 || header[0] is not { } key)
        {
            return null;
        }

        key = key.Length > 1 && key.StartsWith('"') && key.EndsWith('"') ? key[1..^1] : key;
        return KeyPattern().IsMatch(key) ? key : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{16,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    private static async Task<(byte[]? Body, int Status)> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MaxBytes)
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        var encoding = context.Request.Headers.ContentEncoding.ToString();
        Stream source = encoding.ToLowerInvariant() switch
        {
            "" or "identity" => context.Request.Body,
            "gzip" => new GZipStream(context.Request.Body, CompressionMode.Decompress),
            _ => Stream.Null,
        };
        if (source == Stream.Null)
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var body = await InflateAsync(source, context.RequestAborted);
            return body is null ? (null, StatusCodes.Status413PayloadTooLarge) : (body, StatusCodes.Status200OK);
        }
        catch (InvalidDataException)
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }
    }

    /// <summary>Reads at most one byte more than allowed, so that a small bomb never becomes a large buffer.</summary>
    private static async Task<byte[]?> InflateAsync(Stream source, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await source.ReadAsync(chunk, ct)) > 0)
        {
            if (body.Length + read > MaxBytes)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}
