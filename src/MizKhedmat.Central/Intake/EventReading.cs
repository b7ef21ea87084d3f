using System.Globalization;
using System.Text.Json;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>A record of a push whose own values are lawful; whether it fits the request's other events is decided later.</summary>
internal sealed record ReadEvent(int Index, string TrackingCode, string TrackingKey, StoredEvent Event);

/// <summary>
/// Reads one record: folds its text, resolves its codes against the agency's register and applies every rule that needs
/// neither the stored events nor the database. The first broken rule refuses the record with its pointer and clause.
/// </summary>
internal sealed class EventReading(AgencyRegister register, PersonalDataKey key, DateTime nowUtc) : FieldReading(nowUtc)
{
    /// <summary>The oldest month whose requests are still kept: nothing is sealed for an older one, or its key would come back.</summary>
    private readonly JalaliMonth keptFrom = JalaliMonth.Of(ForgetRequests.KeptFrom(TehranTime.DayOf(nowUtc)));

    private DateOnly day;
    private MonthKey? month;
    private string? applicant;

    /// <summary>Whether the last refusal was for a code that is not in the register, or not open: it is read again once.</summary>
    public bool MissedRegister => Refusal?.Code is "office-unknown" or "desk-unknown" or "service-unknown"
        or "office-not-open-then" or "desk-not-open-then" or "service-not-open-then";

    public ReadEvent? Read(JsonElement record, int index, long pushId)
    {
        Refusal = null;
        month = null;
        applicant = null;
        Pointer = $"/records/{index.ToString(CultureInfo.InvariantCulture)}";
        if (RecordSchema.Find(record.GetProperty("type"u8).GetString()!) is not var (type, _))
        {
            Refusal = new("event-type-unknown", null, Pointer + "/type");
            return null;
        }

        var eventId = Id(record, "eventId");
        var trackingCode = Id(record, "trackingCode");
        var supersedes = record.TryGetProperty("supersedes"u8, out _) ? Id(record, "supersedes") : null;
        var occurredAt = Time(record, "at");
        if (Refusal is null && supersedes == eventId)
        {
            Refusal = new("supersedes-itself", null, Pointer + "/supersedes");
        }

        if (Refusal is not null)
        {
            return null;
        }

        day = TehranTime.DayOf(occurredAt!.Value);
        if (type == EventType.Accepted && day < register.KeptFrom)
        {
            // Its request may be gone and is counted already: taken again it would count twice.
            Refusal = new("accepted-too-long-ago", "386059/4-4", Pointer + "/at");
            return null;
        }

        var details = Members(record, type, occurredAt.Value);
        var (post, name, office) = Responsible(record);
        details.ResponsibleOfficeId = office;
        details.Notified = OneOf(record, "notified", "sms", "portal", "none");
        details.Note = Text(record, "note", TextLength);
        if (Refusal is not null)
        {
            return null;
        }

        var row = new RequestEvent
        {
            EventId = eventId!, Type = type, At = occurredAt.Value, PushId = pushId, Supersedes = supersedes,
            ResponsiblePost = post, ResponsibleName = name, Details = details.ToJson(), ContentHash = Hash(type, occurredAt.Value, supersedes, post, name, details),
        };
        return new(index, trackingCode!, PersianText.IdKey(trackingCode!), new(row, details));
    }

    /// <summary>
    /// What "the same event" compares. The applicant's data go into it under the month's key only: under the centre's own, which
    /// stays, they could be tried out one by one after the month's key is destroyed. Until then the key is there, and the same
    /// event is known again. The standard time is the register's word, not the agency's: told again after it changed, the event
    /// is the same.
    /// </summary>
    private byte[] Hash(EventType type, DateTime occurredAt, string? supersedes, string? post, string? name, EventDetails details)
    {
        var own = (type == EventType.Accepted ? details with { ApplicantHash = null, MobileCipher = null, StandardMinutes = null } : details).ToJson();
        var content = string.Create(CultureInfo.InvariantCulture, $"{(int)type}\u001F{occurredAt.Ticks}\u001F{supersedes}\u001F{post}\u001F{name}\u001F{own}");
        return month is null ? key.Hash("event-content", content) : month.Hash("event-content", $"{content}\u001F{applicant}");
    }

