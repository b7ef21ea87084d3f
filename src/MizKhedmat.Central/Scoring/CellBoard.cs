using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// From facts to cells (SCORING.md 3–8): what is known of every indicator of the methodology, by agency, by its part in a province,
/// by office, and the governor's parts of a province. The index engine takes it from here. The number of queries does not depend on
/// that of units.
/// </summary>
public sealed class CellBoard(IDbContextFactory<CentralDb> dbs, CurrentCalendar calendar, TimeProvider clock)
{
    /// <summary>Every indicator of the methodology in force with its clauses and formula, the governor's parts last.</summary>
    public async Task<IReadOnlyList<CellDefinition>> DefinitionsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return DefinitionsOf(await CellRules.ReadAsync(db, ct));
    }

    /// <summary>The same of any version.</summary>
    internal static IReadOnlyList<CellDefinition> DefinitionsOf(CellRules rules) =>
    [
        .. rules.Indicators.Select(it => Definition(it, CellFormulas.Find(CellFormulas.OfUnit, it))),
        .. rules.OfGovernor.Select(it => Definition(it, CellFormulas.Find(CellFormulas.OfProvince, it))),
    ];

    /// <summary>
    /// The cells of all units of a level inside the scope, units without facts included; null where the level is wider than the scope:
    /// a governor has no cells of whole agencies, an agency none of provinces.
    /// </summary>
    public async Task<CellTable?> ReadAsync(Scope scope, CellLevel level, JalaliPeriod period, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!MayRead(scope, level) || await KpiReach.ResolveAsync(db, scope, scope, null, ct) is not { } reach)
        {
            return null;
        }

        var of = new Reading(db, reach, await CellRules.ReadAsync(db, ct), period, clock.UtcNow(), null);
        return level == CellLevel.Province ? await ProvincesAsync(of, ct) : (await AgenciesAsync(of, level, ct)).Table(level);
    }

    /// <summary>Whole agencies and their parts in provinces from one reading: some agencies, or null for all of them. Whoever asks has asked for the scope.</summary>
    internal async Task<(CellTable Agencies, CellTable Parts)> OfAgenciesAsync(IReadOnlyCollection<AgencyCode>? agencies, JalaliPeriod period, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await OfAgenciesAsync(new(db, await KpiReach.OfAgenciesAsync(db, agencies, ct), await CellRules.ReadAsync(db, ct), period, clock.UtcNow(), null), ct);
    }

    /// <summary>
    /// The country for an official run: whole agencies, their parts in provinces and provinces, by one methodology and one cut-off, with what was
    /// open at the end of the period told exactly: those that stay open until the cut-off would nearly all be overdue. The caller holds a snapshot of the database.
    /// </summary>
    internal async Task<(CellTable Agencies, CellTable Parts, CellTable Provinces)> OfficialAsync(
        CentralDb db, JalaliPeriod period, CellRules rules, DateTime cutOff, CancellationToken ct)
    {
        var ended = TehranTime.StartOf(period.To.AddDays(1));
        var open = await OpenRatios.ReadAsync(db, ended < cutOff ? ended : cutOff, calendar.Value, ct);
        var of = new Reading(db, await KpiReach.OfAgenciesAsync(db, null, ct), rules, period, cutOff, open);
        var (agencies, parts) = await OfAgenciesAsync(of, ct);
        return (agencies, parts, await ProvincesAsync(of, ct));
    }

    private async Task<(CellTable Agencies, CellTable Parts)> OfAgenciesAsync(Reading of, CancellationToken ct)
    {
        var read = await AgenciesAsync(of, CellLevel.AgencyProvince, ct);
        return ((read with { Flows = read.Flows.OfWholes() }).Table(CellLevel.Agency), read.Table(CellLevel.AgencyProvince));
    }

    private static bool MayRead(Scope scope, CellLevel level) => level switch
    {
        CellLevel.Agency => scope.Kind is ScopeKind.National or ScopeKind.Agency,
        CellLevel.AgencyProvince => scope.Kind is ScopeKind.National or ScopeKind.Province or ScopeKind.Agency,
        CellLevel.Province => scope.Kind is ScopeKind.National or ScopeKind.Province,
        _ => true,
    };

    private static async Task<IReadOnlyList<CellOverride>> OverridesAsync(CentralDb db, JalaliPeriod period, DateTime asOf, CancellationToken ct)
    {
        var known = await db.CellOverrides.AsNoTracking().Where(o => o.Period == period.Key).OrderBy(o => o.Id).ToListAsync(ct);
        return [.. known.Where(o => o.Holds(asOf))];
    }

    /// <summary>A finding weighs more than an outage: nobody escapes it by one. What does not apply stays so.</summary>
    private static IReadOnlyList<UnitCells> Overridden(IReadOnlyList<UnitCells> units, IReadOnlyList<CellIndicator> indicators, IReadOnlyList<CellOverride> overrides)
    {
        return overrides.Count == 0 ? units : [.. units.Select(unit => unit with { Cells = [.. unit.Cells.Select((cell, i) => Of(unit.Unit, indicators[i].Code, cell))] })];

        Cell Of(CellUnit unit, string indicator, Cell cell) =>
            cell.Status != CellStatus.NotApplicable && overrides.Where(o => o.Concerns(unit, indicator)).MaxBy(o => o.Status == CellStatus.Quarantined) is { } found
                ? new(found.Status, 0, 0) : cell;
    }

    private static CellDefinition Definition(CellIndicator indicator, CellFormula formula) => new(
        indicator.Code, indicator.Slug, indicator.LabelFa, indicator.Clauses, CellWords.Of(indicator.Code),
        formula.Of is null ? CellWords.Of(formula.Waiting) : null);

    private static async Task<CellTable> ProvincesAsync(Reading of, CancellationToken ct)
    {
        var (db, reach, rules, days) = (of.Db, of.Reach, of.Rules, of.Days);
        var counts = db.PlacementCounts.AsNoTracking().Where(c => c.Day <= days.Last && c.Area.Length == 2);
        var register = await RegisterKpis.Grouped(counts, c => c.Area, default).ToDictionaryAsync(g => g.Key, g => g.Now, ct);
        var requests = await db.DayTotals.AsNoTracking().Where(t => t.Day >= days.From && t.Day <= days.Last)
            .GroupBy(t => t.Province).Select(g => new { g.Key, Accepted = g.Sum(t => (long)t.Accepted) }).ToDictionaryAsync(g => g.Key, g => g.Accepted, ct);
        var governor = new AgencyFacts(SubjectStatus.Subject, AgencyKind.Governorate);
        var provinces = await db.Provinces.AsNoTracking().Where(p => reach.Province == null || p.Code == reach.Province).OrderBy(p => p.SortKey).ToListAsync(ct);
        return of.Table(CellLevel.Province, rules.OfGovernor,
        [
            .. provinces.Select(p => new UnitCells(
                new(p.Code.Value, null, p.Code, null, p.NameFa, p.NameEn, null, null),
                CellFormulas.Of(rules.OfGovernor, CellFormulas.OfProvince, new(governor, register.GetValueOrDefault(p.Code.Value), new(), null, [], false)),
                requests.GetValueOrDefault(p.Code), 0)),
        ]);
    }

    private async Task<AgencyCells> AgenciesAsync(Reading of, CellLevel level, CancellationToken ct)
    {
        var (db, reach, days) = (of.Db, of.Reach, of.Days);
        var known = reach.AgencyIds is { } only ? db.Agencies.AsNoTracking().Where(a => only.Contains(a.Id)) : db.Agencies.AsNoTracking();
        var agencies = await known.OrderBy(a => a.SortKey).ToListAsync(ct);
        var offices = await reach.OfficesOf(db).ToDictionaryAsync(o => o.Id, ct);
        var flows = new CellFlows(db, reach, level, days, offices);
        await flows.ReadAsync(calendar.Value, of.AsOf, of.Open, ct);
        var register = await RegisterAsync(db, reach, level, days, ct);
        var wholes = await AgencyReading.ReadAsync(db, reach.AgencyIds, agencies, register, days, of.Rules, ct);
        return new(of, agencies, [.. offices.Values], flows, register, wholes, await OverridesAsync(db, of.Period, of.AsOf, ct));
    }

    /// <summary>The register of whole agencies, and of their areas of the level, as of the end of the period.</summary>
    private static async Task<Dictionary<CellKey, PlacementCount>> RegisterAsync(CentralDb db, KpiReach reach, CellLevel level, CellDays days, CancellationToken ct)
    {
        var counts = db.PlacementCounts.AsNoTracking().Where(c => c.Day <= days.Last);
        counts = reach.AgencyIds is { } agencies ? counts.Where(c => agencies.Contains(c.AgencyId)) : counts;

        // Codes of offices have a hyphen; those of provinces and counties are digits only.
        var dash = "-";
        counts = level switch
        {
            CellLevel.Agency => counts.Where(c => c.Area == ""),
            CellLevel.AgencyProvince when reach.Province is { } p => counts.Where(c => c.Area == "" || c.Area == p.Value),
            CellLevel.AgencyProvince => counts.Where(c => c.Area == "" || c.Area.Length == 2),
            _ when reach.Province is { } p => counts.Where(c => c.Area == "" || (c.Area.Contains(dash) && c.Area.StartsWith(p.Value))),
            _ => counts.Where(c => c.Area == "" || c.Area.Contains(dash)),
        };
        var groups = await RegisterKpis.Grouped(counts, c => new { c.AgencyId, c.Area }, default).ToListAsync(ct);
        return groups.ToDictionary(g => new CellKey(g.Key.AgencyId, g.Key.Area), g => g.Now);
    }

    /// <summary>In the order of the register: agencies, and within them provinces or offices. Those that serve clients, and those that told facts.</summary>
    private static IEnumerable<(CellKey Key, CellUnit Unit)> Units(
        CellLevel level, IReadOnlyList<Agency> agencies, IReadOnlyList<Office> offices, CellFlows flows, CellDays days)
    {
        var told = flows.Keys.ToHashSet();
        var serving = offices.Where(o => o.ValidFrom <= days.Last && (o.ValidTo is not { } end || end > days.Last) && o.HasClients).Select(o => o.Id).ToHashSet();
        var byAgency = offices.ToLookup(o => o.AgencyId);
        foreach (var agency in agencies)
        {
            var own = byAgency[agency.Id].OrderBy(o => o.Code, StringComparer.Ordinal).ToList();
            if (level == CellLevel.Agency)
            {
                yield return (new(agency.Id, ""), new(agency.Code.Value, agency.Code, agency.Province, null, agency.NameFa, agency.NameEn, agency.Kind, agency.Subject));
            }
            else if (level == CellLevel.AgencyProvince)
            {
                foreach (var province in own.Where(o => serving.Contains(o.Id) || told.Contains(new(agency.Id, o.Province.Value))).Select(o => o.Province).Distinct())
                {
                    yield return (new(agency.Id, province.Value), new(
                        $"{agency.Code}/{province}", agency.Code, province, null, agency.NameFa, agency.NameEn, agency.Kind, agency.Subject));
                }
            }
            else
            {
                foreach (var office in own.Where(o => serving.Contains(o.Id) || told.Contains(new(agency.Id, o.Code))))
                {
                    yield return (new(agency.Id, office.Code), new(
                        $"{agency.Code}/{office.Code}", agency.Code, office.Province, office.Code, office.TitleFa, office.TitleFa, agency.Kind, agency.Subject));
                }
            }
        }
    }

    /// <summary>What is read by which rules, as of when.</summary>
    /// <param name="Open">What is open, told exactly; null: near enough, from counters.</param>
    private sealed record Reading(CentralDb Db, KpiReach Reach, CellRules Rules, JalaliPeriod Period, DateTime AsOf, IReadOnlyList<OpenRatio>? Open)
    {
        public CellDays Days { get; } = CellDays.Of(Period, TehranTime.DayOf(AsOf));

        public CellTable Table(CellLevel level, IReadOnlyList<CellIndicator> indicators, IReadOnlyList<UnitCells> units) =>
            new(AsOf, Period, level, Rules.Version, Rules.Sha256, [.. indicators.Select(i => i.Code)], units);
    }

    /// <summary>Everything that was read of agencies.</summary>
    private sealed record AgencyCells(
        Reading Of, IReadOnlyList<Agency> Agencies, IReadOnlyList<Office> Offices, CellFlows Flows, IReadOnlyDictionary<CellKey, PlacementCount> Register,
        IReadOnlyDictionary<int, AgencyFacts> Wholes, IReadOnlyList<CellOverride> Overrides)
    {
        /// <summary>Cells of the level whose flows these are.</summary>
        public CellTable Table(CellLevel level)
        {
            var indicators = Of.Rules.Indicators;
            var units = Units(level, Agencies, Offices, Flows, Of.Days).Select(unit =>
            {
                var (key, it) = unit;
                var agency = Wholes[key.AgencyId];
                var facts = Flows.Now(key);
                var isSilent = agency.IsSilent || (level == CellLevel.AgencyProvince && facts.All is { Accepted: 0, Answered: 0 });
                var input = new CellInput(agency, Register.GetValueOrDefault(key), facts, Flows.FourQuarters(key), Flows.Durations(key), isSilent);
                return new UnitCells(it, CellFormulas.Of(indicators, CellFormulas.OfUnit, input), facts.All.Accepted, agency.YearlyRequests);
            });
            return Of.Table(level, indicators, Overridden([.. units], indicators, Overrides));
        }
    }
}
