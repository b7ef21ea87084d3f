using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace MizKhedmat.Central.Kernel;

/// <summary>One fault inside a refused request: where (JSON pointer) and why.</summary>
public sealed record ProblemFault(string Pointer, string Code, BilingualText Message)
{
    public ProblemFault(string pointer, string code)
        : this(pointer, code, RefusalTexts.Of(code))
    {
    }
}

/// <summary>
/// A refused request of the API as RFC 9457 problem+json (API.md section 3): stable code, the page that explains it, both
/// languages, the clause where a rule of law is the reason, and the faults with their pointers.
/// A 404 carries no trace id: another agency's object must answer like a missing one, byte for byte.
/// </summary>
public static class Problem
{
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly object CodeItem = new();

    public static IResult Of(int status, Refusal refusal, HttpContext context, IReadOnlyList<ProblemFault>? errors = null)
    {
        context.Items[CodeItem] = refusal.Code;
        return Of(status, refusal, TraceIdOf(context), errors);
    }

    /// <summary>The code with which a request was refused; null when it was not.</summary>
    public static string? CodeOf(HttpContext context) => context.Items.TryGetValue(CodeItem, out var code) ? (string?)code : null;

    /// <summary>A refusal that names a pointer and comes with no list of faults becomes a list of one.</summary>
    public static IResult Of(int status, Refusal refusal, string? traceId, IReadOnlyList<ProblemFault>? errors = null) =>
        Results.Json(BodyOf(status, refusal, traceId, errors), Json, ContentType, status);

    /// <summary>Writes it at once, for middleware and authentication, which have no result to return.</summary>
    public static Task WriteAsync(HttpContext context, int status, Refusal refusal) => Of(status, refusal, context).ExecuteAsync(context);

    private static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static Body BodyOf(int status, Refusal refusal, string? traceId, IReadOnlyList<ProblemFault>? errors)
    {
        var message = RefusalTexts.Of(refusal.Code);
        errors ??= refusal.Pointer is { } pointer ? [new(pointer, refusal.Code, message)] : null;
        return new(
            $"/developers/errors/{refusal.Code}", message.En, status, RefusalTexts.FixOf(refusal.Code).En, refusal.Code, message,
            refusal.Clause, status == StatusCodes.Status404NotFound ? null : traceId, errors);
    }

    private sealed record Body(
        string Type, string Title, int Status, string Detail, string Code, BilingualText Message, string? Clause, string? TraceId,
        IReadOnlyList<ProblemFault>? Errors);
}
