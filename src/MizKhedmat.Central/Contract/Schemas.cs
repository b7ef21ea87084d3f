using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Contract;

/// <summary>
/// JSON Schemas (2020-12) of what goes in and out. Bodies come from the very definitions by which the strict reader judges
/// them, so that the description cannot promise what the reader refuses.
/// </summary>
internal static class Schemas
{
    private const string TimeText = "ISO 8601: an instant with offset, a day as yyyy-mm-dd. Its Jalali twin may stand in its place.";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    public static JsonObject ImportKinds() => new() { ["type"] = "string", ["enum"] = Texts(ImportKind.All.Select(k => k.Name)) };

    public static JsonObject Batch(string of) => Object(("records", new JsonObject { ["type"] = "array", ["maxItems"] = PushRequest.MaxRecords, ["items"] = Ref(of) }));

    public static JsonObject Page(string of) => Object(("items", List(Ref(of))), ("next", Nullable("string")));

    /// <summary>All components.</summary>
    public static JsonObject All()
    {
        var all = new JsonObject { ["Event"] = AnyEvent(), ["DeskDay"] = Of(RecordSchema.DeskDay, null) };
        foreach (var type in Enum.GetValues<EventType>())
        {
            all[EventName(type)] = Event(type);
        }

        foreach (var kind in RegisterKinds.OfAgency)
        {
            all[KindName(kind)] = Register(kind, RegisterSchema.Of(kind));
            all[KindName(kind) + "Record"] = Register(kind, RegisterSchema.OfBatch(kind));
        }

        all["Message"] = Object(("fa", Text()), ("en", Text()));
        all["Fault"] = Object(("pointer", Text()), ("code", Ref("Code")), ("message", Ref("Message")));
        all["Code"] = new JsonObject { ["type"] = "string", ["enum"] = Texts(RefusalTexts.Codes), ["description"] = "Each has its page: /developers/errors/{code}" };
        all["Problem"] = Problem();
        all["PushAnswer"] = Answer(["received", "created", "unchanged", "rejected", "warned"], "eventId", withRequests: true);
        all["RegisterAnswer"] = Answer(["received", "created", "changed", "unchanged", "rejected", "warned"], "record", withRequests: false);
        all["PutAnswer"] = Object(("code", Text()), ("status", Text()), ("revision", Whole()), ("warnings", List(Optional(Object(("code", Ref("Code")), ("pointer", Text()), ("message", Ref("Message"))), ("clause", Text())))));
        all["Request"] = OfType(typeof(ReadBack.RequestBody));
        all["Kpis"] = OfType(typeof(Reports.AskKpis.KpiBody));
        all["Ranking"] = OfType(typeof(Reports.AskKpis.RankingBody));
        all["Editions"] = OfType(typeof(Reports.AskEditions.ListBody));
        all["Edition"] = OfType(typeof(Reports.AskEditions.EditionBody));
        return all;
    }

    public static string KindName(RegisterKind kind) => kind.ToString();

    public static JsonObject Text() => new() { ["type"] = "string" };

