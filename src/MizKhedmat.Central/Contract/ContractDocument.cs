using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Contract;

/// <summary>
/// The description of the API in OpenAPI 3.1 at <c>/openapi/v1.json</c> (API.md section 3). The operations are those that the
/// running centre has mapped; a test refuses one that is not described.
/// </summary>
public static partial class ContractDocument
{
    private const string Api = "/api/v1/";

    public static void MapContract(this IEndpointRouteBuilder app) => app.MapGet("/openapi/v1.json", (HttpContext context, EndpointDataSource endpoints) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Json(Of(endpoints, $"{context.Request.Scheme}://{context.Request.Host}"));
    });

    /// <summary>Method and address of every operation that clients may call.</summary>
    public static IReadOnlyList<string> Mapped(EndpointDataSource endpoints) =>
    [
        .. from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
           let address = Constraint().Replace(endpoint.RoutePattern.RawText!, "{$1}")
           where address.StartsWith(Api, StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           where method != HttpMethods.Head // goes with its GET
           orderby address, method
           select $"{method} {address}",
    ];

    /// <summary>Those that have a description.</summary>
    public static IReadOnlyCollection<string> Described => [.. Operations.All.Keys];

    public static JsonObject Of(EndpointDataSource endpoints, string server)
    {
        var paths = new JsonObject();
        foreach (var name in Mapped(endpoints).Where(Operations.All.ContainsKey))
        {
            var (method, raw) = (name.Split(' ')[0], name.Split(' ')[1]);
            foreach (var (address, operation) in Operations.Spread(method, raw, Operations.All[name]))
            {
                paths[address] ??= new JsonObject();
                paths[address]![method.ToLowerInvariant()] = Of(method, address, operation);
            }
        }

        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "MizKhedmat.Central", ["version"] = "1",
                ["description"] = "Agencies push what happened to citizens' requests, keep their register and read their figures. Guide: /developers",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = AllSchemas(), ["securitySchemes"] = new JsonObject { ["oauth"] = Security(server) } },
        };
    }

    private static JsonObject Of(string method, string address, Operation operation)
    {
        var described = new JsonObject { ["summary"] = operation.Summary, ["operationId"] = NotName().Replace($"{method.ToLowerInvariant()}{address[Api.Length..]}", "_").Trim('_') };
        described["parameters"] = Parameters(address, operation);
        if (operation.Body is { } body)
        {
            var media = operation.Media == "multipart/form-data" ? operation.Media : "application/json";
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { [media] = new JsonObject { ["schema"] = body() } } };
        }

        described["responses"] = Responses(operation, method);
        described["security"] = operation.Scope is { } scope ? new JsonArray(new JsonObject { ["oauth"] = new JsonArray(scope) }) : new JsonArray();
        return described;
    }

    private static JsonArray Parameters(string address, Operation operation)
    {
        var all = new JsonArray();
        foreach (Match part in InPath().Matches(address))
        {
            all.Add((JsonNode)Parameter(part.Groups[1].Value, "path", null, isRequired: true));
        }

        foreach (var (name, text) in operation.Query)
        {
            all.Add((JsonNode)Parameter(name, "query", text));
        }

        if (operation.IsBatch)
        {
            all.Add((JsonNode)Parameter("validateOnly", "query", "true: every check, nothing stored"));
            all.Add((JsonNode)Parameter("atomic", "query", "record (default) or all"));
            all.Add((JsonNode)Parameter("results", "query", "all: every record in the answer"));
            all.Add((JsonNode)Parameter("Idempotency-Key", "header", "16 to 64 of A-Z a-z 0-9 _ -; not needed with validateOnly", isRequired: true));
            all.Add((JsonNode)Parameter("Content-Encoding", "header", "gzip"));
        }

        all.Add((JsonNode)Parameter("X-MK-Environment", "header", "sandbox: own data, never in a figure"));
        return all;
    }

    private static JsonObject Parameter(string name, string where, string? text, bool isRequired = false)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = where, ["required"] = isRequired, ["schema"] = Schemas.Text() };
        if (text is not null)
        {
            parameter["description"] = text;
        }

        return parameter;
    }

    private static JsonObject Responses(Operation operation, string method)
    {
        var good = new JsonObject { ["description"] = "Done" };
        if (operation.Answer is { } answer)
        {
            good["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Schemas.Ref(answer) } };
        }
        else if (operation.Status != StatusCodes.Status204NoContent)
        {
            good["content"] = new JsonObject { [operation.Media] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } } };
        }

        var all = new JsonObject { [Text(operation.Status)] = good };
        if (method == "PUT")
        {
            all["201"] = good.DeepClone();
        }

        foreach (var status in Faults(operation, method))
        {
            all[Text(status)] = new JsonObject
            {
                ["description"] = Reason(status),
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = Schemas.Ref("Problem") } },
            };
        }

        return all;
    }

    private static IEnumerable<int> Faults(Operation operation, string method) =>
        [400, .. operation.Scope is null ? [] : new[] { 401, 403 }, 404, .. method is "POST" or "PUT" ? new[] { 409, 413, 415, 422, 503 } : [], 429, 500];

    private static string Reason(int status) => status switch
    {
        400 => "Not readable: not strict JSON, an unknown option or environment",
        401 => "No good token",
        403 => "The token lacks the scope",
        404 => "None of this agency",
        409 => "In conflict with what stands, or in flight",
        413 => "Too large",
        415 => "Media type or encoding not supported",
        422 => "Against a rule, or the key was used for another body",
        429 => "Too many calls or records: come back after Retry-After",
        503 => "Overloaded: come back after Retry-After",
        _ => "A fault of the centre",
    };

    private static JsonObject AllSchemas()
    {
        var all = Schemas.All();
        foreach (var kind in RegisterKinds.OfAgency.Select(Schemas.KindName))
        {
            all[kind + "Page"] = Schemas.Page(kind);
        }

        all["CodeList"] = Schemas.Object(("items", new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("code") } }));
        all["ImportTaken"] = Schemas.Object(("id", Schemas.Text()), ("state", Schemas.Text()));
        all["Import"] = Schemas.Object(("id", Schemas.Text()), ("kind", Schemas.Text()), ("state", Schemas.Text()), ("counts", new JsonObject { ["type"] = "object" }), ("receipts", new JsonObject { ["type"] = "array", ["items"] = Schemas.Text(), ["description"] = "Of pushed rows: a receipt for each chunk stored" }), ("errors", new JsonObject { ["type"] = "array" }));
        return all;
    }

    private static JsonObject Security(string server) => new()
    {
        ["type"] = "oauth2", ["description"] = "Client credentials with private_key_jwt (RFC 7523); no client secret",
        ["flows"] = new JsonObject
        {
            ["clientCredentials"] = new JsonObject
            {
                ["tokenUrl"] = server + "/oauth/token", ["scopes"] = new JsonObject(ApiScopes.All.Select(s => KeyValuePair.Create(s, (JsonNode?)s))),
            },
        },
    };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>What an address asks of its part beyond being there.</summary>
    [GeneratedRegex(@"\{([A-Za-z]+):[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex InPath();

    [GeneratedRegex("[^A-Za-z]+")]
    private static partial Regex NotName();
}
