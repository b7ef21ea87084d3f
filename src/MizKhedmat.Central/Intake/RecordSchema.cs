using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MizKhedmat.Central.Intake;

/// <summary>JSON shape of a member; values are checked later.</summary>
internal enum Shape
{
    Text,
    Truth,
    Whole,

    /// <summary>ISO 8601 text; a twin member with suffix <c>Jalali</c> may stand in its place.</summary>
    Time,
    Texts,
    Fields,

    /// <summary>A list of objects; a bare text stands for an object with its first member alone.</summary>
    Rows,
}

/// <summary>One member that a record may have.</summary>
internal sealed record Member(string Name, Shape Shape, bool Mandatory = false, MemberSet? Fields = null)
{
    /// <summary>Whether null may stand for "none".</summary>
    public bool MayBeNull { get; init; }
}

/// <summary>The members of an object, 64 at most; a time member is found under the name of its twin too.</summary>
internal sealed class MemberSet
{
    public const string Twin = "Jalali";

    private readonly byte[][] names;
    private readonly byte[]?[] twins;

    public MemberSet(params IEnumerable<Member> members)
    {
        All = [.. members];
        names = [.. All.Select(m => Encoding.UTF8.GetBytes(m.Name))];
        twins = [.. All.Select(m => m.Shape == Shape.Time ? Encoding.UTF8.GetBytes(m.Name + Twin) : null)];
        Mandatory = BitsOf(m => m.Mandatory);
        Service = All.Any(m => m.Name == "serviceTitle") ? BitsOf(m => m.Name is "service" or "serviceTitle") : 0;
    }

    public IReadOnlyList<Member> All { get; }

    /// <summary>Whether members that are not named here may stand too.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Bit i: the i-th member must stand, by itself or by its twin.</summary>
    public ulong Mandatory { get; }

    /// <summary>The members of which one must stand, where a service is named by code or title; 0 where none is named.</summary>
    public ulong Service { get; }

    /// <summary>Which member a property is, and whether it is its twin; −1 for none.</summary>
    public (int At, bool IsTwin) IndexOf(JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        var name = raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(property.Name) : raw;
        for (var i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i]))
            {
                return (i, false);
            }

            if (twins[i] is { } twin && name.SequenceEqual(twin))
            {
                return (i, true);
            }
        }

        return (-1, false);
    }

    private ulong BitsOf(Func<Member, bool> which) => All.Count <= 64
        ? All.Index().Aggregate(0UL, (bits, m) => which(m.Item) ? bits | (1UL << m.Index) : bits)
        : throw new InvalidOperationException("A member set holds 64 members at most.");
}

/// <summary>The record types of <c>POST /api/v1/intake/events</c> (API.md section 4), as data.</summary>
internal static class RecordSchema
{
    private static readonly MemberSet Responsible = new(
        new("post", Shape.Text, Mandatory: true), new("name", Shape.Text), new("office", Shape.Text));

    private static readonly MemberSet Applicant = new(
        new("kind", Shape.Text, Mandatory: true), new("nationalId", Shape.Text), new("mobile", Shape.Text));

    private static readonly MemberSet Receipt = new(
        new("number", Shape.Text, Mandatory: true), new("issuedAt", Shape.Time, Mandatory: true), new("documents", Shape.Texts));

    private static readonly MemberSet Scores = new(
        new("information", Shape.Whole, Mandatory: true), new("behaviour", Shape.Whole, Mandatory: true),
        new("timeKept", Shape.Whole, Mandatory: true), new("overall", Shape.Whole, Mandatory: true));

    private static readonly Member[] Common =
    [
        new("type", Shape.Text, Mandatory: true), new("eventId", Shape.Text, Mandatory: true),
        new("trackingCode", Shape.Text, Mandatory: true), new("at", Shape.Time, Mandatory: true),
        new("notified", Shape.Text), new("note", Shape.Text), new("supersedes", Shape.Text),
    ];

    private static readonly Member[] Title = [new("service", Shape.Text), new("serviceTitle", Shape.Text), new("office", Shape.Text, Mandatory: true)];

