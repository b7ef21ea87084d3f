using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// A kind of record that agencies push (API.md section 4), as rows of a file: the members of the strict schema, flattened
/// (<c>applicant.kind</c>). An empty cell is an absent member.
/// </summary>
internal sealed class PushKind
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, RegisterKind> Registered = new()
    {
        ["office"] = RegisterKind.Office, ["toOffice"] = RegisterKind.Office, ["deliveryPlace"] = RegisterKind.Office,
        ["desk"] = RegisterKind.Desk, ["service"] = RegisterKind.Service,
    };

    private static readonly HashSet<string> Codes = ["eventId", "trackingCode", "supersedes", "nationalId", "mobile", "number", "inquiry"];

    private static readonly HashSet<string> Long = ["reason", "notElectronicReason", "text", "comment", "note"];

    private static readonly Dictionary<string, string> Clauses = new()
    {
        ["trackingCode"] = "386059/4-6a", ["promisedFrom"] = "386059/4-6b", ["promisedUntil"] = "386059/4-6b", ["receipt.number"] = "386059/4-6b",
        ["responsible.post"] = "386059/4-6c", ["openMinutes"] = "1538588/1b-2", ["dueMinutes"] = "1538588/1b-2",
    };

    public static readonly PushKind Events = new(PushEvents.Route, ["trackingCode", "eventId", "type", "at"], "trackingCode", "eventId", PushEvents.MembersOf, EventMembers());

    public static readonly PushKind DeskDays = new(PushDeskDays.Route, ["desk", "on"], "desk", "desk", _ => RecordSchema.DeskDay, Flat("", RecordSchema.DeskDay.All.OrderByDescending(m => m.Name == "desk")));

    private PushKind(string route, string[] keys, string together, string named, Func<JsonElement, MemberSet> membersOf, IEnumerable<(string Path, Member Member)> members)
    {
        (Route, Keys, Together, Named, MembersOf) = (route, keys, together, named, membersOf);
        Columns = [.. members.DistinctBy(m => m.Path).Select(m => Column(m.Path, m.Member))];
    }

    public static IReadOnlyList<PushKind> All => [Events, DeskDays];

    /// <summary>As the address of the push and the file say it.</summary>
    public string Route { get; }

    /// <summary>Columns without which a file is none of this kind.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The column whose rows are judged together: the events of a request.</summary>
    public string Together { get; }

    /// <summary>The column by which a row is called.</summary>
    public string Named { get; }

    /// <summary>The members that a record must and may have.</summary>
    public Func<JsonElement, MemberSet> MembersOf { get; }

    public IReadOnlyList<ImportColumn> Columns { get; }

    /// <summary>The members of a type in their columns' names, each with whether the type demands it.</summary>
    public static IEnumerable<(string Path, bool Mandatory)> ColumnsOf(MemberSet members) =>
        members.All.SelectMany(m => Flat("", [m]).Select(f => (f.Path, m.Mandatory && f.Member.Mandatory)));

    /// <summary>The row as the very JSON that the API would get, UTF-8.</summary>
    public byte[] RecordOf(ImportLine line)
    {
        var record = new JsonObject();
        foreach (var (index, column) in Columns.Index())
        {
            if (line.Texts[index] is { } text && RecordText.ToNode(column.Field!, text) is { } value)
            {
                var path = RecordText.MemberOf(column.Field!, text).Split('.');
                var holder = path.Length == 1 ? record : (JsonObject)(record[path[0]] ??= new JsonObject());
                holder[path[^1]] = value;
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(record, Plain);
    }

    /// <summary>The column at which a reason points: <c>/applicant.nationalId</c> for <c>/records/3/applicant/nationalId</c>; null for the row as a whole.</summary>
    public string? ColumnAt(string? pointer)
    {
        string[] parts = [.. (pointer ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries)];
        for (parts = parts is ["records", _, ..] ? parts[2..] : parts; parts.Length > 0; parts = parts[..^1])
        {
            var name = string.Join('.', parts);
            name = name.EndsWith(MemberSet.Twin, StringComparison.Ordinal) ? name[..^MemberSet.Twin.Length] : name;
            if ((Columns.FirstOrDefault(c => c.Name == name) ?? Columns.FirstOrDefault(c => c.Name.StartsWith(name + '.', StringComparison.Ordinal))) is { } column)
            {
                return "/" + column.Name;
            }
        }

        return null;
    }

    /// <summary>What every event has first, then what only some have, then what any may have.</summary>
    private static IEnumerable<(string, Member)> EventMembers()
    {
        var common = RecordSchema.CommonMembers.All;
        var own = RecordSchema.All.SelectMany(t => t.Members.All).Where(m => common.All(c => c.Name != m.Name));
        return Flat("", [.. common.Where(m => m.Mandatory).OrderByDescending(m => m.Name == "trackingCode"), .. own.Select(m => m with { Mandatory = false }), .. common.Where(m => !m.Mandatory)]);
    }

    private static IEnumerable<(string Path, Member Member)> Flat(string under, IEnumerable<Member> members) =>
        members.SelectMany(m => m.Fields is { } fields ? Flat(m.Name + ".", fields.All) : [(under + m.Name, m)]);

    private ImportColumn Column(string path, Member member)
    {
        var mandatory = member.Mandatory && !path.Contains('.', StringComparison.Ordinal);
        return new(path, Field(path, path.Split('.')[^1], member) with { Mandatory = mandatory, Clause = Clauses.GetValueOrDefault(path) }, RegisterWords.OfField(Route, path), mandatory);
    }

    private static RegisterField Field(string path, string name, Member member) => member.Shape switch
    {
        Shape.Time => new(path, name == "on" ? FieldShape.Day : FieldShape.Instant),
        Shape.Whole => new(path, FieldShape.Whole),
        Shape.Truth => new(path, FieldShape.Truth),
        Shape.Texts => new(path, FieldShape.Lines),
        _ when name == "type" => new(path, FieldShape.Choice, Choices: [.. RecordSchema.All.Select(t => t.Name)]),
        _ when RecordChoices.All.TryGetValue(name, out var choices) => new(path, FieldShape.Choice, Choices: choices),
        _ when Registered.TryGetValue(name, out var kind) => new(path, FieldShape.Reference, RefersTo: kind),
        _ => new(path, Codes.Contains(name) ? FieldShape.Code : Long.Contains(name) ? FieldShape.Prose : FieldShape.Line),
    };
}
