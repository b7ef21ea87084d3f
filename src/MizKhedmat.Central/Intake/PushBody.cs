using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>The body of a push, whatever its shape: media type, encoding and size (API.md section 3).</summary>
internal static class PushBody
{
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>What the headers say wrongly; null when the body may be read.</summary>
    public static (int Status, Refusal Refusal)? FaultOf(HttpRequest request) =>
        !IsJson(request.ContentType) ? (StatusCodes.Status415UnsupportedMediaType, new("media-type-unsupported"))
        : null;

    /// <summary>The inflated bytes, or why not with the status.</summary>
    public static async Task<(byte[]? Body, int Status, Refusal? Refusal)> ReadAsync(HttpContext context)
    {
        var (body, status) = await BodyAsync(context);
        return (body, status, body is not null ? null : new(status == StatusCodes.Status413PayloadTooLarge ? "body-too-large" : "encoding-unsupported"));
    }

    private static bool IsJson(string? contentType) =>
        contentType is not null
        && System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet?.Trim('"') ?? "utf-8").ToLowerInvariant() is "utf-8" or "utf8";

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
            // A length that is told and kept needs one buffer; else it grows as it comes.
            if (source == context.Request.Body && context.Request.ContentLength is { } length)
            {
                var exact = new byte[length];
                await source.ReadExactlyAsync(exact, context.RequestAborted);
                return (exact, StatusCodes.Status200OK);
            }

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