    private static readonly Member[] Inquiry =
    [
        new("inquiry", Shape.Text, Mandatory: true), new("toAgency", Shape.Text, Mandatory: true), new("title", Shape.Text, Mandatory: true),
        new("electronic", Shape.Truth, Mandatory: true), new("notElectronicReason", Shape.Text),
    ];

    private static readonly FrozenDictionary<string, (EventType Type, MemberSet Members)> Types = new[]
    {
        Of("accepted", EventType.Accepted,
        [
            .. Title, new("desk", Shape.Text), new("channel", Shape.Text, Mandatory: true), new("place", Shape.Text, Mandatory: true),
            new("applicant", Shape.Fields, Mandatory: true, Applicant), new("promisedFrom", Shape.Time),
            new("promisedUntil", Shape.Time, Mandatory: true), new("receipt", Shape.Fields, Fields: Receipt), new("visits", Shape.Whole),
        ]),
        Of("defect-told", EventType.DefectTold, [.. Title, new("items", Shape.Texts, Mandatory: true)]),
        Of("step", EventType.Step, [new("title", Shape.Text, Mandatory: true)], responsible: true),
        Of("referred", EventType.Referred,
        [
            new("toOffice", Shape.Text, Mandatory: true), new("reason", Shape.Text, Mandatory: true),
            new("coordinated", Shape.Truth, Mandatory: true), new("presenceDemanded", Shape.Truth, Mandatory: true),
        ]),
        Of("inquiry-sent", EventType.InquirySent, Inquiry),
        Of("inquiry-answered", EventType.InquiryAnswered, Inquiry),
        Of("presence-required", EventType.PresenceRequired,
            [new("on", Shape.Time, Mandatory: true), new("reason", Shape.Text, Mandatory: true), new("documents", Shape.Texts, Mandatory: true)]),
        Of("message", EventType.Message, [new("text", Shape.Text, Mandatory: true), new("direction", Shape.Text, Mandatory: true)]),
        Of("answered", EventType.Answered,
            [new("outcome", Shape.Text, Mandatory: true), new("reason", Shape.Text), new("answerChannel", Shape.Text, Mandatory: true)]),
        Of("delivered", EventType.Delivered, [new("deliveryChannel", Shape.Text, Mandatory: true), new("deliveryPlace", Shape.Text)]),
        Of("closed", EventType.Closed, []),
        Of("cancelled", EventType.Cancelled, [new("byApplicant", Shape.Truth, Mandatory: true)]),
        Of("reopened", EventType.Reopened, [new("reason", Shape.Text, Mandatory: true)]),
        Of("surveyed", EventType.Surveyed,
            [new("scores", Shape.Fields, Mandatory: true, Scores), new("comment", Shape.Text), new("instrument", Shape.Text, Mandatory: true)]),
    }.ToFrozenDictionary(t => t.Name, t => (t.Type, t.Members), StringComparer.Ordinal);

    /// <summary>What a record of an unknown type must have; its type is then refused as a value, not as bad JSON.</summary>
    public static readonly MemberSet CommonMembers = new(Common) { IsOpen = true };

    /// <summary>A record of <c>POST /api/v1/intake/desk-days</c>.</summary>
    public static readonly MemberSet DeskDay = new(
        new("office", Shape.Text, Mandatory: true), new("desk", Shape.Text, Mandatory: true), new("on", Shape.Time, Mandatory: true),
        new("openMinutes", Shape.Whole, Mandatory: true), new("dueMinutes", Shape.Whole, Mandatory: true), new("reason", Shape.Text));

    public static (EventType Type, MemberSet Members)? Find(string type) => Types.TryGetValue(type, out var found) ? found : null;

    /// <summary>All types in the order of their numbers.</summary>
    public static IEnumerable<(string Name, MemberSet Members)> All => Types.OrderBy(t => t.Value.Type).Select(t => (t.Key, t.Value.Members));

    public static string NameOf(EventType type) => Types.First(t => t.Value.Type == type).Key;

    private static (string Name, EventType Type, MemberSet Members) Of(string name, EventType type, Member[] own, bool responsible = false) =>
        (name, type, new([.. Common, .. own, new Member("responsible", Shape.Fields, responsible, Responsible)]));
}
