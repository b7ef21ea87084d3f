using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>What a batch push says besides its records: options, idempotency key and the inflated body.</summary>
internal sealed partial record PushRequest(string Route, string? IdempotencyKey, byte[] Body, byte[] Hash, bool ValidateOnly, bool AllOrNothing, bool AllResults)
{
    public const int MaxRecords = 5_000;

    /// <summary>Checks everything that API.md section 3 asks of a batch before its JSON, and has its body read last; a fault comes back with its status.</summary>
    public static async Task<(PushRequest? Push, int Status, Refusal? Refusal)> ReadAsync(
        HttpContext context, string route, Func<Task<(byte[]? Body, int Status, Refusal? Refusal)>> bodyAsync)
    {
        var request = context.Request;
        if (Options(request.Query) is not var (validateOnly, all, allResults))
        {
            return (null, StatusCodes.Status400BadRequest, new("option-unknown"));
        }

        if (PushBody.FaultOf(request) is var (status, refusal))
        {
            return (null, status, refusal);
        }

        var key = KeyOf(request.Headers["Idempotency-Key"]);
        if (key is null && !validateOnly)
        {
            return (null, StatusCodes.Status400BadRequest, new("idempotency-key-missing"));
        }

        (var body, status, refusal) = await bodyAsync();
        return body is null
            ? (null, status, refusal)
            : (new(route, key, body, SHA256.HashData(body), validateOnly, all, allResults), StatusCodes.Status200OK, null);
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
}
