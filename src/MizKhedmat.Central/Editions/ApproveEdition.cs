using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// Two officials who did not prepare a draft approve it; the second approval publishes: the document is signed, chained and stored for good, agencies
/// are told. The one who prepared it, or any official of the Organization, may withdraw it before.
/// </summary>
public sealed class ApproveEdition(IDbContextFactory<CentralDb> dbs, IDatabaseServer server, JournalBell bell, TimeProvider clock)
{
    /// <summary>Officials who must say yes (SCORING.md 14).</summary>
    public const int Needed = 2;

    /// <summary>How often somebody else may approve or publish in between before that is a fault.</summary>
    private const int MostTries = 5;

    /// <summary>What a yes led to: still waiting (both null), published, or refused. <paramref name="MayNot"/>: no such draft, or this person may not see it.</summary>
    public sealed record Answer(string? Edition, Refusal? Refusal, bool MayNot = false);

    /// <summary>The rules; <paramref name="approvers"/> have said yes already.</summary>
    public static Refusal? Check(DraftState state, int preparedBy, IReadOnlyCollection<int> approvers, int official) =>
        state != DraftState.Waiting ? new("edition-draft-closed")
        : official == preparedBy ? new("approver-is-author", "1538588/4")
        : approvers.Contains(official) ? new("approved-already", "1538588/4")
        : null;

    public async Task<Answer> RunAsync(ClaimsPrincipal user, string draft, CancellationToken ct)
    {
        if (EditionOfficer.Of(user) is not { } official)
        {
            return new(null, null, MayNot: true);
        }

        for (var i = 0; i < MostTries; i++)
        {
            var (plan, answer) = await PlanAsync(draft, official, ct);
            answer ??= await StoreAsync(plan!, ct);
            if (answer is not null)
            {
                return answer;
            }
        }

        throw new InvalidOperationException($"Draft {draft} could not be approved: others were always faster.");
    }

    public async Task<Answer> WithdrawAsync(ClaimsPrincipal user, string draft, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (EditionOfficer.Of(user) is not { } official || await db.EditionDrafts.Where(d => d.Id == draft).Select(d => d.EditionId).FirstOrDefaultAsync(ct) is not { } edition)
        {
            return new(null, null, MayNot: true);
        }

        var now = clock.UtcNow();
        await using var writing = await db.Database.BeginTransactionAsync(ct);
        if (!await CloseAsync(db, draft, DraftState.Withdrawn, now, ct))
        {
            return new(null, new("edition-draft-closed"));
        }

        db.Add(Line("edition-draft-withdrawn", $"{edition}/{draft}", official, now));
        await db.SaveChangesAsync(ct);
        await writing.CommitAsync(ct);
        bell.Ring();
        return new(null, null);
    }

