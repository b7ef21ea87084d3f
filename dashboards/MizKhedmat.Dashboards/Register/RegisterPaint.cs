using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>Words, tones and addresses of the register on screens.</summary>
public static class RegisterPaint
{
    /// <summary>Kinds in the order of the rooms of an agency's workspace.</summary>
    public static readonly IReadOnlyList<RegisterKind> Rooms =
    [
        RegisterKind.Service, RegisterKind.Desk, RegisterKind.Office, RegisterKind.InformationSheet, RegisterKind.DeskOperator,
        RegisterKind.CounterOffice, RegisterKind.Representative, RegisterKind.Exemption,
    ];

    public static string Home(RegisterKind kind) => RegisterAddress.Own.Home(kind);

    public static string Href(RegisterKind kind, string code) => RegisterAddress.Own.Href(kind, code, null);

    public static string Kind(RegisterKind kind) => Say(RegisterWords.OfKind(kind));

    public static string One(RegisterKind kind) => Say(RegisterWords.OfOne(kind));

    /// <summary>The same in the middle of a sentence.</summary>
    public static string Some(RegisterKind kind) => Fa.IsPersian ? One(kind) : One(kind).ToLowerInvariant();

    public static string Label(RegisterKind kind, string field) => Say(RegisterWords.OfField(kind, field));

    public static string Label(RegisterField rows, string field) => Say(RegisterWords.OfField(rows.Name, field));

    public static string Choice(string field, string choice) => Say(RegisterWords.OfChoice(field, choice));

    /// <summary>What was found of the items of a checklist; null for a member whose items nobody verifies.</summary>
    public static JsonObject? Verdicts(RegisterKind kind, RegisterField field, JsonObject state) =>
        RegisterFields.Verdict(kind, field) is { } found ? state[found.Name] as JsonObject ?? [] : null;

    /// <summary>Tone and words of a declared item: verified, not found by the planning office, or not looked at yet.</summary>
    public static (string Tone, string Text) Verdict(bool? found) => found switch
    {
        true => ("ok", Words.T("item-verified")),
        false => ("late", Words.T("item-not-verified")),
        null => ("near", Words.T("item-declared")),
    };

    public static string Status(string status) => Say(RegisterWords.OfStatus(status));

    /// <summary>The words of a refusal and what to do; a code without words is shown as it is.</summary>
    public static string Refusal(string code) => RefusalTexts.Codes.Contains(code) ? $"{Say(RefusalTexts.Of(code))} {Say(RefusalTexts.FixOf(code))}" : code;

    /// <summary>The same on a form: an empty input in words of the form, and the clause or the answer of the Organization where one is the ground.</summary>
    public static string Refusal(Refusal refusal) => refusal.Code == "member-missing" ? Words.T("told-missing") : refusal.Clause is { } clause ? $"{Refusal(refusal.Code)} ({Clauses.Name(clause)})" : Refusal(refusal.Code);

    /// <summary>Statuses by which a list of a kind can be narrowed.</summary>
    public static IReadOnlyList<string> Statuses(RegisterKind kind) => kind switch
    {
        RegisterKind.Service => [RegisterStatus.Pending, RegisterStatus.Issued, RegisterStatus.ChangeRequested, RegisterStatus.Withdrawn],
        RegisterKind.Desk => [RegisterStatus.Planned, RegisterStatus.Declared, RegisterStatus.Verified, RegisterStatus.Rejected, RegisterStatus.Suspended, RegisterStatus.Closed],
        RegisterKind.Exemption => [RegisterStatus.Submitted, RegisterStatus.Accepted, RegisterStatus.Rejected, RegisterStatus.Returned, RegisterStatus.Closed],
        _ when RegisterFields.HasSpells(kind) => [RegisterStatus.Active, RegisterStatus.Closed],
        _ => [],
    };

    /// <summary>Where a record stands on a day: one whose last day has passed is closed, whatever was written before.</summary>
    public static string StatusOn(RegisterKind kind, RegisterLine line, DateOnly day) =>
        line.To <= day ? kind == RegisterKind.Service ? RegisterStatus.Withdrawn : RegisterStatus.Closed : line.Status;

    /// <summary>The same in words; of a record whose last day is known and still to come, until when it is open.</summary>
    public static string StatusText(RegisterKind kind, RegisterLine line, DateOnly day) => StatusOn(kind, line, day) is var status && line.State.Day("validTo") is { } end && end > day
        ? status == RegisterStatus.Active ? Words.T("open-until", Fa.Date(end.AddDays(-1))) : $"{Status(status)} · {Words.T("open-until", Fa.Date(end.AddDays(-1)))}"
        : Status(status);

    public static string Tone(string status) => status switch
    {
        RegisterStatus.Active or RegisterStatus.Issued or RegisterStatus.Verified or RegisterStatus.Accepted => "ok",
        RegisterStatus.Rejected or RegisterStatus.Returned or RegisterStatus.Suspended => "late",
        RegisterStatus.Closed or RegisterStatus.Withdrawn => "none",
        _ => "near",
    };

    /// <summary>How a record is called where its own title is a code; <paramref name="above"/> is the title of what it hangs on.</summary>
    public static string Title(RegisterKind kind, RegisterLine line, string? above) => kind switch
    {
        RegisterKind.Exemption => Choice("exemption", line.Title),
        RegisterKind.InformationSheet => Fa.Digits(above ?? line.Title),
        // A desk need not have a name: then its kind and its office are one.
        RegisterKind.Desk when line.Title == line.Code && line.State.Str("kind") is { } desk => $"{Choice("kind", desk)} – {(above is null ? One(kind) : Fa.Digits(above))}",
        _ => line.Title == line.Code ? line.Title : Fa.Digits(line.Title),
    };

    public static string Say(BilingualText text) => Words.Named(text.Fa, text.En);
}
