using System.Security.Claims;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The life of a version: draft → consultation → approved (letter number, two approvers who did not submit it) → effective from a period on → retired
/// (SCORING.md 14). What was approved is never edited; a change is a new version.
/// </summary>
public sealed partial class GovernMethodology(IDbContextFactory<CentralDb> dbs, IDatabaseServer server, JournalBell bell, TimeProvider clock)
{
    private const int MostBytes = 1024 * 1024;
    private const int LongestLetter = 60;
    private const int LongestNote = 1000;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <param name="Sha256">The content that the person saw.</param>
    /// <param name="From">Of <see cref="MethodologyStep.TookEffect"/>: first quarter, <c>1405-Q4</c>.</param>
    public sealed record Body(string Version, string Sha256, MethodologyStep Step, string? Letter, string? Note, string? From);

    /// <summary>What came of it; <paramref name="Faults"/> of a submitted document that the engine refuses. <paramref name="MayNot"/>: this person may not.</summary>
    public sealed record Answer(string? Version, Refusal? Refusal = null, IReadOnlyList<ScoringFault>? Faults = null, bool MayNot = false);

    /// <summary>What is known of a version when somebody wants a step.</summary>
    /// <param name="Submitter">Who brought this content; null: the centre.</param>
    /// <param name="Approvers">Who approved this content since it was last in consultation.</param>
    /// <param name="IsFirst">No version has ever taken effect.</param>
    public sealed record Stand(string Status, string Sha256, int? Submitter, IReadOnlyList<int> Approvers, bool IsFirst, DateOnly Today);

    /// <summary>The rules of a step; they know neither database nor clock.</summary>
    public static Refusal? Check(Body body, Stand stand, int official) => body switch
    {
        _ when body.Sha256 != stand.Sha256 => new("methodology-changed", "1538588/4"),
        { Note.Length: > LongestNote } => new("methodology-note-too-long", null, "/note"),
        { Step: MethodologyStep.Consulted } when stand.Status == Methodology.Draft => null,
        { Step: MethodologyStep.Returned } when stand.Status == Methodology.Consultation => string.IsNullOrWhiteSpace(body.Note) ? new("decision-without-reason", null, "/note") : null,
        { Step: MethodologyStep.Approved } when stand.Status == Methodology.Consultation => Approval(body, stand, official),
        { Step: MethodologyStep.TookEffect } when stand.Status == Methodology.Approved => Effect(body, stand),
        { Step: MethodologyStep.Retired } when stand.Status == Methodology.Approved => string.IsNullOrWhiteSpace(body.Note) ? new("decision-without-reason", null, "/note") : null,
        _ => new("methodology-step-unfit", "1538588/4"),
    };

    /// <summary>Takes a document (UTF-8 JSON) as a new draft, or as the new content of a version that still is one.</summary>
    public async Task<Answer> SubmitAsync(ClaimsPrincipal user, byte[] document, CancellationToken ct)
    {
        if (EditionOfficer.Of(user) is not { } official)
        {
            return new(null, MayNot: true);
        }

        var (made, refusal, faults) = Read(document);
        if (made is null)
        {
            return new(null, refusal, faults);
        }

        var now = clock.UtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Methodologies.AnyAsync(m => m.Id != made.Id, ct))
        {
            return new(null, new("methodology-id-unknown", null, "/id"));
        }