    /// <summary>What this yes would do by what is known now: the document is made before anything is locked.</summary>
    private async Task<(Plan? Plan, Answer? Answer)> PlanAsync(string id, int official, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.EditionDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } draft)
        {
            return (null, new(null, null, MayNot: true));
        }

        var approvers = await ApproversAsync(db, id, ct);
        if (Check(draft.State, draft.PreparedBy, approvers, official) is { } refusal)
        {
            return (null, new(null, refusal));
        }

        var top = await TopAsync(db, ct);
        var plan = new Plan(draft, approvers, official, top);
        if (approvers.Count < Needed - 1)
        {
            return (plan, null);
        }

        var signed = await Task.Run(() => Sign(plan), ct);
        var isSame = signed.Manifest("facts_hash") == draft.FactsHash && signed.Manifest("result_hash") == draft.ResultHash;
        return isSame ? (plan with { Signed = signed }, null) : (null, new(null, new("edition-draft-outdated", "1538588/4")));
    }

    private static SignedEdition Sign(Plan plan)
    {
        using var json = JsonDocument.Parse(Gzip.Unpack(plan.Draft.Document));
        var input = EditionInput.Read(json.RootElement);
        var made = EditionDocument.Make(input with { Head = input.Head with { SignedBy = [.. plan.Signers], PrevRunHash = plan.Top?.RunHash } });
        return new(made, input.Agencies.Method.Version, [.. input.Agencies.Units.Select(code => new AgencyCode(code))]);
    }

    /// <summary>Null when somebody else was faster and the plan no longer holds.</summary>
    private async Task<Answer?> StoreAsync(Plan plan, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var writing = await db.Database.BeginTransactionAsync(ct);
        var now = clock.UtcNow();

        // The first statement locks the draft: approvals of one draft come one after the other.
        if (!await CloseAsync(db, plan.Draft.Id, plan.Signed is null ? DraftState.Waiting : DraftState.Published, plan.Signed is null ? null : now, ct)
            || !plan.Approvers.SequenceEqual(await ApproversAsync(db, plan.Draft.Id, ct)) || plan.Top != await TopAsync(db, ct))
        {
            return null;
        }

        db.Add(new EditionApproval { DraftId = plan.Draft.Id, OfficialId = plan.Official, At = now });
        if (plan.Signed is { } signed)
        {
            await PublishAsync(db, plan, signed, now, ct);
        }
        else
        {
            db.Add(Line("edition-approved", $"{plan.Draft.EditionId}/{plan.Draft.Id}", plan.Official, now));
        }

        try
        {
            await db.SaveChangesAsync(ct);
            await writing.CommitAsync(ct);
        }
        catch (DbUpdateException fault) when (server.IsDoubleKey(fault))
        {
            // Another draft took this place in the chain.
            return null;
        }

        bell.Ring();
        return new(plan.Signed is null ? null : plan.Draft.EditionId, null);
    }

    private static async Task PublishAsync(CentralDb db, Plan plan, SignedEdition signed, DateTime now, CancellationToken ct)
    {
        var (draft, document) = (plan.Draft, signed.Document);
        var replaces = await db.Editions.Where(e => e.Period == draft.Period).OrderByDescending(e => e.Sequence).Select(e => e.Id).FirstOrDefaultAsync(ct);
        db.Add(new Edition
        {
            Id = draft.EditionId, Sequence = (plan.Top?.Sequence ?? 0) + 1, Period = draft.Period, Kind = draft.Kind, CutoffUtc = draft.CutoffUtc, PublishedAt = now, Replaces = replaces,
            Reason = draft.Reason, MethodologyVersion = signed.Version, MethodologySha256 = draft.MethodologySha256, FactsHash = draft.FactsHash,
            ResultHash = draft.ResultHash, RunHash = document.RunHash, PreviousRunHash = plan.Top?.RunHash ?? "", PreparedBy = EditionOfficer.Actor(draft.PreparedBy),
            SignedBy = string.Join(' ', plan.Signers), Document = Gzip.Pack(document.Utf8), Story = draft.Story,
        });
        db.Add(Line("edition-published", draft.EditionId, plan.Official, now));
        var (kind, subject) = draft.Kind == EditionKind.Provisional
            ? (NoticeKind.EditionProvisional, string.Create(CultureInfo.InvariantCulture, $"{draft.EditionId}/{WindowOf(draft, now):yyyy-MM-dd}"))
            : (NoticeKind.EditionFinal, draft.EditionId);
        await db.TellOnceAsync(signed.Agencies, kind, subject, now, ct);
        var agencies = await db.Webhooks.AsNoTracking().Select(w => w.Agency).Distinct().ToListAsync(ct);
        await db.SendAsync(
            agencies, WebhookEvents.EditionPublished,
            new JsonObject { ["edition"] = draft.EditionId, ["period"] = draft.Period, ["kind"] = PrepareEdition.Word(draft.Kind), ["runHash"] = document.RunHash }, now, ct);
    }

    private static DateOnly WindowOf(EditionDraft draft, DateTime now) =>
        JalaliPeriod.TryParse(draft.Period, DateOnly.MinValue, out var period) && EditionCalendar.Of(period) is { } calendar
            ? calendar.WindowUntil(TehranTime.DayOf(now))
            : throw new InvalidOperationException($"'{draft.Period}' has no edition.");

    private static async Task<bool> CloseAsync(CentralDb db, string draft, DraftState state, DateTime? at, CancellationToken ct) =>
        await db.EditionDrafts.Where(d => d.Id == draft && d.State == DraftState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, state).SetProperty(d => d.ClosedAt, at), ct) == 1;

    private static Task<List<int>> ApproversAsync(CentralDb db, string draft, CancellationToken ct) =>
        db.EditionApprovals.AsNoTracking().Where(a => a.DraftId == draft).OrderBy(a => a.At).ThenBy(a => a.OfficialId).Select(a => a.OfficialId).ToListAsync(ct);

    private static Task<ChainEnd?> TopAsync(CentralDb db, CancellationToken ct) =>
        db.Editions.AsNoTracking().OrderByDescending(e => e.Sequence).Select(e => new ChainEnd(e.Sequence, e.RunHash)).FirstOrDefaultAsync(ct);

    private static JournalEntry Line(string kind, string subject, int official, DateTime now) =>
        new() { At = now, Kind = kind, Subject = subject, Actor = EditionOfficer.Actor(official) };

    private sealed record ChainEnd(int Sequence, string RunHash);

    private sealed record Plan(EditionDraft Draft, IReadOnlyList<int> Approvers, int Official, ChainEnd? Top)
    {
        /// <summary>Set when this yes is the last one that was needed.</summary>
        public SignedEdition? Signed { get; init; }

        public IEnumerable<string> Signers => Approvers.Append(Official).Select(EditionOfficer.Actor);
    }

    private sealed record SignedEdition(EditionDocument Document, string Version, IReadOnlyCollection<AgencyCode> Agencies)
    {
        public string? Manifest(string name) => Document.Root.GetProperty("manifest").GetProperty(name).GetString();
    }
}
