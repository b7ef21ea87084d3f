using System.Text.Json.Nodes;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Contract;

/// <summary>What one operation of the API takes and gives.</summary>
/// <param name="Summary">One line.</param>
/// <param name="Scope">API scope that its token needs; null: open to everybody.</param>
/// <param name="Answer">Name of the schema of a good answer; null: no JSON.</param>
internal sealed record Operation(string Summary, string? Scope, int Status, string? Answer)
{
    /// <summary>Schema of the JSON body.</summary>
    public Func<JsonObject>? Body { get; init; }

    /// <summary>A batch: wants an Idempotency-Key, may be gzipped, takes validateOnly, atomic and results.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Members of the query with what they say.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    public string Media { get; init; } = "application/json";
}

/// <summary>The operations by method and address. Those of the register stand once for each kind, because each has its own schema.</summary>
internal static class Operations
{
    private const string Check = "true: every check, nothing stored", Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly Dictionary<string, string> Figures = new()
    {
        ["scope"] = "national, province:23, county:2301, agency:1234, office:1234/23-0007", ["period"] = "1405, 1405-H1, 1405-Q3, 1405-08 or live",
        ["by"] = "total, province, county, agency, office, service, channel, place, month", ["indicator"] = "slugs, with commas between",
    };

    private static readonly Dictionary<string, string> Lists = new()
    {
        ["limit"] = "1 to 500", ["cursor"] = "next of the former page", ["q"] = "words of the title, or a code", ["asOf"] = "as it was on this day", ["asOfJalali"] = "the same, Jalali",
        ["changedSince"] = "an instant with offset",
    };

    public static readonly IReadOnlyDictionary<string, Operation> All = new Dictionary<string, Operation>
    {
        ["POST /api/v1/intake/events"] = new("Push events of requests", "intake.write", 200, "PushAnswer") { IsBatch = true, Body = () => Schemas.Batch("Event") },
        ["POST /api/v1/intake/desk-days"] = new("Push days of desks", "intake.write", 200, "PushAnswer") { IsBatch = true, Body = () => Schemas.Batch("DeskDay") },
        ["GET /api/v1/requests/{trackingCode}"] = new("An own request with its events", "intake.write", 200, "Request"),
        ["GET /api/v1/receipts/{receipt}"] = new("The stored answer of a push", "receipts.read", 200, "PushAnswer"),
        ["GET /api/v1/registry/{kind}"] = new("Records of a kind", "registry.write", 200, "") { Query = Lists },
        ["GET /api/v1/registry/{kind}/{code}"] = new("One record; its revision is the ETag", "registry.write", 200, "") { Query = new Dictionary<string, string> { ["history"] = "true: with every former state" } },
        ["PUT /api/v1/registry/{kind}/{code}"] = new("Put the full state of a record", "registry.write", 200, "PutAnswer") { Query = new Dictionary<string, string> { ["validateOnly"] = Check } },
        ["POST /api/v1/registry/{kind}:batch"] = new("Push many records of a kind", "registry.write", 200, "RegisterAnswer") { IsBatch = true },
        ["GET /api/v1/codes/{list}"] = new("A code list: provinces, counties, agencies, cofog, services, reasons; with ETag", null, 200, "CodeList"),
        ["GET /api/v1/templates/{kind}.xlsx"] = new("The agency's own template", "registry.write", 200, null) { Media = Sheet },
        ["POST /api/v1/imports"] = new("Send a file of register records, of events or of desk days; the answer names its job", "intake.write", 202, "ImportTaken")
        {
            Media = "multipart/form-data", Body = () => Schemas.Object(("kind", Schemas.ImportKinds()), ("file", new JsonObject { ["type"] = "string", ["format"] = "binary" })),
            Query = new Dictionary<string, string> { ["validateOnly"] = Check, ["atomic"] = "record or all" },
        },
        ["GET /api/v1/imports/{id}"] = new("Progress and errors of a job", "receipts.read", 200, "Import") { Query = new Dictionary<string, string> { ["after"] = "next of the former page" } },
        ["GET /api/v1/imports/{id}/errors.xlsx"] = new("The refused rows in the agency's own sheet", "receipts.read", 200, null) { Media = Sheet },
        ["GET /api/v1/kpis"] = new("Figures", "kpi.read", 200, "Kpis") { Query = Figures },
        ["GET /api/v1/rankings/{of}"] = new("The ranking of provinces or agencies", "kpi.read", 200, "Ranking") { Query = new Dictionary<string, string> { ["edition"] = "live, latest or the id of an edition", ["group"] = "a peer group" } },
        ["GET /api/v1/editions"] = new("Published editions, the newest first", "kpi.read", 200, "Editions"),
        ["GET /api/v1/editions/{id}"] = new("An edition with its hashes, and what the caller needs to compute its own score again", "kpi.read", 200, "Edition"),
        ["DELETE /api/v1/sandbox"] = new("Take away the agency's trial data and begin anew; in the sandbox alone", "intake.write", 204, null),
    };

    /// <summary>The operation for one kind of record, or as it is when its address names none.</summary>
    public static IEnumerable<(string Address, Operation Operation)> Spread(string method, string address, Operation operation)
    {
        if (!address.Contains("/registry/{kind}", StringComparison.Ordinal))
        {
            yield return (address, operation);
            yield break;
        }

        foreach (var kind in RegisterKinds.OfAgency)
        {
            var name = Schemas.KindName(kind);
            yield return (address.Replace("{kind}", RegisterKinds.NameOf(kind), StringComparison.Ordinal), method switch
            {
                "PUT" => operation with { Body = () => Schemas.Ref(name) },
                "POST" => operation with { Body = () => Schemas.Batch(name + "Record") },
                _ => operation with { Answer = address.EndsWith("{code}", StringComparison.Ordinal) ? name : name + "Page" },
            });
        }
    }
}