        await using var writing = await db.Database.BeginTransactionAsync(ct);
        var replaced = await db.Methodologies.Where(m => m.Version == made.Version && m.Status == Methodology.Draft).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Document, made.Document).SetProperty(m => m.Sha256, made.Sha256).SetProperty(m => m.Slug, made.Slug).SetProperty(m => m.LabelFa, made.LabelFa), ct);
        if (replaced == 1 ? await SubmitterAsync(db, made.Version, null, ct) != official : await db.Methodologies.AnyAsync(m => m.Version == made.Version, ct))
        {
            return new(null, new("methodology-version-taken", "1538588/4", "/version"));
        }

        if (replaced == 0)
        {
            db.Add(made);
        }

        db.Add(Act(made, MethodologyStep.Submitted, official, now));
        db.Add(Line("methodology-submitted", made, official, now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException fault) when (server.IsDoubleKey(fault))
        {
            return new(null, new("methodology-version-taken", "1538588/4", "/version"));
        }

        await writing.CommitAsync(ct);
        bell.Ring();
        return new(made.Version);
    }

    public async Task<Answer> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct)
    {
        if (EditionOfficer.Of(user) is not { } official)
        {
            return new(null, MayNot: true);
        }

        var now = clock.UtcNow();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var writing = await db.Database.BeginTransactionAsync(ct);

        // The first statement locks every version: steps come one after the other, and never are two in force.
        await db.Methodologies.ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, m => m.Status), ct);
        if (await db.Methodologies.AsNoTracking().FirstOrDefaultAsync(m => m.Version == body.Version, ct) is not { } version)
        {
            return new(null, new("methodology-unknown"));
        }

        var stand = await StandAsync(db, version, TehranTime.DayOf(now), ct);
        if (Check(body, stand, official) is { } refusal)
        {
            return new(null, refusal);
        }

        var next = body.Step switch
        {
            MethodologyStep.Consulted => Methodology.Consultation,
            MethodologyStep.Returned => Methodology.Draft,
            MethodologyStep.Approved => stand.Approvers.Count + 1 >= ApproveEdition.Needed ? Methodology.Approved : version.Status,
            MethodologyStep.TookEffect => Methodology.Effective,
            _ => Methodology.Retired,
        };
        if (next == Methodology.Effective)
        {
            await RetireAsync(db, body, official, now, ct);
        }

        await db.Methodologies.Where(m => m.Version == body.Version).ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, next), ct);
        db.Add(Act(version, body.Step, official, now, Clean(body.Letter), body.Step == MethodologyStep.TookEffect ? body.From : Clean(body.Note)));
        db.Add(Line("methodology-" + JsonNamingPolicy.KebabCaseLower.ConvertName(body.Step.ToString()), version, official, now));
        await db.SaveChangesAsync(ct);
        await writing.CommitAsync(ct);
        bell.Ring();
        return new(version.Version);
    }

    private static Refusal? Approval(Body body, Stand stand, int official) =>
        string.IsNullOrWhiteSpace(body.Letter) || body.Letter.Length > LongestLetter ? new("methodology-letter-missing", "1538588/4", "/letter")
        : official == stand.Submitter ? new("approver-is-author", "1538588/4")
        : stand.Approvers.Contains(official) ? new("approved-already", "1538588/4")
        : null;

    /// <summary>Rules are known before the period that they rank begins; only the very first may look back.</summary>
    private static Refusal? Effect(Body body, Stand stand) =>
        !JalaliPeriod.TryParse(body.From, stand.Today, out var from) || from.Kind != PeriodKind.Quarter ? new("methodology-from-unfit", "1538588/4", "/from")
        : !stand.IsFirst && from.From <= stand.Today ? new("methodology-from-begun", "1538588/4", "/from")
        : null;

    /// <summary>The document as a row, or why it is none.</summary>
    private static (Methodology? Made, Refusal? Refusal, IReadOnlyList<ScoringFault>? Faults) Read(byte[] document)
    {
        if (document.Length > MostBytes)
        {
            return (null, new("methodology-too-large"), null);
        }

        try
        {
            using var json = JsonDocument.Parse(document, Strict);
            if (IndexMethod.Check(json.RootElement) is { Count: > 0 } faults)
            {
                return (null, new("methodology-faulty", "1538588/4"), faults);
            }

            var made = LoadMethodologies.Make(json.RootElement);
            CellRules.Parse(made.Version, made.Sha256, made.Document);
            return SemanticVersion().IsMatch(made.Version) ? (made, null, null) : (null, new("methodology-version-unfit", null, "/version"), null);
        }
        catch (JsonException)
        {
            return (null, new("not-strict-json"), null);
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // What the cells need of it (clauses, verification, duties) is absent or of another kind.
            return (null, new("methodology-faulty", "1538588/4"), [new("member-missing", "", "یکی از بخش‌های سند (clauses، verification، obligations) نیست یا از نوع دیگری است.", fault.Message)]);
        }
    }

    private static async Task RetireAsync(CentralDb db, Body body, int official, DateTime now, CancellationToken ct)
    {
        foreach (var former in await db.Methodologies.AsNoTracking().Where(m => m.Status == Methodology.Effective).ToListAsync(ct))
        {
            await db.Methodologies.Where(m => m.Version == former.Version).ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, Methodology.Retired), ct);
            db.Add(Act(former, MethodologyStep.Retired, official, now, null, body.From));
            db.Add(Line("methodology-retired", former, official, now));
        }
    }

    private static async Task<Stand> StandAsync(CentralDb db, Methodology version, DateOnly today, CancellationToken ct)
    {
        var acts = await db.MethodologyActs.AsNoTracking().Where(a => a.Version == version.Version && a.Sha256 == version.Sha256).OrderBy(a => a.Id).ToListAsync(ct);
        var since = acts.FindLastIndex(a => a.Step == MethodologyStep.Consulted);
        return new(
            version.Status, version.Sha256, await SubmitterAsync(db, version.Version, version.Sha256, ct),
            [.. acts.Skip(since + 1).Where(a => a.Step == MethodologyStep.Approved).Select(a => a.OfficialId!.Value)],
            !await db.MethodologyActs.AnyAsync(a => a.Step == MethodologyStep.TookEffect, ct), today);
    }

    private static Task<int?> SubmitterAsync(CentralDb db, string version, string? sha256, CancellationToken ct) =>
        db.MethodologyActs.Where(a => a.Version == version && a.Step == MethodologyStep.Submitted && (sha256 == null || a.Sha256 == sha256))
            .OrderByDescending(a => a.Id).Select(a => a.OfficialId).FirstOrDefaultAsync(ct);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : PersianText.Canonical(text, TextField.Text);

    private static MethodologyAct Act(Methodology of, MethodologyStep step, int official, DateTime now, string? letter = null, string? note = null) =>
        new() { Methodology = of.Id, Version = of.Version, Sha256 = of.Sha256, Step = step, OfficialId = official, At = now, Letter = letter, Note = note };

    private static JournalEntry Line(string kind, Methodology of, int official, DateTime now) =>
        new() { At = now, Kind = kind, Subject = $"{of.Id}/{of.Version}", Actor = EditionOfficer.Actor(official) };

    [GeneratedRegex(@"\A(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\z")]
    private static partial Regex SemanticVersion();
}
