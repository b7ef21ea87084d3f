using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
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

    /// <summary>Lines that are asked for again at most.</summary>
    private const int FarthestBack = 10_000;

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

    /// <summary>Why a province has its score. Null outside the scope and for one that is not scored.</summary>
    public async Task<ProvinceSheet?> ExplainAsync(Scope scope, ProvinceCode province, JalaliPeriod period, CancellationToken ct)
    {
        if (!scope.Covers(Scope.OfProvince(province)))
        {
            return null;
        }

        var definitions = (await cells.DefinitionsAsync(ct)).ToDictionary(d => d.Code, StringComparer.Ordinal);
        return await InAsync(period, snapshot => snapshot.Tables.Explain(province, definitions), ct);
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
            var news = await NewsAsync(own, now, ct);
            if (!own.IsOf(period) || news.Changed is null || !await TakeAsync(own, news.Changed, news.IsRegister, period, now, ct))
            {
                var whole = await AllAsync(own.Snapshot, period, ct);
                lock (own)
                {
                    own.Snapshot = whole;
                }
            }

            // Readings take no more than half of the time: a country that pushes without pause does not keep the database busy with ranks.
            (own.Last, own.LastAt, own.Seen, own.ReadAt, own.Took) = (news.Last, now, news.Seen, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            own.Turn.Release();
        }
    }

    /// <summary>What the journal tells since the last reading: each line once, also one that was committed after a later one.</summary>
    private async Task<News> NewsAsync(Kept own, DateTime now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var isFirst = own.Snapshot is null;
        var last = isFirst ? await db.Journal.MaxAsync(e => (long?)e.Id, ct) ?? 0 : own.Last;
        var (from, since) = (last - FarthestBack, (isFirst ? now : own.LastAt) - Overlap);
        var lines = await db.Journal.AsNoTracking().Where(e => e.Id > last || (e.Id > from && e.At >= since)).Select(e => new { e.Id, e.Agency, e.Kind }).ToListAsync(ct);
        var fresh = lines.Where(l => !own.Seen.Contains(l.Id)).ToList();
        return new(
            Math.Max(last, lines.Select(l => l.Id).DefaultIfEmpty(0).Max()), [.. lines.Select(l => l.Id)],
            isFirst || fresh.Exists(l => l.Agency is null) ? null : [.. fresh.Select(l => l.Agency!.Value)], fresh.Exists(l => l.Kind == PlacementCount.Counted));
    }

    private async Task<bool> TakeAsync(Kept own, IReadOnlySet<AgencyCode> changed, bool isRegister, JalaliPeriod period, DateTime now, CancellationToken ct)
    {
        var read = changed.Count == 0 ? default((CellTable Agencies, CellTable Parts)?) : await cells.OfAgenciesAsync(changed, period, ct);
        var provinces = isRegister ? await cells.ReadAsync(Scope.National, CellLevel.Province, period, ct) : null;
        lock (own)
        {
            if (read is { } some && !own.Snapshot!.Take(some.Agencies, some.Parts, provinces))
            {
                return false;
            }

            own.Snapshot!.Rank(now);
            return true;
        }
    }

    /// <summary>
    /// Everything anew. Priors come from the quarter that had closed before the period began (SCORING.md 6) and stay frozen while the
    /// methodology and the period's days do, so that nobody's score moves because others were read again.
    /// </summary>
    private async Task<IndexSnapshot> AllAsync(IndexSnapshot? former, JalaliPeriod period, CancellationToken ct)
    {
        var (agencies, parts) = await cells.OfAgenciesAsync(null, period, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var document = await db.Methodologies.AsNoTracking().Where(m => m.Sha256 == agencies.Sha256).Select(m => m.Document).FirstAsync(ct);
        using var json = JsonDocument.Parse(document);
        var method = IndexMethod.Parse(json.RootElement);
        var closed = JalaliPeriod.QuarterOf(period.Kind == PeriodKind.Live ? period.To : period.From).Previous();
        var priors = former is not null && former.Sha256 == agencies.Sha256 && former.Period == period
            ? former.Priors
            : IndexSnapshot.PriorsOf(method, (await cells.ReadAsync(Scope.National, CellLevel.Agency, closed, ct))!);
        return new(method, json.RootElement.Clone(), agencies, parts, (await cells.ReadAsync(Scope.National, CellLevel.Province, period, ct))!, priors);
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

    /// <param name="Last">The last line of the journal.</param>
    /// <param name="Seen">The lines that are asked for again.</param>
    /// <param name="Changed">Agencies of which something was told; null when that cannot be said by agency.</param>
    /// <param name="IsRegister">Whether the register counts otherwise, and with it the governors' own part.</param>
    private sealed record News(long Last, HashSet<long> Seen, HashSet<AgencyCode>? Changed, bool IsRegister);

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

        /// <summary>Lines that the last reading knew, as far back as they are asked for again.</summary>
        public HashSet<long> Seen { get; set; } = [];

        public long ReadAt { get; set; }

        public TimeSpan Took { get; set; }

        public DateTime AskedAt { get; set; }
    }
}
