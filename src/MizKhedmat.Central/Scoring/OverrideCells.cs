using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// The Organization admits a fault of the centre or records an adjudicated finding, for cells of one period (SCORING.md 8, 17), and lifts
/// it again. Each act is a line of the journal. Who may do so is the caller's question.
/// </summary>
public sealed class OverrideCells(IDbContextFactory<CentralDb> dbs, JournalBell bell, TimeProvider clock)
{
    /// <param name="Status">Outage of the centre, or quarantine.</param>
    /// <param name="Agency">Code; null for every agency.</param>
    /// <param name="Province">Only the part there.</param>
    /// <param name="Indicator">Code of the methodology; null for all.</param>
    /// <param name="Period">Key of a period that has an end: <c>1405-Q3</c>.</param>
    /// <param name="Reference">Number of incident or finding.</param>
    /// <param name="Reason">Why, in words.</param>
    public sealed record Body(CellStatus Status, AgencyCode? Agency, ProvinceCode? Province, string? Indicator, string Period, string Reference, string Reason);

    /// <summary>The rules; they know neither database nor clock.</summary>
    public static Refusal? Check(Body body, IReadOnlyCollection<string> indicators, DateOnly today) => body switch
    {
        { Status: not (CellStatus.CentralOutage or CellStatus.Quarantined) } => new("override-status-unfit", "1538588/4", "/status"),
        { Status: CellStatus.Quarantined, Agency: null } or { Province: not null, Agency: null } => new("override-without-agency", "1538588/4", "/agency"),
        { Reference: var reference } when string.IsNullOrWhiteSpace(reference) || reference.Length > 60 => new("override-without-reference", "1538588/4", "/reference"),
        { Reason: var reason } when string.IsNullOrWhiteSpace(reason) || reason.Length > 1000 => new("decision-without-reason", null, "/reason"),
        { Indicator: { } code } when !indicators.Contains(code) => new("indicator-unknown", null, "/indicator"),
        { Period: var key } when !JalaliPeriod.TryParse(key, today, out var period) || period.Kind == PeriodKind.Live => new("period-unknown", null, "/period"),
        _ => null,
    };

    /// <summary>The id of the row, or why there is none.</summary>
    public async Task<(int? Id, Refusal? Refusal)> RunAsync(Body body, string actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (row, refusal) = await AddAsync(db, body, actor, clock.UtcNow(), ct);
        if (row is null)
        {
            return (null, refusal);
        }

        await db.SaveChangesAsync(ct);
        bell.Ring();
        return (row.Id, null);
    }

    /// <summary>Ends an override; false when there is none that holds under this id.</summary>
    public async Task<bool> LiftAsync(int id, string actor, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.CellOverrides.FirstOrDefaultAsync(o => o.Id == id && o.LiftedAt == null, ct) is not { } row)
        {
            return false;
        }

        Lift(db, row, actor, clock.UtcNow());
        await db.SaveChangesAsync(ct);
        bell.Ring();
        return true;
    }

    /// <summary>Adds the override to the caller's unit of work, which saves it; or says why not.</summary>
    internal static async Task<(CellOverride? Row, Refusal? Refusal)> AddAsync(CentralDb db, Body body, string actor, DateTime now, CancellationToken ct)
    {
        var rules = await CellRules.ReadAsync(db, ct);
        if (Check(body, [.. rules.Indicators.Select(i => i.Code)], TehranTime.DayOf(now)) is { } refusal)
        {
            return (null, refusal);
        }

        if (body.Agency is { } agency && !await db.Agencies.AnyAsync(a => a.Code == agency, ct))
        {
            return (null, new("agency-unknown", null, "/agency"));
        }

        var row = new CellOverride
        {
            Status = body.Status, Agency = body.Agency, Province = body.Province, Indicator = body.Indicator, Period = body.Period,
            Reference = PersianText.Canonical(body.Reference, TextField.Text) ?? body.Reference, Reason = PersianText.Canonical(body.Reason, TextField.Text) ?? body.Reason, By = actor, At = now,
        };
        db.Add(row);
        db.Add(Line(row, row.Status == CellStatus.CentralOutage ? "cells-outage-admitted" : "cells-quarantined", actor, now));
        return (row, null);
    }

    /// <summary>Ends an override that the caller's unit of work holds and saves.</summary>
    internal static void Lift(CentralDb db, CellOverride row, string actor, DateTime now)
    {
        (row.LiftedAt, row.LiftedBy) = (now, actor);
        db.Add(Line(row, "cells-override-lifted", actor, now));
    }

    private static JournalEntry Line(CellOverride row, string kind, string actor, DateTime now) => new()
    {
        At = now, Kind = kind, Agency = row.Agency, Province = row.Province, Subject = $"{row.Period}/{row.Indicator ?? "*"}/{row.Reference}", Actor = actor,
    };
}
