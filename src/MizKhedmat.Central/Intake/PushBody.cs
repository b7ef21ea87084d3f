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
        : request.ContentLength > MaxBytes ? (StatusCodes.Status413PayloadTooLarge, new("body-too-large"))
        : null;

    /// <summary>Bytes of the body in memory as the headers tell it; null when it comes in pieces or is to be inflated.</summary>
    public static long? PlainLengthOf(HttpRequest request) => IsPlain(request) ? request.ContentLength : null;

    /// <summary>The inflated bytes, or why not with the status; <paramref name="room"/> grows with what is not known beforehand.</summary>
    public static async Task<(byte[]? Body, int Status, Refusal? Refusal)> ReadAsync(HttpContext context, FairRoom.Share room)
    {
        var (body, status) = await BodyAsync(context, room);
        return (body, status, body is not null ? null : new(status switch
        {
            StatusCodes.Status413PayloadTooLarge => "body-too-large",
            StatusCodes.Status503ServiceUnavailable => "overloaded",
            _ => "encoding-unsupported",
        }));
    }

    private static bool IsPlain(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() is "" or "identity";

    private static bool IsJson(string? contentType) =>
        contentType is not null
        && System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet?.Trim('"') ?? "utf-8").ToLowerInvariant() is "utf-8" or "utf8";

    private static async Task<(byte[]? Body, int Status)> BodyAsync(HttpContext context, FairRoom.Share room)
    {
        var source = IsPlain(context.Request) ? context.Request.Body
            : context.Request.Headers.ContentEncoding.ToString().Equals("gzip", StringComparison.OrdinalIgnoreCase) ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
            : Stream.Null;
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

            return await InflateAsync(source, room, context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return (null, StatusCodes.Status415UnsupportedMediaType);
        }
    }

    /// <summary>Reads at most one byte more than allowed, so that a small bomb never becomes a large buffer.</summary>
    private static async Task<(byte[]? Body, int Status)> InflateAsync(Stream source, FairRoom.Share room, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await source.ReadAsync(chunk, ct)) > 0)
        {
            if (body.Length + read > MaxBytes || !room.Grow(body.Length + read))
            {
                return (null, body.Length + read > MaxBytes ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status503ServiceUnavailable);
            }

            body.Write(chunk, 0, read);
        }

        return (body.ToArray(), StatusCodes.Status200OK);
    }
}
