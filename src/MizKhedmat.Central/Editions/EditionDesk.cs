using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>The Organization's desk: periods with their calendar, what is published, what waits for approval, what comes next.</summary>
public sealed class EditionDesk(IDbContextFactory<CentralDb> dbs, OfficialNames names, TimeProvider clock)
{
    /// <summary>Any reason will do to ask whether a restatement could be prepared.</summary>
    private const string SomeReason = "—";

    /// <summary>Agencies of waiting drafts, which never change; a handful a year.</summary>
    private readonly ConcurrentDictionary<string, HashSet<string>> agenciesOf = new(StringComparer.Ordinal);

    /// <summary>The last periods that ended, the newest first: eight quarters, four half-years, two years. Empty outside the national scope.</summary>
    /// <param name="user">For whom «may approve» is told.</param>
    public async Task<IReadOnlyList<PeriodLine>> ReadAsync(Scope scope, ClaimsPrincipal user, CancellationToken ct)
    {
        if (scope.Kind != ScopeKind.National)
        {
            return [];
        }

        var today = clock.TodayInTehran();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var editions = (await EditionLines.ReadAsync(db, ct)).ToLookup(e => e.Period.Key);
        var drafts = (await DraftsAsync(db, scope, user, d => d.State == DraftState.Waiting, ct)).ToDictionary(d => d.Period.Key);
        var ended = Ended(today).ToList();
        var stands = await PeriodStand.ReadAsync(db, [.. ended.Select(c => c.Period)], today, ct);
        return
        [
            .. ended.Select(calendar =>
            {
                var (key, stand) = (calendar.Period.Key, stands[calendar.Period.Key]);
                var obstacle = PrepareEdition.Check(new(key, stand.Next, SomeReason), stand);
                return new PeriodLine(calendar, [.. editions[key]], drafts.GetValueOrDefault(key), stand.Next, obstacle, stand.OpenObjections);
            }),
        ];
    }

    /// <summary>One draft; null outside the national scope or when there is none.</summary>
    public async Task<DraftLine?> DraftAsync(Scope scope, ClaimsPrincipal user, string id, CancellationToken ct)
    {
        if (scope.Kind != ScopeKind.National)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await DraftsAsync(db, scope, user, d => d.Id == id, ct) is [var found] ? found : null;
    }

    /// <summary>Id of the draft that waits and in which this agency stands; null when none waits.</summary>
    public async Task<string?> WaitingAsync(Scope scope, CancellationToken ct)
    {
        if (scope is not ({ Kind: ScopeKind.National } or { Kind: ScopeKind.Agency }))
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var id in await db.EditionDrafts.AsNoTracking().Where(d => d.State == DraftState.Waiting).OrderByDescending(d => d.Id).Select(d => d.Id).ToListAsync(ct))
        {
            if (scope.Agency is not { } agency || (await AgenciesOfAsync(db, id, ct)).Contains(agency.Value))
            {
                return id;
            }
        }

        return null;
    }

    private static IEnumerable<EditionCalendar> Ended(DateOnly today) =>
        Back(JalaliPeriod.QuarterOf(today), 8).Concat(Back(HalfOf(today), 4)).Concat(Back(YearOf(today), 2)).Select(p => EditionCalendar.Of(p)!).OrderByDescending(c => c.Period.To);

    private static IEnumerable<JalaliPeriod> Back(JalaliPeriod running, int count)
    {
        for (var (period, i) = (running.Previous(), 0); i < count; (period, i) = (period.Previous(), i + 1))
        {
            yield return period;
        }
    }

    private static JalaliPeriod HalfOf(DateOnly day) => EditionLines.PeriodOf(string.Create(CultureInfo.InvariantCulture, $"{JalaliDate.Of(day).Year:0000}-H{(JalaliDate.Of(day).Month > 6 ? 2 : 1)}"));

    private static JalaliPeriod YearOf(DateOnly day) => EditionLines.PeriodOf(JalaliDate.Of(day).Year.ToString("0000", CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<DraftLine>> DraftsAsync(
        CentralDb db, Scope scope, ClaimsPrincipal user, System.Linq.Expressions.Expression<Func<EditionDraft, bool>> which, CancellationToken ct)
    {
        var drafts = await db.EditionDrafts.AsNoTracking().Where(which)
            .Select(d => new { d.Id, d.EditionId, d.Period, d.Kind, d.CutoffUtc, d.PreparedAt, d.PreparedBy, d.Reason, d.FactsHash, d.ResultHash, d.State, d.ClosedAt }).ToListAsync(ct);
        var ids = drafts.Select(d => d.Id).ToList();
        var approvals = await db.EditionApprovals.AsNoTracking().Where(a => ids.Contains(a.DraftId)).OrderBy(a => a.At).ToListAsync(ct);
        var known = await names.OfAsync(scope, [.. drafts.Select(d => d.PreparedBy).Concat(approvals.Select(a => a.OfficialId)).Distinct()], ct);
        var official = EditionOfficer.Of(user);
        return
        [
            .. drafts.Select(d =>
            {
                List<int> approvers = [.. approvals.Where(a => a.DraftId == d.Id).Select(a => a.OfficialId)];
                var mayApprove = official is { } id && ApproveEdition.Check(d.State, d.PreparedBy, approvers, id) is null;
                return new DraftLine(
                    d.Id, d.EditionId, EditionLines.PeriodOf(d.Period), d.Kind, d.CutoffUtc, d.PreparedAt, NameOf(d.PreparedBy), d.Reason, d.FactsHash, d.ResultHash, d.State, d.ClosedAt,
                    [.. approvers.Select(NameOf)], mayApprove, official == d.PreparedBy);
            }),
        ];

        string NameOf(int id) => known.TryGetValue(id, out var name) ? name.UserName ?? name.Role : EditionOfficer.Actor(id);
    }

    private async Task<HashSet<string>> AgenciesOfAsync(CentralDb db, string draft, CancellationToken ct)
    {
        if (!agenciesOf.TryGetValue(draft, out var found))
        {
            using var json = JsonDocument.Parse(Gzip.Unpack(await db.EditionDrafts.AsNoTracking().Where(d => d.Id == draft).Select(d => d.Document).FirstAsync(ct)));
            agenciesOf[draft] = found = json.RootElement.GetProperty("groups").EnumerateObject().Select(g => g.Name).ToHashSet(StringComparer.Ordinal);
        }

        return found;
    }
}
