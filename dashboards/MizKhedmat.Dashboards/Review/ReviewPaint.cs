using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Review;

/// <summary>Words, tones and addresses of reviews on screens.</summary>
public static class ReviewPaint
{
    /// <summary>Queues of the Organization, by the names in their addresses.</summary>
    public static readonly IReadOnlyList<string> NationalRooms = ["outside-desk", "service-ids", "desks", "exemptions", "hardship"];

    /// <summary>Queues of a planning office: what one province can judge (DOMAIN.md section 8, row 41).</summary>
    public static readonly IReadOnlyList<string> ProvinceRooms = ["outside-desk", "desks", "exemptions"];

    /// <summary>States in the order of the filter's buttons.</summary>
    public static readonly IReadOnlyList<ReviewState> States =
        [ReviewState.Pending, ReviewState.Accepted, ReviewState.Rejected, ReviewState.Returned, ReviewState.Withdrawn];

    public static ReviewKind? Kind(string? room) => room switch
    {
        "outside-desk" => ReviewKind.OutsideDesk,
        "service-ids" => ReviewKind.ServiceChange,
        "desks" => ReviewKind.DeskVerification,
        "exemptions" => ReviewKind.Exemption,
        "hardship" => ReviewKind.Hardship,
        _ => null,
    };

    public static string Room(ReviewKind kind) => kind switch
    {
        ReviewKind.OutsideDesk => "outside-desk",
        ReviewKind.ServiceChange => "service-ids",
        ReviewKind.DeskVerification => "desks",
        ReviewKind.Exemption => "exemptions",
        _ => "hardship",
    };

    /// <summary>Address of the workspace in which a scope reviews; null for an agency.</summary>
    public static string? RootOf(Scope scope) => scope.Kind switch
    {
        ScopeKind.National => "/national",
        ScopeKind.Province or ScopeKind.County => "/province",
        _ => null,
    };

    public static string Heading(ReviewKind kind) => Words.T("review-" + Room(kind));

    public static string State(ReviewState state) => Words.T("review-state-" + Name(state));

    public static string Name(ReviewState state) => state.ToString().ToLowerInvariant();

    public static string Tone(ReviewState state) => state switch
    {
        ReviewState.Accepted => "ok",
        ReviewState.Rejected => "late",
        ReviewState.Pending or ReviewState.Returned => "near",
        _ => "none",
    };

    /// <summary>What the case is about: the title of its record, in words where that is a code.</summary>
    public static string Title(ReviewLine line) => line.SubjectKind switch
    {
        RegisterKind.Exemption => RegisterPaint.Choice("exemption", line.Title),
        RegisterKind.Desk when line.Title == line.SubjectCode => $"{RegisterPaint.One(RegisterKind.Desk)} {line.SubjectCode}",
        _ => Fa.Digits(line.Title),
    };

    /// <summary>Kind of the reason; null where the case has none.</summary>
    public static string? Reason(ReviewLine line) => line switch
    {
        { ReasonCode: null } => null,
        { Kind: ReviewKind.Exemption } => null, // the title says it
        _ => RegisterPaint.Choice("reasonCode", line.ReasonCode!),
    };

    /// <summary>The clauses under which a case is decided.</summary>
    public static IReadOnlyList<string> Clauses(ReviewKind kind, string? reasonCode) => kind switch
    {
        ReviewKind.OutsideDesk => ["faq-1397/Q15", "1538588/1"],
        ReviewKind.ServiceChange => ["386059/1-c", "faq-1397/Q7", "faq-1397/Q10"],
        ReviewKind.DeskVerification => ["1538588/1"],
        ReviewKind.Hardship => ["1538588/1b-n"],
        _ => reasonCode switch
        {
            "DM-SMALL" => ["faq-1397/Q38"],
            "DM-BANK" => ["faq-1397/Q13"],
            "DM-POST" => ["faq-1397/Q11"],
            "EX-NOCLIENT" => ["faq-1397/Q3", "faq-1397/Q19"],
            "PT-COUNTER" => ["faq-1397/Q12"],
            "ST-TIME" => ["386059/4-2"],
            _ => ["1538588/P"],
        },
    };

    /// <summary>Working days since it was asked; the day of asking does not count.</summary>
    public static int WaitingDays(ReviewLine line, WorkCalendar calendar, DateOnly today) => calendar.WorkingDaysBetween(TehranTime.DayOf(line.OpenedAt), today);

    /// <summary>The office of a case in words; <see cref="PlaceOfDelivery.EveryOffice"/> stands for all.</summary>
    public static string Office(string? code, string? title) => code == PlaceOfDelivery.EveryOffice ? RegisterPaint.Say(RegisterWords.Of("every-office")) : Fa.Digits(title ?? code ?? "—");
}
