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

    internal static async Task<PeriodStand> ReadAsync(CentralDb db, JalaliPeriod period, DateOnly today, CancellationToken ct)
    {
        var (key, objections) = (period.Key, db.Objections);
        var published = await db.Editions.AsNoTracking().Where(e => e.Period == key).OrderBy(e => e.Sequence).Select(e => new PublishedEdition(e.Id, e.Kind, e.PublishedAt)).ToListAsync(ct);
        var ids = published.Select(e => e.Id).ToList();
        return new(
            today, published, await db.EditionDrafts.AnyAsync(d => d.Period == key && d.State == DraftState.Waiting, ct),
            await objections.CountAsync(o => ids.Contains(o.EditionId) && o.State == ObjectionState.Open, ct), await MethodInForce.OfAsync(db, period, ct) is not null);
    }
}

/// <summary>An edition as far as the chain of kinds asks.</summary>
public sealed record PublishedEdition(string Id, EditionKind Kind, DateTime PublishedAt);

/// <summary>Which version of the methodology a period is ranked by.</summary>
internal static class MethodInForce
{
    /// <summary>
    /// The one that was in force when the period began; where none was yet, the one furthest on its way, approved at least. Null when there is none:
    /// by a draft no edition is made.
    /// </summary>
    public static async Task<Methodology?> OfAsync(CentralDb db, JalaliPeriod period, CancellationToken ct)
    {
        string[] ways = ["effective", "approved", "retired"];
        var known = await db.Methodologies.AsNoTracking().Where(m => ways.Contains(m.Status)).ToListAsync(ct);
        var effects = await db.MethodologyActs.AsNoTracking().Where(a => a.Step == MethodologyStep.TookEffect).OrderBy(a => a.Id).ToListAsync(ct);
        return effects.Select(a => (Act: a, Of: known.Find(m => m.Id == a.Methodology && m.Version == a.Version && m.Sha256 == a.Sha256), From: BeginOf(a)))
            .Where(e => e.Of is not null && e.From <= period.From).OrderBy(e => e.From).ThenBy(e => e.Act.Id).LastOrDefault().Of
            ?? known.Where(m => m.Status != "retired").OrderBy(m => Array.IndexOf(ways, m.Status)).ThenByDescending(m => Version.Parse(m.Version)).FirstOrDefault();
    }

    /// <summary>First day of the quarter from which a version holds.</summary>
    internal static DateOnly BeginOf(MethodologyAct act) =>
        JalaliPeriod.TryParse(act.Note, DateOnly.MinValue, out var from) ? from.From : throw new InvalidOperationException($"Methodology {act.Version} has taken effect from no period: '{act.Note}'.");
}