    private EventDetails Members(JsonElement record, EventType type, DateTime occurredAt) => type switch
    {
        EventType.Accepted => Acceptance(record, occurredAt),
        EventType.DefectTold => Defect(record),
        EventType.Step => new() { Title = Text(record, "title", TitleLength) },
        EventType.Referred => new()
        {
            ToOfficeId = OfficeOf(record, "toOffice")?.Id, Reason = Text(record, "reason", TextLength),
            Coordinated = record.GetProperty("coordinated"u8).GetBoolean(), PresenceDemanded = record.GetProperty("presenceDemanded"u8).GetBoolean(),
        },
        EventType.InquirySent or EventType.InquiryAnswered => Inquiry(record),
        EventType.PresenceRequired => new()
        {
            On = Day(record, "on"), Reason = Text(record, "reason", TextLength), Items = Texts(record, "documents"),
        },
        EventType.Message => new()
        {
            Text = Text(record, "text", TextLength), FromApplicant = OneOf(record, "direction", "to-applicant", "from-applicant") == "from-applicant",
        },
        EventType.Answered => Answer(record),
        EventType.Delivered => new()
        {
            DeliveryChannel = OneOf(record, "deliveryChannel", "electronic", "in-person", "counter-office", "post"), DeliveryOfficeId = OfficeOf(record, "deliveryPlace")?.Id,
        },
        EventType.Cancelled => new() { ByApplicant = record.GetProperty("byApplicant"u8).GetBoolean() },
        EventType.Reopened => new() { Reason = Text(record, "reason", TextLength) },
        EventType.Surveyed => Survey(record),
        _ => new(),
    };

    private EventDetails Defect(JsonElement record)
    {
        var details = WhereAndWhat(record, out _);
        details.Items = Texts(record, "items");
        return details;
    }

    private EventDetails Acceptance(JsonElement record, DateTime acceptedAt)
    {
        var details = WhereAndWhat(record, out var standardMinutes);
        var desk = DeskOf(record, details.OfficeId);
        var from = Time(record, "promisedFrom", mayBeFuture: true);
        var until = Time(record, "promisedUntil", mayBeFuture: true);
        Demand((from ?? until) >= acceptedAt, "promise-before-acceptance", "386059/4-6b", from is null ? "/promisedUntil" : "/promisedFrom");
        Demand(from is null || until >= from, "promise-range-inverted", "faq-1397/Q60", "/promisedUntil");
        var visits = record.TryGetProperty("visits"u8, out var v) ? v.GetInt32() : (int?)null;
        Demand(visits is null or (>= 0 and <= 1000), "number-out-of-range", null, "/visits");
        details.DeskId = desk?.Id;
        details.Channel = ChannelOf(record, "channel");
        details.Place = OneOf(record, "place", "headquarters", "line") is { } place ? place == "line" ? Intake.Place.Line : Intake.Place.Headquarters : null;
        details.PromisedFrom = from;
        details.PromisedUntil = until;
        details.Visits = visits;
        details.StandardMinutes = standardMinutes;
        Receipt(details, record, acceptedAt);
        Applicant(details, record.GetProperty("applicant"u8));
        return details;
    }

    private void Receipt(EventDetails details, JsonElement record, DateTime acceptedAt)
    {
        if (!record.TryGetProperty("receipt"u8, out var receipt))
        {
            return;
        }

        var own = Pointer;
        Pointer += "/receipt";
        var issuedAt = Time(receipt, "issuedAt");
        Demand(issuedAt is null || issuedAt >= acceptedAt, "receipt-before-acceptance", "386059/4-6b", "/issuedAt");
        details.ReceiptNumber = Id(receipt, "number");
        details.ReceiptIssuedAt = issuedAt;
        details.Items = Texts(receipt, "documents");
        Pointer = own;
    }

    /// <summary>
    /// Only the keyed hash of the national id and the sealed mobile leave this method, both under the key of the month of
    /// acceptance (386059/4-4; decision 26); neither of them when that month's data are not kept any more.
    /// </summary>
    private void Applicant(EventDetails details, JsonElement stated)
    {
        var own = Pointer;
        Pointer += "/applicant";
        var kind = OneOf(stated, "kind", "natural", "legal", "foreign");
        var id = stated.TryGetProperty("nationalId"u8, out _) ? Id(stated, "nationalId") : null;
        Demand(kind != "natural" || id is null || IranianIds.IsNationalId(id), "national-id-invalid", null, "/nationalId");
        Demand(kind != "legal" || id is null || IranianIds.IsLegalEntityId(id), "legal-id-invalid", null, "/nationalId");
        var mobile = stated.TryGetProperty("mobile"u8, out _) ? Id(stated, "mobile") : null;
        Demand(mobile is null || IranianIds.IsMobile(mobile), "mobile-malformed", null, "/mobile");
        Pointer = own;
        if (Refusal is not null)
        {
            return;
        }

        if (id is not null || mobile is not null)
        {
            var accepted = JalaliMonth.Of(day);
            month = accepted < keptFrom ? key.Months.Find(accepted) : key.Months.Of(accepted);
            applicant = $"{id}\u001F{mobile}";
        }

        details.ApplicantKind = kind switch { "natural" => ApplicantKind.Natural, "legal" => ApplicantKind.Legal, _ => ApplicantKind.Foreign };
        details.ApplicantHash = id is null ? null : month?.Hash("applicant-id", id);
        details.MobileCipher = mobile is null ? null : month?.Encrypt(mobile, "request|mobile");
    }

