using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// The ranking of provinces and agencies by the national index (1538588/4), unofficial until an edition is published: cells of the
/// period, scored and ranked by the methodology in force. What was read is kept; the journal tells which agencies have
/// changed since, and only these are read and scored again.
/// </summary>
public sealed partial class StandingBoard(IDbContextFactory<CentralDb> dbs, CellBoard cells, TimeProvider clock, ILogger<StandingBoard> log)
{
    /// <summary>Lines of the journal may be committed out of their order by so much (DESIGN.md): they are asked for again.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    /// <summary>One more reading costs as much as this many agencies read singly.</summary>
    private const int MostSingly = 8;

    /// <summary>A reading that took longer than this is not waited for again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Periods that are kept ready; the least recently asked for goes first.</summary>
    private const int MostPeriods = 6;

    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);

    /// <summary>
    /// Units inside the scope, each with its place in the whole list. With a province: the parts of agencies there, ranked among
    /// each other. Ranked ones first, then those listed apart.
    /// </summary>
    public Task<StandingTable> ReadAsync(Scope scope, StandingOf of, JalaliPeriod period, ProvinceCode? province, CancellationToken ct) =>
        InAsync(period, snapshot => RunTables.Seen(scope, province is { } p ? snapshot.Tables.Within(p) : snapshot.Tables.Table(of), province), ct);

    /// <summary>
    /// The place of one province or agency in the whole country: its own line and nobody else's row. Null when the unit lies
    /// outside the scope or does not exist.
    /// </summary>
    public async Task<(Standing Own, int Ranked)?> PlaceOfAsync(Scope scope, Scope unit, JalaliPeriod period, CancellationToken ct)
    {
        if (unit.Kind is not (ScopeKind.Province or ScopeKind.Agency) || !scope.Covers(unit))
        {
            return null;
        }

        return await InAsync<(Standing, int)?>(period, snapshot =>
        {
            var tables = snapshot.Tables;
            var table = unit.Province is not null ? tables.Table(StandingOf.Provinces) : tables.ListOf(unit.Agency!.Value) is { } of ? tables.Table(of) : null;
            var code = unit.Province?.Value ?? unit.Agency!.Value.Value;
            return table?.Rows.FirstOrDefault(r => r.Code == code) is { } own ? (own, table.Ranked) : null;
        }, ct);
    }

    /// <summary>
    /// Why an agency, or its part in a province, has its score. Null outside the scope, for one that does not exist or that the
    /// directive does not bind.
    /// </summary>
    public async Task<ScoreSheet?> ExplainAsync(Scope scope, AgencyCode agency, ProvinceCode? province, JalaliPeriod period, CancellationToken ct)
    {
        if (!RunTables.MaySee(scope, agency, province))
        {
            return null;
        }

        var definitions = (await cells.DefinitionsAsync(ct)).ToDictionary(d => d.Code, StringComparer.Ordinal);
        return await InAsync(period, snapshot => snapshot.Tables.Explain(agency, province, definitions), ct);
    }

    /// <summary>What the whole live ranking is computed from; whoever asks has asked for the scope.</summary>
    internal Task<EditionInput> InputAsync(JalaliPeriod period, CancellationToken ct) => InAsync(period, snapshot => snapshot.Input(), ct);

    /// <summary>A whole list, and what it is computed from where the caller does not know that yet, both of one cut-off; whoever asks has asked for the scope.</summary>
    internal Task<(StandingTable Table, EditionInput? Input)> WholeAsync(StandingOf of, JalaliPeriod period, Func<DateTime, bool> isKnown, CancellationToken ct) =>
        InAsync(period, snapshot => (snapshot.Tables.Table(of), isKnown(snapshot.AsOf) ? null : snapshot.Input()), ct);

    /// <summary>
    /// One reader at a time asks the database for one period. A quick reading is waited for and shared; while a slow one runs (a whole
    /// country), everybody else gets what was read last, with its own cut-off.
    /// </summary>
    private async Task<T> InAsync<T>(JalaliPeriod period, Func<IndexSnapshot, T> ask, CancellationToken ct)
    {
        var own = kept.GetOrAdd(period.Key, _ => new());
        own.AskedAt = clock.UtcNow();
        Forget();
        if (!own.IsOf(period))
        {
            await own.Turn.WaitAsync(ct);
            await RefreshAsync(own, period, ct);
        }
        else if (Stopwatch.GetElapsedTime(own.ReadAt) >= own.Took)
        {
            if (own.Took <= Patience)
            {
                await own.Turn.WaitAsync(ct);
                await RefreshAsync(own, period, ct);
            }
            else if (await own.Turn.WaitAsync(0, ct))
            {
                _ = LaterAsync(own, period);
            }
        }

        lock (own)
        {
            return ask(own.Snapshot!);
        }
    }

    /// <summary>A refresh that nobody waits for; when it fails, the next reader tries again.</summary>
    private async Task LaterAsync(Kept own, JalaliPeriod period)
    {
        try
        {
            await Task.Run(() => RefreshAsync(own, period, CancellationToken.None));
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or TimeoutException)
        {
            RefreshFailed(log, fault);
        }
    }

    /// <summary>The caller holds the turn, which is given back here. What changed is read without holding up who asks; only taking it over does.</summary>
    private async Task RefreshAsync(Kept own, JalaliPeriod period, CancellationToken ct)
    {
        try
        {
            if (own.IsOf(period) && Stopwatch.GetElapsedTime(own.ReadAt) < own.Took)
            {
                return;
            }

            var (start, now) = (Stopwatch.GetTimestamp(), clock.UtcNow());
            var (last, changed) = await ChangesAsync(own, ct);
            if (!own.IsOf(period) || changed is null || changed.Count > MostSingly || !await TakeAsync(own, changed, period, now, ct))
            {
                var whole = await AllAsync(own.Snapshot, period, ct);
                lock (own)
                {
                    own.Snapshot = whole;
                }
            }

            // Readings take no more than half of the time: a country that pushes without pause does not keep the database busy with ranks.
            (own.Last, own.LastAt, own.ReadAt, own.Took) = (last, now, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            own.Turn.Release();
        }
    }

    /// <summary>Agencies of which something was told since the last reading; null when that cannot be said by agency.</summary>
    private async Task<(long Last, HashSet<AgencyCode>? Changed)> ChangesAsync(Kept own, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (own.Snapshot is null)
        {
            return (await db.Journal.MaxAsync(e => (long?)e.Id, ct) ?? 0, null);
        }

        var since = own.LastAt - Overlap;
        var from = own.Last;
        var lines = await db.Journal.AsNoTracking().Where(e => e.Id > from || (e.Id > from - 10_000 && e.At >= since))
            .GroupBy(e => e.Agency).Select(g => new { Agency = g.Key, Last = g.Max(e => e.Id) }).ToListAsync(ct);
        var last = Math.Max(from, lines.Select(l => l.Last).DefaultIfEmpty(0).Max());
        return (last, lines.Exists(l => l.Agency is null && l.Last > from) ? null : [.. lines.Select(l => l.Agency).OfType<AgencyCode>()]);
    }

    private async Task<bool> TakeAsync(Kept own, HashSet<AgencyCode> changed, JalaliPeriod period, DateTime now, CancellationToken ct)
    {
        var read = new List<(CellTable Agency, CellTable Parts)>();
        foreach (var agency in changed)
        {
            var scope = Scope.OfAgency(agency);
            if (await cells.ReadAsync(scope, CellLevel.Agency, period, ct) is not { } whole || await cells.ReadAsync(scope, CellLevel.AgencyProvince, period, ct) is not { } parts)
            {
                return false;
            }

            read.Add((whole, parts));
        }

        lock (own)
        {
            var isTaken = read.TrueForAll(one => own.Snapshot!.Take(one.Agency, one.Parts));
            own.Snapshot!.Rank(now);
            return isTaken;
        }
    }

    /// <summary>
    /// Everything anew. Priors come from the quarter that had closed before the period began (SCORING.md 6) and stay frozen while the
    /// methodology and the period's days do, so that nobody's score moves because others were read again.
    /// </summary>
    private async Task<IndexSnapshot> AllAsync(IndexSnapshot? former, JalaliPeriod period, CancellationToken ct)
    {
        var agencies = (await cells.ReadAsync(Scope.National, CellLevel.Agency, period, ct))!;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var document = await db.Methodologies.AsNoTracking().Where(m => m.Sha256 == agencies.Sha256).Select(m => m.Document).FirstAsync(ct);
        using var json = JsonDocument.Parse(document);
        var method = IndexMethod.Parse(json.RootElement);
        var closed = JalaliPeriod.QuarterOf(period.Kind == PeriodKind.Live ? period.To : period.From).Previous();
        var priors = former is not null && former.Sha256 == agencies.Sha256 && former.Period == period
            ? former.Priors
            : IndexSnapshot.PriorsOf(method, (await cells.ReadAsync(Scope.National, CellLevel.Agency, closed, ct))!);
        return new(
            method, json.RootElement.Clone(), agencies, (await cells.ReadAsync(Scope.National, CellLevel.AgencyProvince, period, ct))!,
            (await cells.ReadAsync(Scope.National, CellLevel.Province, period, ct))!, priors);
    }

    private void Forget()
    {
        foreach (var (key, _) in kept.OrderByDescending(k => k.Value.AskedAt).Skip(MostPeriods))
        {
            kept.TryRemove(key, out _);
        }
    }

    [LoggerMessage(5201, LogLevel.Warning, "The ranking could not be read anew; what was read before is shown.")]
    private static partial void RefreshFailed(ILogger log, Exception fault);

    /// <summary>What is kept of one period. <see cref="Last"/> is the last line of the journal that it knows.</summary>
    private sealed class Kept
    {
        /// <summary>Without a wait handle, so there is nothing to dispose of.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public IndexSnapshot? Snapshot { get; set; }

        /// <summary>Live days move with the date: yesterday's reading is of another period.</summary>
        public bool IsOf(JalaliPeriod period) => Snapshot?.Period == period;

        public long Last { get; set; }

        public DateTime LastAt { get; set; }

        public long ReadAt { get; set; }

        public TimeSpan Took { get; set; }

        public DateTime AskedAt { get; set; }
    }
}
