using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Sandbox;

/// <summary>
/// How far an agency's system is from «آماده اتصال»: read from what the sandbox has received, so that nobody can tick a check
/// by hand. A reset takes the facts and with them the badge.
/// </summary>
public sealed class ConformanceRun(SandboxCentre sandbox, SandboxAgencies agencies)
{
    /// <summary>Rejected pushes looked at, newest first.</summary>
    private const int RecentPushes = 200;

    /// <summary>Null outside the caller's scope, or where there is no sandbox. In the order of <see cref="Conformance.Checks"/>.</summary>
    public async Task<IReadOnlyList<CheckResult>?> ReadAsync(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        if (scope.Agency != agency || !sandbox.IsEnabled)
        {
            return null;
        }

        var rooms = await sandbox.OpenAsync(ct);
        var id = await agencies.IdOfAsync(agency, ct);
        await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync(ct);
        var found = await SeenAsync(db, agency, ct);
        foreach (var fact in await FactsAsync(db, id, ct))
        {
            found[fact.Check] = fact;
        }

        return [.. Conformance.Checks.Select(check => found.GetValueOrDefault(check) ?? new(check, CheckState.NotSeen, null))];
    }

    private static async Task<Dictionary<string, CheckResult>> SeenAsync(CentralDb db, AgencyCode agency, CancellationToken ct)
    {
        var lines = await db.Journal.AsNoTracking()
            .Where(e => e.Agency == agency && (e.Kind == ConformanceWatch.Seen || e.Kind == ConformanceWatch.Missed)).OrderBy(e => e.Id).ToListAsync(ct);
        return lines.GroupBy(e => e.Subject!).ToDictionary(g => g.Key, g => g.Last().Kind == ConformanceWatch.Seen
            ? new CheckResult(g.Key, CheckState.Passed, g.Last().At)
            : new CheckResult(g.Key, CheckState.Failed, null));
    }

    private static async Task<IReadOnlyList<CheckResult>> FactsAsync(CentralDb db, int id, CancellationToken ct)
    {
        var requests = db.ServiceRequests.AsNoTracking().Where(r => r.AgencyId == id);
        var pushes = db.PushReceipts.AsNoTracking().Where(p => p.AgencyId == id);
        var events = db.RequestEvents.AsNoTracking().Where(e => requests.Any(r => r.Id == e.RequestId));
        var offices = db.Offices.Where(o => o.AgencyId == id);
        var accepted = events.Where(e => e.Type == EventType.Accepted);
        Task<DateTime?> FirstAsync(IQueryable<RequestEvent> of) => of.Join(pushes, e => e.PushId, p => p.Id, (e, p) => (DateTime?)p.ReceivedAt).MinAsync(ct);

        return
        [
            Of(Conformance.Registers, await db.RegisterRevisions.Where(r => r.AgencyId == id && r.Source.StartsWith("api")).MinAsync(r => (DateTime?)r.At, ct)),
            Of(
                Conformance.Accepts,
                await FirstAsync(accepted.Where(e => requests.Any(r => r.Id == e.RequestId && r.OnReceipt && r.PromisedUntil != null))),
                await accepted.AnyAsync(ct)),
            Of(Conformance.Steps, await FirstAsync(events.Where(e => e.Type == EventType.Step && e.ResponsiblePost != null))),
            Of(
                Conformance.Answers,
                await FirstAsync(events.Where(e => e.Type == EventType.Answered && requests.Any(r => r.Id == e.RequestId && r.AnsweredAt != null))),
                await events.AnyAsync(e => e.Type == EventType.Answered, ct)),
            Of(
                Conformance.OutOfOrder,
                await FirstAsync(accepted.Where(e => events.Any(other => other.RequestId == e.RequestId && other.PushId < e.PushId) && !accepted.Any(other => other.RequestId == e.RequestId && other.PushId < e.PushId))),
                await requests.AnyAsync(r => r.State == RequestState.Orphan, ct)),
            Of(Conformance.Corrects, await FirstAsync(events.Where(e => e.Supersedes != null && events.Any(old => old.RequestId == e.RequestId && old.EventId == e.Supersedes)))),
            await PutRightAsync(events, pushes, ct),
            Of(Conformance.Surveys, await FirstAsync(events.Where(e => e.Type == EventType.Surveyed))),
            Of(
                Conformance.DeskDays,
                await db.DeskDays.AsNoTracking().Where(d => offices.Any(o => o.Id == d.OfficeId)).Join(pushes, d => d.PushId, p => p.Id, (d, p) => (DateTime?)p.ReceivedAt).MinAsync(ct)),
        ];
    }

    private static CheckResult Of(string check, DateTime? passedAt, bool isTried = false) =>
        new(check, passedAt is not null ? CheckState.Passed : isTried ? CheckState.Failed : CheckState.NotSeen, passedAt);

    /// <summary>A record that was rejected in one push and stored under the same event id in a later one.</summary>
    private static async Task<CheckResult> PutRightAsync(IQueryable<RequestEvent> events, IQueryable<PushReceipt> pushes, CancellationToken ct)
    {
        var answers = await pushes.Where(p => p.Route == "events" && p.Rejected > 0 && p.Answer != null).OrderByDescending(p => p.Id).Take(RecentPushes).ToListAsync(ct);
        var rejected = answers.SelectMany(p => RejectedIn(p.Answer!).Select(id => (EventId: id, Push: p.Id))).ToList();
        var ids = rejected.Select(r => r.EventId).Distinct().ToList();
        var stored = await events.Where(e => ids.Contains(e.EventId)).Join(pushes, e => e.PushId, p => p.Id, (e, p) => new { e.EventId, e.PushId, p.ReceivedAt }).ToListAsync(ct);
        var right = stored.Where(e => rejected.Any(r => r.EventId == e.EventId && r.Push < e.PushId)).ToList();
        return Of(Conformance.PutsRight, right.Count > 0 ? right.Min(e => e.ReceivedAt) : null, rejected.Count > 0);
    }

    private static List<string> RejectedIn(byte[] answer)
    {
        using var document = JsonDocument.Parse(answer);
        return
        [
            .. document.RootElement.GetProperty("results"u8).EnumerateArray()
                .Where(r => r.GetProperty("status"u8).GetString() == "rejected" && r.TryGetProperty("eventId"u8, out _))
                .Select(r => r.GetProperty("eventId"u8).GetString()!),
        ];
    }
}
