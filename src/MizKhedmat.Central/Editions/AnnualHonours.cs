using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>The first three of one group of peers, those that share the third place among them.</summary>
/// <param name="Key">Kind and volume: <c>ministry/B</c>; empty for the provinces, which are one group.</param>
/// <param name="Ranked">How many of the group have a rank.</param>
/// <param name="Best">In order of rank.</param>
public sealed record HonourGroup(string Key, int Ranked, IReadOnlyList<Standing> Best)
{
    /// <summary>Fewer than these say little about each other (SCORING.md 11).</summary>
    public const int Enough = 5;

    public bool IsSmall => Ranked < Enough;
}

/// <summary>The yearly list of a Jalali year.</summary>
/// <param name="Edition">What it is made from; null while the year has no edition.</param>
/// <param name="IsFinal">Whether that is the final one; else the list is provisional and says so.</param>
/// <param name="DueOn">Tehran day by which the final one is due (OB-06).</param>
/// <param name="Tables">Each list whole, for the classes and pillars of its rows.</param>
public sealed record HonourList(
    int Year, EditionLine? Edition, bool IsFinal, DateOnly DueOn, IReadOnlyList<HonourGroup> Groups, HonourGroup? Provinces, IReadOnlyList<StandingTable> Tables)
{
    /// <summary>Every unit on the list, agencies first.</summary>
    public IEnumerable<Standing> Units => [.. Groups.SelectMany(g => g.Best), .. Provinces?.Best ?? []];
}

/// <summary>All that speaks for or against a unit: its line, why it has its score, its years, objections and findings.</summary>
/// <param name="Sheet">Null for a province.</param>
public sealed record HonourDossier(
    HonourList List, StandingTable Table, Standing Own, ScoreSheet? Sheet, IReadOnlyList<SeriesPoint> Series, IReadOnlyList<ObjectionLine> Objections, IReadOnlyList<OverrideLine> Findings);

/// <summary>
/// Best agencies and provinces of a year for the Shahid Rajaee festival (1538588/4; OB-06), from the final annual edition, else from the
/// latest provisional one marked as such. National scope only.
/// </summary>
public sealed class AnnualHonours(EditionShelf shelf, ObjectionBoard objections, OverrideList overrides)
{
    private const int Places = 3;

    /// <summary>Years that have an annual edition, the newest first.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(Scope scope, CancellationToken ct) => scope.Kind != ScopeKind.National ? []
        : [.. (await shelf.ListAsync(scope, ct)).Where(e => e.Period.Kind == PeriodKind.Year).Select(e => e.Period.Year).Distinct().OrderDescending()];

    /// <summary>Null outside the national scope.</summary>
    public async Task<HonourList?> ReadAsync(Scope scope, int year, CancellationToken ct)
    {
        if (scope.Kind != ScopeKind.National || !JalaliPeriod.TryParse(year.ToString("0000", System.Globalization.CultureInfo.InvariantCulture), default, out var period))
        {
            return null;
        }

        var due = EditionCalendar.Of(period)!.Final;
        var edition = (await shelf.ListAsync(scope, ct)).Where(e => e.Period.Key == period.Key).MaxBy(e => (e.Kind != EditionKind.Provisional, e.Sequence));
        if (edition is null)
        {
            return new(year, null, false, due, [], null, []);
        }

        var tables = new List<StandingTable>();
        foreach (var of in Enum.GetValues<StandingOf>())
        {
            if (await shelf.TableAsync(scope, edition.Id, of, null, ct) is { } table)
            {
                tables.Add(table);
            }
        }

        var agencies = tables.Where(t => t.Of != StandingOf.Provinces).SelectMany(t => t.Rows.Where(r => r is { Rank: not null, PeerRank: not null, Group: not null }));
        var groups = agencies.GroupBy(r => r.Group!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new HonourGroup(g.Key, g.Count(), [.. g.Where(r => r.PeerRank <= Places).OrderBy(r => r.PeerRank).ThenBy(r => r.Code, StringComparer.Ordinal)]));
        var provinces = tables.Find(t => t.Of == StandingOf.Provinces) is { Ranked: > 0 } list
            ? new HonourGroup("", list.Ranked, [.. list.Rows.Where(r => r.Rank <= Places).OrderBy(r => r.Rank).ThenBy(r => r.Code, StringComparer.Ordinal)]) : null;
        return new(year, edition, edition.Kind != EditionKind.Provisional, due, [.. groups], provinces, tables);
    }

    /// <summary>
    /// The dossier of any unit of the year's edition, on the list or not: agencies have codes of four and more digits, provinces of two.
    /// Null outside the national scope, without an edition or for a unit that does not stand in it.
    /// </summary>
    public async Task<HonourDossier?> DossierAsync(Scope scope, int year, string unit, CancellationToken ct)
    {
        if (await ReadAsync(scope, year, ct) is not { Edition: { } edition } list
            || list.Tables.FirstOrDefault(t => t.Rows.Any(r => r.Code == unit)) is not { } table)
        {
            return null;
        }

        AgencyCode? agency = table.Of == StandingOf.Provinces ? null : new(unit);
        var sheet = agency is { } code ? await shelf.ExplainAsync(scope, edition.Id, code, null, ct) : null;
        var series = (await shelf.SeriesAsync(scope, table.Of, PeriodKind.Year, ct)).GetValueOrDefault(unit) ?? [];
        var decided = (await objections.ListAsync(scope, null, ct)).Where(o => o.Agency == agency && o.Period.Year == year && o.State is ObjectionState.Accepted or ObjectionState.Rejected);
        var findings = (await overrides.ReadAsync(scope, null, ct)).Where(o => o.Agency is { } own && own == agency && o.Period.StartsWith(edition.Period.Key, StringComparison.Ordinal));
        return new(list, table, table.Rows.First(r => r.Code == unit), sheet, series, [.. decided], [.. findings]);
    }
}
