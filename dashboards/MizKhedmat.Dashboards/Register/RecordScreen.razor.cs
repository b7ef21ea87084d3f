using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Review;

namespace MizKhedmat.Dashboards.Register;

/// <summary>One record with everything that stands in it, when it was open, and who changed what when.</summary>
public partial class RecordScreen(
    RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, ReviewCases reviews, CourseAttendance attendance, DeskProbes probes) : RegisterScreen
{
    /// <summary>Edits that are shown before one asks for all.</summary>
    private const int Newest = 20;

    private const string Awaits = "change-awaits-approval";

    private RegisterRecord record = default!;
    private RecordNames names = default!;
    private IReadOnlyList<RegisterEdit> edits = [];
    private IReadOnlyDictionary<int, OfficialName> officials = new Dictionary<int, OfficialName>();
    private IReadOnlyList<string> warnings = [];
    private string title = "";
    private string status = "";

    private IReadOnlyList<ReviewLine> cases = [];
    private AttendedCourse? attended;
    private DeskProbe? probe;

    private string Here => At.Href(Kind, record.Line.Code, record.Line.Agency);

    /// <summary>Where the cases of this workspace have pages; an agency reads the decisions here.</summary>
    private string? ReviewRoot => At.IsBrowsed ? ReviewPaint.RootOf(Caller.Scope) : null;

    private bool IsClosed => record.Line.To <= Today;

    private string PublicHref => "/services/" + Uri.EscapeDataString(ServiceCatalogue.Address(record.Line.State.Str("serviceCode"), Agency, record.Line.Code));

    protected override async Task<bool> ReadAsync()
    {
        if (await records.FindAsync(Caller.Scope, Agency, Kind, Decoded(Code), Ct) is not { } found)
        {
            return false;
        }

        record = found;
        names = await RecordNames.OfAsync(titles, references, Caller.Scope, Agency, Kind, record.Line.State, Ct);
        edits = History == "all" ? record.History : [.. record.History.Take(Newest)];
        officials = await people.OfAsync(Caller.Scope, [.. edits.Select(e => RecordHistory.OfficialOf(e.Actor)).OfType<int>().Distinct()], Ct);
        status = RegisterPaint.StatusOn(Kind, record.Line, Today);
        title = RegisterPaint.Title(Kind, record.Line, RecordTable.ParentOf(Kind) is { } above && record.Line.Parent is { } parent ? names.Title(above, parent) : null);
        warnings = [.. (Warn ?? "").Split(',').Where(RefusalTexts.Codes.Contains)];
        await ReadAroundAsync();
        return true;
    }

    /// <summary>The cases about the record; of a course, who attended it.</summary>
    private async Task ReadAroundAsync()
    {
        if (Kind == RegisterKind.TrainingCourse)
        {
            attended = await attendance.ReadAsync(Caller.Scope, record.Line.Code, Ct) is [var only] ? only : null;
        }
        else if (Kind != RegisterKind.Agency && record.Line.Agency is { } owner)
        {
            cases = await reviews.OfSubjectAsync(Caller.Scope, owner, Kind, record.Line.Code, Ct);
            probe = Kind == RegisterKind.Desk ? await probes.FindAsync(Caller.Scope, owner, record.Line.Code, Ct) : null;
        }
    }

    /// <summary>Lists of what hangs on this record.</summary>
    private List<(string Href, string Text)> Related
    {
        get
        {
            var owner = At.IsBrowsed ? record.Line.Agency?.Value : null;
            (string, string) To(RegisterKind kind, string key, string text) => (Link.To(At.Home(kind), ("agency", owner), (key, record.Line.Code)), text);
            return Kind switch
            {
                RegisterKind.Service => [(PublicHref, Words.T("service-public-page")), To(RegisterKind.Desk, "q", RegisterPaint.Kind(RegisterKind.Desk)), To(RegisterKind.InformationSheet, "parent", RegisterPaint.Kind(RegisterKind.InformationSheet)), ($"/export/worksheet/{record.Line.Agency}/{Uri.EscapeDataString(record.Line.Code)}.xlsx", Words.T("worksheet"))],
                RegisterKind.Office => [To(RegisterKind.Desk, "parent", Words.T("desks-of-office"))],
                RegisterKind.Desk => [To(RegisterKind.DeskOperator, "parent", Words.T("operators-of-desk"))],
                RegisterKind.Agency => [.. RegisterPaint.Rooms.Select(kind => (Link.To(At.Home(kind), ("agency", record.Line.Code)), RegisterPaint.Kind(kind)))],
                _ => [],
            };
        }
    }

    /// <summary>The record's address after an act, with what to say there; what waits for approval is not said to be stored.</summary>
    internal static string After(RegisterAddress at, RegisterKind kind, ChangeResult result, string saved) => Link.To(
        at.Href(kind, result.Code, null), ("saved", result.Reasons.Any(r => r.Code == Awaits) ? "asked" : saved),
        ("warn", string.Join(',', result.Reasons.Select(r => r.Code).Distinct())));

    private static string Told(Spell spell) => spell.To is { } to
        ? Words.T(spell.Number == 1 ? "spell-from-to" : "spell-again-from-to", Fa.LongDate(spell.From), Fa.LongDate(to.AddDays(-1)))
        : Words.T(spell.Number == 1 ? "spell-from" : "spell-again-from", Fa.LongDate(spell.From));
}
