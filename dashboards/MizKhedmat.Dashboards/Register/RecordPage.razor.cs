using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>One record with everything that stands in it, when it was open, and who changed what when.</summary>
public sealed partial class RecordPage(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, ReviewCases reviews) : RegisterScreen
{
    /// <summary>Edits that are shown before one asks for all.</summary>
    private const int Newest = 20;

    private const string Awaits = "change-awaits-approval";

    private RegisterRecord record = default!;
    private RecordNames names = default!;
    private IReadOnlyList<RegisterEdit> edits = [];
    private IReadOnlyDictionary<int, OfficialName> officials = new Dictionary<int, OfficialName>();
    private IReadOnlyList<ReviewLine> cases = [];
    private IReadOnlyList<string> warnings = [];
    private string title = "";
    private string status = "";

    private string Here => RegisterPaint.Href(Kind, record.Line.Code);

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
        cases = await reviews.OfSubjectAsync(Caller.Scope, Agency, Kind, record.Line.Code, Ct);
        status = RegisterPaint.StatusOn(Kind, record.Line, Today);
        title = RegisterPaint.Title(Kind, record.Line, names.Titles(RecordTable.ParentOf(Kind)));
        warnings = [.. (Warn ?? "").Split(',').Where(RefusalTexts.Codes.Contains)];
        return true;
    }

    /// <summary>The record's address after an act, with what to say there; what waits for approval is not said to be stored.</summary>
    internal static string After(RegisterKind kind, ChangeResult result, string saved) => Link.To(
        RegisterPaint.Href(kind, result.Code), ("saved", result.Reasons.Any(r => r.Code == Awaits) ? "asked" : saved),
        ("warn", string.Join(',', result.Reasons.Select(r => r.Code).Distinct())));

    private static string Told(Spell spell) => spell.To is { } to
        ? Words.T(spell.Number == 1 ? "spell-from-to" : "spell-again-from-to", Fa.LongDate(spell.From), Fa.LongDate(to.AddDays(-1)))
        : Words.T(spell.Number == 1 ? "spell-from" : "spell-again-from", Fa.LongDate(spell.From));
}
