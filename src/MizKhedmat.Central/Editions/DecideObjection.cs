using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The Organization decides an objection with a reason. An accepted one names the remedy by which the next edition differs; no score is ever written.
/// </summary>
public sealed class DecideObjection(IDbContextFactory<CentralDb> dbs, IDatabaseServer server, JournalBell bell, TimeProvider clock)
{
    public const int ShortestReason = 10;
    public const int LongestReason = 1000;

    /// <param name="Reference">Number of the incident (outage) or of the finding that is lifted; else null.</param>
    public sealed record Body(string Id, bool IsAccepted, ObjectionRemedy? Remedy, string? Reference, string Reason);

    /// <summary>The rules; they know neither database nor clock. <paramref name="isFinal"/>: the final edition of the period is published.</summary>
    public static Refusal? Check(Body body, ObjectionState state, bool isFinal) => body switch
    {
        _ when state != ObjectionState.Open => new("objection-closed"),
        { Reason: var reason } when (PersianText.Canonical(reason, TextField.Text)?.Length ?? 0) is < ShortestReason or > LongestReason => new("objection-reason-unfit", "1538588/6", "/reason"),
        { IsAccepted: true, Remedy: null } => new("objection-remedy-missing", "1538588/6", "/remedy"),
        { IsAccepted: true, Remedy: { } remedy } when !Enum.IsDefined(remedy) => new("objection-remedy-missing", "1538588/6", "/remedy"),
        { IsAccepted: true } when isFinal => new("objection-after-final", "1538588/6"),
        _ => null,
    };

    /// <summary>False when there is no such objection or this person may not.</summary>
    public async Task<(bool IsFound, Refusal? Refusal)> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (EditionOfficer.Of(user) is not { } official || await db.Objections.FirstOrDefaultAsync(o => o.Id == body.Id, ct) is not { } objection)
        {
            return (false, null);
        }

        var now = clock.UtcNow();
        var period = await db.Editions.Where(e => e.Id == objection.EditionId).Select(e => e.Period).FirstAsync(ct);
        var isFinal = await db.Editions.AnyAsync(e => e.Period == period && e.Kind != EditionKind.Provisional, ct);
        if ((Check(body, objection.State, isFinal) ?? (body.IsAccepted ? await RemedyAsync(db, objection, body, period, official, now, ct) : null)) is { } refusal)
        {
            return (true, refusal);
        }

        (objection.State, objection.Remedy) = body.IsAccepted ? (ObjectionState.Accepted, body.Remedy) : (ObjectionState.Rejected, null);
        (objection.Reason, objection.DecidedBy, objection.DecidedAt) = (PersianText.Canonical(body.Reason, TextField.Text), official, now);
        var word = body.IsAccepted ? "accepted" : "rejected";
        db.Add(FileObjection.Line(objection, "objection-" + word, official, now));
        await db.TellOnceAsync(objection.Agency, NoticeKind.ObjectionDecided, $"{objection.Id}/{word}", now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException fault) when (fault is DbUpdateConcurrencyException || server.IsDoubleKey(fault))
        {
            // Decided or taken back by somebody else at this moment, and perhaps told to the agency in the same words; nothing of ours was stored.
            return (true, new("objection-closed"));
        }

        bell.Ring();
        return (true, null);
    }

    /// <summary>What the next reading will find; all in the unit of work of the decision.</summary>
    private static async Task<Refusal?> RemedyAsync(CentralDb db, Objection objection, Body body, string period, int official, DateTime now, CancellationToken ct)
    {
        var actor = EditionOfficer.Actor(official);
        switch (body.Remedy)
        {
            case ObjectionRemedy.CentralOutage:
                return (await OverrideCells.AddAsync(
                    db, new(CellStatus.CentralOutage, objection.Agency, objection.Province, objection.Indicator, period, body.Reference ?? "", body.Reason), actor, now, ct)).Refusal;
            case ObjectionRemedy.FindingLifted:
                var unit = new CellUnit(
                    objection.Province is { } province ? $"{objection.Agency}/{province}" : objection.Agency.Value, objection.Agency, objection.Province, null, "", "", null, null);
                var findings = (await db.CellOverrides.Where(o => o.Period == period && o.Status == CellStatus.Quarantined && o.LiftedAt == null).ToListAsync(ct))
                    .FindAll(o => o.Concerns(unit, objection.Indicator) && (string.IsNullOrWhiteSpace(body.Reference) || o.Reference == PersianText.Canonical(body.Reference, TextField.Text)));
                findings.ForEach(finding => OverrideCells.Lift(db, finding, actor, now));
                return findings.Count == 0 ? new("objection-no-finding", "1538588/6", "/reference") : null;
            default:
                return null;
        }
    }
}
