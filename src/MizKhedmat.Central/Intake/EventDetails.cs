using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// The members of an event beyond id, type, time and responsible, with codes resolved to ids; null = not stated. Stored
/// as JSON in <see cref="RequestEvent.Details"/>. Of the applicant only kind, keyed hash and ciphertext are kept.
/// </summary>
public sealed record EventDetails
{
    public int? OfficeId { get; init; }

    public string? Province { get; init; }

    public int? DeskId { get; init; }

    public int? ServiceId { get; init; }

    public string? ServiceTitle { get; init; }

    public Channel? Channel { get; init; }

    public Place? Place { get; init; }

    public DateTime? PromisedFrom { get; init; }

    public DateTime? PromisedUntil { get; init; }

    public string? ReceiptNumber { get; init; }

    public DateTime? ReceiptIssuedAt { get; init; }

    public int? Visits { get; init; }

    public ApplicantKind? ApplicantKind { get; init; }

    public byte[]? ApplicantHash { get; init; }

    public byte[]? MobileCipher { get; init; }

    /// <summary>Documents taken or asked for, or the defects told.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Title of a step or inquiry.</summary>
    public string? Title { get; init; }

    public string? Reason { get; init; }

    public int? ToOfficeId { get; init; }

    public bool? Coordinated { get; init; }

    public bool? PresenceDemanded { get; init; }

    public string? Inquiry { get; init; }

    public string? ToAgency { get; init; }

    public bool? Electronic { get; init; }

    public DateOnly? On { get; init; }

    public string? Text { get; init; }

    public bool? FromApplicant { get; init; }

    public Outcome? Outcome { get; init; }

    public Channel? AnswerChannel { get; init; }

    public string? DeliveryChannel { get; init; }

    public int? DeliveryOfficeId { get; init; }

    public bool? ByApplicant { get; init; }

    /// <summary>Information, behaviour, time kept, overall: 1–5 each.</summary>
    public IReadOnlyList<int>? Scores { get; init; }

    /// <summary><c>link</c>, <c>sms</c> or <c>desk</c>; desk-filled surveys are shown, not scored.</summary>
    public string? Instrument { get; init; }

    public string? Notified { get; init; }

    public string? Note { get; init; }

    public int? ResponsibleOfficeId { get; init; }

    /// <summary>True on an event that its agency was told is rejected for its time against the acceptance.</summary>
    public bool? Refused { get; init; }

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
