using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>What is known of a period when somebody wants an edition of it.</summary>
/// <param name="Today">The Tehran day.</param>
/// <param name="Published">Its editions in the order of the chain.</param>
/// <param name="HasDraft">Whether one waits for approval.</param>
/// <param name="OpenObjections">Objections to its provisional edition that nobody has decided.</param>
/// <param name="HasMethodology">Whether an approved methodology is there for it.</param>
public sealed record PeriodStand(DateOnly Today, IReadOnlyList<PublishedEdition> Published, bool HasDraft, int OpenObjections, bool HasMethodology)
{
    /// <summary>What follows what is published.</summary>
    public EditionKind Next => Published switch
    {
        [] => EditionKind.Provisional,
        [.., { Kind: EditionKind.Provisional }] => EditionKind.Final,
        _ => EditionKind.Restatement,
    };

    /// <summary>Id of the edition that comes next: <c>1405-Q2-provisional</c>, <c>1405-Q2-final</c>, <c>1405-Q2-r2</c>.</summary>
    public string IdOf(JalaliPeriod period) => Next switch
    {
        EditionKind.Provisional => period.Key + "-provisional",
        EditionKind.Final => period.Key + "-final",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{period.Key}-r{Published.Count}"),
    };

    internal static async Task<PeriodStand> ReadAsync(CentralDb db, JalaliPeriod period, DateOnly today, CancellationToken ct) =>
        (await ReadAsync(db, [period], today, ct))[period.Key];

    /// <summary>By key of the period; as many queries for many periods as for one.</summary>
    internal static async Task<IReadOnlyDictionary<string, PeriodStand>> ReadAsync(CentralDb db, IReadOnlyCollection<JalaliPeriod> periods, DateOnly today, CancellationToken ct)
    {
        var keys = periods.Select(p => p.Key).ToList();
        var published = (await db.Editions.AsNoTracking().Where(e => keys.Contains(e.Period)).OrderBy(e => e.Sequence)
            .Select(e => new { e.Period, Edition = new PublishedEdition(e.Id, e.Kind, e.PublishedAt) }).ToListAsync(ct)).ToLookup(e => e.Period, e => e.Edition);
        var drafts = await db.EditionDrafts.Where(d => keys.Contains(d.Period) && d.State == DraftState.Waiting).Select(d => d.Period).ToListAsync(ct);
        var objections = await db.Objections.Where(o => o.State == ObjectionState.Open).GroupBy(o => o.EditionId).Select(g => new { g.Key, Open = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Open, ct);
        var methods = await MethodInForce.ReadAsync(db, ct);
        return periods.ToDictionary(p => p.Key, p => new PeriodStand(
            today, [.. published[p.Key]], drafts.Contains(p.Key), published[p.Key].Sum(e => objections.GetValueOrDefault(e.Id)), methods.Of(p) is not null));
    }
}

/// <summary>An edition as far as the chain of kinds asks.</summary>
public sealed record PublishedEdition(string Id, EditionKind Kind, DateTime PublishedAt);

/// <summary>Which version of the methodology a period is ranked by.</summary>
internal sealed class MethodInForce
{
    private static readonly string[] Ways = ["effective", "approved", "retired"];

    private readonly List<Methodology> known;
    private readonly List<MethodologyAct> effects;

    private MethodInForce(List<Methodology> known, List<MethodologyAct> effects) => (this.known, this.effects) = (known, effects);

    public static async Task<MethodInForce> ReadAsync(CentralDb db, CancellationToken ct) => new(
        await db.Methodologies.AsNoTracking().Where(m => Ways.Contains(m.Status)).ToListAsync(ct),
        await db.MethodologyActs.AsNoTracking().Where(a => a.Step == MethodologyStep.TookEffect).OrderBy(a => a.Id).ToListAsync(ct));

    /// <summary>
    /// The one that was in force when the period began; where none was yet, the one furthest on its way, approved at least. Null when there is none:
    /// by a draft no edition is made.
    /// </summary>
    public Methodology? Of(JalaliPeriod period) =>
        effects.Select(a => (Act: a, Of: known.Find(m => m.Id == a.Methodology && m.Version == a.Version && m.Sha256 == a.Sha256), From: BeginOf(a)))
            .Where(e => e.Of is not null && e.From <= period.From).OrderBy(e => e.From).ThenBy(e => e.Act.Id).LastOrDefault().Of
        ?? known.Where(m => m.Status != "retired").OrderBy(m => Array.IndexOf(Ways, m.Status)).ThenByDescending(m => Version.Parse(m.Version)).FirstOrDefault();

    /// <summary>First day of the quarter from which a version holds.</summary>
    internal static DateOnly BeginOf(MethodologyAct act) =>
        JalaliPeriod.TryParse(act.Note, DateOnly.MinValue, out var from) ? from.From : throw new InvalidOperationException($"Methodology {act.Version} has taken effect from no period: '{act.Note}'.");
}