    private EventDetails WhereAndWhat(JsonElement record, out int? standardMinutes)
    {
        var office = OfficeOf(record, "office");
        var code = record.TryGetProperty("service"u8, out _) ? Id(record, "service") : null;
        var title = Text(record, "serviceTitle", TitleLength);
        Registry.Service? service = null;
        if (code is not null)
        {
            Demand(register.Services.TryGetValue(code, out service), "service-unknown", "386059/1-c", "/service");
        }
        else if (title is not null)
        {
            register.Pending.TryGetValue(PersianText.SearchKey(title), out service);
        }

        Demand(service is null || register.WasOpen(Registry.RegisterKind.Service, service.Code, day), "service-not-open-then", null, code is null ? "/serviceTitle" : "/service");
        standardMinutes = service?.StandardMinutes is > 0 and var minutes ? minutes : null;
        return new() { OfficeId = office?.Id, Province = office?.Province.Value, ServiceId = service?.Id, ServiceTitle = service is null ? title : null };
    }

    private EventDetails Inquiry(JsonElement record)
    {
        var electronic = record.GetProperty("electronic"u8).GetBoolean();
        var reason = Text(record, "notElectronicReason", TextLength);
        Demand(electronic || reason is not null, "not-electronic-without-reason", "faq-1397/Q29", "/notElectronicReason");
        return new()
        {
            Inquiry = Id(record, "inquiry"), ToAgency = Text(record, "toAgency", TitleLength), Title = Text(record, "title", TitleLength),
            Electronic = electronic, Reason = reason,
        };
    }

    private EventDetails Answer(JsonElement record)
    {
        var outcome = OneOf(record, "outcome", "granted", "refused", "partly");
        var reason = Text(record, "reason", TextLength);
        Demand(outcome != "refused" || reason is not null, "refusal-without-reason", "1538588/1b-3c", "/reason");
        return new()
        {
            Outcome = outcome switch { "granted" => Intake.Outcome.Granted, "refused" => Intake.Outcome.Refused, _ => Intake.Outcome.Partly },
            Reason = reason, AnswerChannel = ChannelOf(record, "answerChannel"),
        };
    }

    private EventDetails Survey(JsonElement record)
    {
        var scores = record.GetProperty("scores"u8);
        int[] values = [Score("information"u8), Score("behaviour"u8), Score("timeKept"u8), Score("overall"u8)];
        Demand(Array.TrueForAll(values, v => v is >= 1 and <= 5), "score-out-of-range", "1538588/1a-7", "/scores");
        return new() { Scores = values, Text = Text(record, "comment", TextLength), Instrument = OneOf(record, "instrument", "link", "sms", "desk") };

        int Score(ReadOnlySpan<byte> name) => scores.GetProperty(name).GetInt32();
    }

    private (string? Post, string? Name, int? Office) Responsible(JsonElement record)
    {
        if (!record.TryGetProperty("responsible"u8, out var responsible))
        {
            return default;
        }

        var own = Pointer;
        Pointer += "/responsible";
        var result = (Name(responsible, "post"), Name(responsible, "name"), OfficeOf(responsible, "office")?.Id);
        Pointer = own;
        return result;
    }

    private Registry.Office? OfficeOf(JsonElement holder, string name)
    {
        if (!holder.TryGetProperty(name, out _) || Id(holder, name) is not { } code)
        {
            return null;
        }

        Demand(register.Offices.TryGetValue(code, out var office), "office-unknown", null, "/" + name);
        Demand(office is null || register.WasOpen(Registry.RegisterKind.Office, code, day), "office-not-open-then", null, "/" + name);
        return office;
    }

    private Registry.Desk? DeskOf(JsonElement record, int? officeId)
    {
        if (!record.TryGetProperty("desk"u8, out _) || Id(record, "desk") is not { } code)
        {
            return null;
        }

        Demand(register.Desks.TryGetValue(code, out var desk), "desk-unknown", null, "/desk");
        Demand(desk is null || officeId is null || desk.OfficeId == officeId, "desk-of-other-office", null, "/desk");
        Demand(desk is null || register.WasOpen(Registry.RegisterKind.Desk, code, day), "desk-not-open-then", null, "/desk");
        return desk;
    }

    private Channel? ChannelOf(JsonElement holder, string name) => OneOf(holder, name, "electronic", "in-person", "counter-office") switch
    {
        "electronic" => Intake.Channel.Electronic,
        "in-person" => Intake.Channel.InPerson,
        "counter-office" => Intake.Channel.CounterOffice,
        _ => null,
    };
}