    /// <summary>All members are mandatory.</summary>
    public static JsonObject Object(params (string Name, JsonNode Schema)[] members) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create<string, JsonNode?>(m.Name, m.Schema))),
        ["required"] = Texts(members.Select(m => m.Name)),
    };

    private static JsonObject AnyEvent()
    {
        var types = Enum.GetValues<EventType>();
        return new()
        {
            ["oneOf"] = new JsonArray([.. types.Select(t => (JsonNode)Ref(EventName(t)))]),
            ["discriminator"] = new JsonObject
            {
                ["propertyName"] = "type",
                ["mapping"] = new JsonObject(types.Select(t => KeyValuePair.Create(RecordSchema.NameOf(t), (JsonNode?)("#/components/schemas/" + EventName(t))))),
            },
        };
    }

    private static JsonObject Event(EventType type)
    {
        var name = RecordSchema.NameOf(type);
        var schema = Of(RecordSchema.Find(name)!.Value.Members, RecordChoices.All);
        schema["properties"]!["type"] = new JsonObject { ["const"] = name };
        return schema;
    }

    private static string EventName(EventType type) => type + "Event";

    private static JsonObject Register(RegisterKind kind, MemberSet members) => Of(members, RegisterFields.Of(kind)
        .SelectMany(f => new[] { f }.Concat(f.Fields ?? [])).Where(f => f is { Shape: FieldShape.Choice, Choices: not null })
        .GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.SelectMany(f => f.Choices!).Distinct().ToArray()));

    private static JsonObject Of(MemberSet members, IReadOnlyDictionary<string, string[]>? choices)
    {
        var properties = new JsonObject();
        var twins = new JsonArray();
        foreach (var member in members.All)
        {
            properties[member.Name] = Of(member, choices);
            if (member.Shape == Shape.Time)
            {
                properties[member.Name + MemberSet.Twin] = new JsonObject { ["type"] = "string", ["description"] = "yyyy/mm/dd hh:mm of the Jalali calendar, Tehran time; in place of " + member.Name };
                if (member.Mandatory)
                {
                    twins.Add((JsonNode)new JsonObject { ["oneOf"] = new JsonArray(Required(member.Name), Required(member.Name + MemberSet.Twin)) });
                }
            }
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = members.IsOpen };
        var required = members.All.Where(m => m.Mandatory && m.Shape != Shape.Time).Select(m => m.Name).ToList();
        if (required.Count > 0)
        {
            schema["required"] = Texts(required);
        }

        if (twins.Count > 0)
        {
            schema["allOf"] = twins;
        }

        return schema;
    }

    private static JsonObject Of(Member member, IReadOnlyDictionary<string, string[]>? choices)
    {
        var schema = member.Shape switch
        {
            Shape.Truth => new() { ["type"] = "boolean" },
            Shape.Whole => Whole(),
            Shape.Time => new() { ["type"] = "string", ["description"] = TimeText },
            Shape.Texts => List(Text()),
            Shape.Fields => Of(member.Fields!, choices),
            Shape.Rows => List(new JsonObject { ["oneOf"] = new JsonArray(Of(member.Fields!, choices), Text()) }),
            _ => choices?.GetValueOrDefault(member.Name) is { } values ? new() { ["type"] = "string", ["enum"] = Texts(values) } : Text(),
        };
        return member.MayBeNull ? new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) } : schema;
    }

    private static JsonObject Problem() => Optional(
        Object(("type", Text()), ("title", Text()), ("status", Whole()), ("detail", Text()), ("code", Ref("Code")), ("message", Ref("Message"))),
        ("clause", Text()), ("traceId", Text()), ("errors", List(Ref("Fault"))));

    private static JsonObject Answer(string[] counts, string name, bool withRequests)
    {
        var result = Optional(
            Object(("index", Whole()), ("status", Text())),
            (name, Text()), ("code", Ref("Code")), ("clause", Text()), ("pointer", Text()), ("message", Ref("Message")));
        if (!withRequests)
        {
            result = Optional(result, ("errors", List(new JsonObject { ["type"] = "object" })));
        }

        var answer = Object(("receipt", Nullable("string")), ("receivedAt", Text()), ("counts", Object([.. counts.Select(c => (c, (JsonNode)Whole()))])), ("results", List(result)));
        if (withRequests)
        {
            answer["properties"]!["requests"] = List(Object(("trackingCode", Text()), ("centralTrackingId", Text())));
            ((JsonArray)answer["required"]!).Add((JsonNode)"requests");
        }

        return answer;
    }

    private static JsonObject OfType(Type type) => (JsonObject)Web.GetJsonSchemaAsNode(type);

    private static JsonObject Optional(JsonObject schema, params (string Name, JsonNode Schema)[] members)
    {
        foreach (var (name, member) in members)
        {
            schema["properties"]![name] = member;
        }

        return schema;
    }

    private static JsonObject Required(string name) => new() { ["required"] = new JsonArray(name) };

    private static JsonObject Whole() => new() { ["type"] = "integer" };

    private static JsonObject Nullable(string type) => new() { ["type"] = new JsonArray(type, "null") };

    private static JsonObject List(JsonNode of) => new() { ["type"] = "array", ["items"] = of };

    private static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
