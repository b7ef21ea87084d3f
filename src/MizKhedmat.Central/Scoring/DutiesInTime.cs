using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// P6.1 as far as the register tells it: the representative (1538588/5-n) by the letter of appointment, the in-person and the
/// electronic desk (1538588/1) by their first day. A duty whose filing no room takes yet is left out: what an agency cannot file
/// is not held against it. Lateness by effective, else rolled day; an agency whose first office is younger than that has the law's
/// time from its own first day on (DOMAIN.md section 8, 38).
/// </summary>
internal sealed partial class DutiesInTime
{
    private readonly List<(Duty Duty, Obligation Obligation, int Grace)> duties = [];
    private readonly Dictionary<int, DateOnly> begun = [];
    private readonly Dictionary<(int, Duty), DateOnly> fulfilled = [];
    private readonly HashSet<int> deemed = [];

    private enum Duty
    {
        Representative,
        InPersonDesk,
        ElectronicDesk,
    }

    /// <summary>Of all agencies in five queries, or of some.</summary>
    public static async Task<DutiesInTime> ReadAsync(CentralDb db, CellRules rules, IReadOnlyList<int>? only, CancellationToken ct)
    {
        var read = new DutiesInTime();
        await read.DutiesAsync(db, rules, ct);
        var offices = only is null ? db.Offices.AsNoTracking() : db.Offices.AsNoTracking().Where(o => only.Contains(o.AgencyId));
        foreach (var first in await offices.GroupBy(o => o.AgencyId).Select(g => new { g.Key, From = g.Min(o => o.ValidFrom) }).ToListAsync(ct))
        {
            read.begun[first.Key] = first.From;
        }

        await read.DesksAsync(db, only, ct);
        var revisions = db.RegisterRevisions;
        var items = only is null ? db.RegisterItems.AsNoTracking() : db.RegisterItems.AsNoTracking().Where(i => only.Contains(i.AgencyId));
        var records = await items.Where(i => (i.Kind == RegisterKind.Representative || (i.Kind == RegisterKind.Exemption && i.Status == RegisterStatus.Accepted))
                && i.Status != RegisterStatus.Removed && i.AgencyId != 0)
            .Join(revisions, i => new { i.AgencyId, i.Kind, i.Code }, r => new { r.AgencyId, r.Kind, r.Code }, (i, r) => new { i.AgencyId, i.Kind, r.State })
            .ToListAsync(ct);
        foreach (var record in records)
        {
            var state = RegisterState.Parse(record.State);
            if (record.Kind == RegisterKind.Representative && state.Day("letterOn") is { } on)
            {
                read.Fulfil(record.AgencyId, Duty.Representative, on);
            }
            else if (state.Str("exemption") is "DM-BANK" or "DM-POST" && state.Str("office") is null)
            {
                read.deemed.Add(record.AgencyId);
            }
        }

        return read;
    }

    /// <summary>
    /// Mean over the duties due by <paramref name="day"/>: 1 in time, else falling to 0 at the end of the grace, 0 while not fulfilled;
    /// null when none is due. Deemed desks have no desk to establish, nor has an in-person one whose services are all electronic
    /// (faq-1397/Q13, Q33).
    /// </summary>
    public double? Mean(int agencyId, AgencyFacts agency, DateOnly day)
    {
        var marks = new List<double>();
        foreach (var (duty, obligation, grace) in duties)
        {
            var isOut = duty != Duty.Representative && (deemed.Contains(agencyId) || agency.Subject == SubjectStatus.Deemed)
                || (duty == Duty.InPersonDesk && agency.Register is { Applicable: > 0, InPersonDesks: 0 } r && r.Applicable == r.Electronic);
            if (isOut || DueOf(agencyId, obligation) is not { } due || due > day)
            {
                continue;
            }

            var late = fulfilled.TryGetValue((agencyId, duty), out var on) && on <= day ? on.DayNumber - due.DayNumber : (int?)null;
            marks.Add(late is null ? 0 : late <= 0 ? 1 : Math.Max(0, 1 - ((double)late.Value / grace)));
        }

        return marks.Count == 0 ? null : marks.Average();
    }

    private async Task DutiesAsync(CentralDb db, CellRules rules, CancellationToken ct)
    {
        var wanted = new Dictionary<string, Duty> { ["REP"] = Duty.Representative, ["DESK_P"] = Duty.InPersonDesk, ["DESK_E"] = Duty.ElectronicDesk };
        var known = await db.Obligations.AsNoTracking().Where(o => o.WithdrawnOn == null).ToDictionaryAsync(o => o.Id, ct);
        foreach (var row in rules.Obligations)
        {
            if (wanted.TryGetValue(row.Code, out var duty) && row.Duties is [var id] && known.TryGetValue(id, out var obligation))
            {
                duties.Add((duty, obligation, row.GraceDays));
            }
        }
    }

    private async Task DesksAsync(CentralDb db, IReadOnlyList<int>? only, CancellationToken ct)
    {
        var spells = db.Spells.AsNoTracking().Where(s => s.Kind == RegisterKind.Desk);
        var desks = only is null ? db.Desks.AsNoTracking() : db.Desks.AsNoTracking().Where(d => only.Contains(d.AgencyId));
        var firsts = await desks.Where(d => (d.State == DeskState.Declared || d.State == DeskState.Verified)
                && (d.Kind == DeskKind.InPerson || d.Kind == DeskKind.Electronic))
            .Join(spells, d => new { d.AgencyId, d.Code }, s => new { s.AgencyId, s.Code }, (d, s) => new { d.AgencyId, d.Kind, s.From })
            .GroupBy(x => new { x.AgencyId, x.Kind }).Select(g => new { g.Key.AgencyId, g.Key.Kind, From = g.Min(x => x.From) }).ToListAsync(ct);
        foreach (var first in firsts)
        {
            Fulfil(first.AgencyId, first.Kind == DeskKind.InPerson ? Duty.InPersonDesk : Duty.ElectronicDesk, first.From);
        }
    }

    private void Fulfil(int agency, Duty duty, DateOnly on) =>
        fulfilled[(agency, duty)] = fulfilled.TryGetValue((agency, duty), out var known) && known < on ? known : on;

    private DateOnly? DueOf(int agency, Obligation obligation) =>
        obligation.DueOn is not { } due || !begun.TryGetValue(agency, out var first) || first <= due ? obligation.DueOn
        : JalaliDate.Of(first).AddMonths(MonthsOf(obligation)).ToDateOnly();

    /// <summary>The time that the text allows: <c>P6M</c>, <c>P1Y</c>.</summary>
    private static int MonthsOf(Obligation obligation)
    {
        using var row = JsonDocument.Parse(obligation.Document);
        var match = row.RootElement.TryGetProperty("offset", out var offset) && offset.TryGetProperty("value", out var value) ? Span().Match(value.GetString()!) : Match.Empty;
        return !match.Success ? 0 : int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) * (match.Groups[2].Value == "Y" ? 12 : 1);
    }

    [GeneratedRegex("^P([0-9]+)([MY])$")]
    private static partial Regex Span();
}
