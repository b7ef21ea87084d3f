using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The members of an event beyond id, type, time and responsible, with codes resolved to ids; null = not stated. Stored
/// as JSON in <see cref="RequestEvent.Details"/>. Of the applicant only kind, keyed hash and ciphertext are kept. The members
/// may be set, because JSON fills settable members without an argument list; nobody sets them once the event is read.
/// </summary>
public sealed record EventDetails
{
    public int? OfficeId { get; set; }

    public string? Province { get; set; }

    public int? DeskId { get; set; }

    public int? ServiceId { get; set; }

    public string? ServiceTitle { get; set; }

    /// <summary>Standard time of the service when the acceptance was read, in working minutes; it is no part of what the agency told.</summary>
    public int? StandardMinutes { get; set; }

    public Channel? Channel { get; set; }

    public Place? Place { get; set; }

    public DateTime? PromisedFrom { get; set; }

    public DateTime? PromisedUntil { get; set; }

    public string? ReceiptNumber { get; set; }

    public DateTime? ReceiptIssuedAt { get; set; }

    public int? Visits { get; set; }

    public ApplicantKind? ApplicantKind { get; set; }

    public byte[]? ApplicantHash { get; set; }

    public byte[]? MobileCipher { get; set; }

    /// <summary>Documents taken or asked for, or the defects told.</summary>
    public IReadOnlyList<string>? Items { get; set; }

    /// <summary>Title of a step or inquiry.</summary>
    public string? Title { get; set; }

    public string? Reason { get; set; }

    public int? ToOfficeId { get; set; }

    public bool? Coordinated { get; set; }

    public bool? PresenceDemanded { get; set; }

    public string? Inquiry { get; set; }

    public string? ToAgency { get; set; }

    public bool? Electronic { get; set; }

    public DateOnly? On { get; set; }

    public string? Text { get; set; }

    public bool? FromApplicant { get; set; }

    public Outcome? Outcome { get; set; }

    public Channel? AnswerChannel { get; set; }

    public string? DeliveryChannel { get; set; }

    public int? DeliveryOfficeId { get; set; }

    public bool? ByApplicant { get; set; }

    /// <summary>Information, behaviour, time kept, overall: 1–5 each.</summary>
    public IReadOnlyList<int>? Scores { get; set; }

    /// <summary><c>link</c>, <c>sms</c> or <c>desk</c>; desk-filled surveys are shown, not scored.</summary>
    public string? Instrument { get; set; }

    public string? Notified { get; set; }

    public string? Note { get; set; }

    public int? ResponsibleOfficeId { get; set; }

    /// <summary>True on an event that its agency was told is rejected for its time against the acceptance.</summary>
    public bool? Refused { get; set; }

    private static readonly EventDetails Nothing = new();

    /// <summary>Null when nothing is stated.</summary>
    public string? ToJson() => this == Nothing ? null : JsonSerializer.Serialize(this, EventDetailsJson.Relaxed.EventDetails);

    public static EventDetails Parse(string? json) =>
        json is null ? Nothing : JsonSerializer.Deserialize(json, EventDetailsJson.Relaxed.EventDetails)!;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventDetails))]
internal sealed partial class EventDetailsJson : JsonSerializerContext
{
    /// <summary>Persian letters are stored as themselves, not as escapes three times as long.</summary>
    public static EventDetailsJson Relaxed => field ??= new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>An event with its members read.</summary>
public sealed record StoredEvent(RequestEvent Row, EventDetails Details);
