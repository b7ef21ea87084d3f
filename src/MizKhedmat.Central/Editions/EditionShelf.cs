using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// Published editions, read. What was published never changes, so a document is parsed once and its pictures are kept. An agency sees of
/// units its own rows only, a province and the nation are open; a waiting draft is shown under its own id to those who may see it.
/// </summary>
public sealed class EditionShelf(IDbContextFactory<CentralDb> dbs, StandingBoard standings, TimeProvider clock)
{
    /// <summary>Where the id of an edition is expected: the one that counts today.</summary>
    public const string Latest = "latest";

    /// <summary>The last editions of a series.</summary>
    private const int LongestSeries = 8;

    /// <summary>A whole country is some twenty megabytes when it is parsed.</summary>
    private const int MostPictures = 12;

    private readonly Bounded<EditionPicture> pictures = new(MostPictures, clock);
    private readonly Bounded<EditionPicture> drafts = new(2, clock, TimeSpan.FromMinutes(1));
    private readonly Bounded<EditionMoves> live = new(2, clock);
    private readonly Bounded<FrozenRanks> frozen = new(4 * LongestSeries, clock);
    private readonly Bounded<IReadOnlyDictionary<(string List, string Unit), decimal>> comparable = new(4 * LongestSeries, clock);

    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<EditionLine>> ListAsync(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await EditionLines.ReadAsync(db, ct);
    }

    /// <summary>Null when there is none of this id. <c>latest</c> is the latest final edition or restatement of the latest period, else the latest provisional one.</summary>
    public async Task<EditionLine?> FindAsync(Scope scope, string id, CancellationToken ct)
    {
        var all = await ListAsync(scope, ct);
        return id != Latest ? all.FirstOrDefault(e => e.Id == id)
            : all.OrderByDescending(e => e.Kind != EditionKind.Provisional).ThenByDescending(e => e.Period.To).ThenByDescending(e => e.Sequence).FirstOrDefault();
    }

    /// <summary>
    /// A ranking as the edition froze it, seen as <see cref="StandingBoard.ReadAsync"/> shows the live one, with moves since the edition of the period before.
    /// <paramref name="id"/> may be that of a waiting draft. Null when there is none that this scope may see.
    /// </summary>
    public async Task<StandingTable?> TableAsync(Scope scope, string id, StandingOf of, ProvinceCode? province, CancellationToken ct) =>
        await PictureAsync(scope, id, ct) is { } picture ? RunTables.Seen(scope, picture.Table(of, province), province) : null;

    /// <summary>Why a unit has its score in an edition (or a waiting draft); null outside the scope.</summary>
    public async Task<ScoreSheet?> ExplainAsync(Scope scope, string id, AgencyCode agency, ProvinceCode? province, CancellationToken ct) =>
        RunTables.MaySee(scope, agency, province) && await PictureAsync(scope, id, ct) is { } picture ? picture.Explain(agency, province) : null;

    /// <summary>Why a province has its score in an edition (or a waiting draft); null outside the scope.</summary>
    public async Task<ProvinceSheet?> ExplainAsync(Scope scope, string id, ProvinceCode province, CancellationToken ct) =>
        scope.Covers(Scope.OfProvince(province)) && await PictureAsync(scope, id, ct) is { } picture ? picture.Explain(province) : null;

    /// <summary>The live ranking with moves since the latest edition.</summary>
    public async Task<StandingTable> LiveAsync(Scope scope, StandingOf of, JalaliPeriod period, ProvinceCode? province, CancellationToken ct)
    {
        if (province is not null || await FindAsync(scope, Latest, ct) is not { } latest)
        {
            return await standings.ReadAsync(scope, of, period, province, ct);
        }

        var (table, input) = await standings.WholeAsync(of, period, asOf => live.Has(Key(asOf)), ct);
        var moves = await live.GetAsync(Key(table.AsOf), async () =>
        {
            var now = input ?? await standings.InputAsync(period, CancellationToken.None);
            var since = await EditionAsync(latest.Id, CancellationToken.None);
            return await Task.Run(() => new EditionMoves(EditionStory.Tell(latest.RunHash, since!.Runs.Input, null, now)));
        }, ct);
        return RunTables.Seen(scope, moves.Dress(table), null);

        string Key(DateTime asOf) => $"{latest.Id} {period.Key} {asOf:O}";
    }

    /// <summary>The last eight latest editions of a kind of period, oldest first, by unit inside the scope.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<SeriesPoint>>> SeriesAsync(Scope scope, StandingOf of, PeriodKind kind, CancellationToken ct)
    {
        var editions = (await ListAsync(scope, ct)).Where(e => e.IsLatest && e.Period.Kind == kind).OrderByDescending(e => e.Period.To).Take(LongestSeries).Reverse().ToList();
        var list = RunTables.ListOf(of);
        var points = new Dictionary<string, List<SeriesPoint>>(StringComparer.Ordinal);
        var inForce = await InForceAsync(ct);
        foreach (var edition in editions)
        {
            var ranks = await frozen.GetAsync(edition.Id, async () => FrozenRanks.Read((await StoredAsync(edition.Id, CancellationToken.None))!.Document), ct);
            var again = edition.MethodologySha256 == inForce.Sha256 ? null : await comparable.GetAsync($"{edition.Id} {inForce.Sha256}", () => ComparableAsync(edition.Id, inForce.Document), ct);
            foreach (var unit in ranks.Units.Keys.Concat(again?.Keys ?? []).Where(u => u.List == list && RunTables.Sees(scope, of, u.Unit)).Distinct())
            {
                var (published, rank) = ranks.Units.TryGetValue(unit, out var found) ? ((decimal?)found.Published, (int?)found.Rank) : (null, null);
                points.TryAdd(unit.Unit, []);
                points[unit.Unit].Add(new(edition.Id, edition.Period, published, again is null ? published : again.TryGetValue(unit, out var score) ? score : null, rank));
            }
        }

        return points.ToDictionary(p => p.Key, p => (IReadOnlyList<SeriesPoint>)p.Value, StringComparer.Ordinal);
    }

    /// <summary>Public: what an edition changed against the one it follows; null when there is none of this id.</summary>
    public async Task<EditionChanges?> ChangesAsync(string id, CancellationToken ct)
    {
        var all = await ListAsync(Scope.National, ct);
        if (all.FirstOrDefault(e => e.Id == id) is not { } line)
        {
            return null;
        }

        var before = line.Replaces is { } former ? all.First(e => e.Id == former) : null;
        var (old, now) = (before is null ? null : await EditionAsync(before.Id, ct), (await EditionAsync(line.Id, ct))!);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await EditionComparison.OfAsync(db, line, before, old?.Runs, now.Runs, ct);
    }

    /// <summary>The whole document, gzip; for the national scope only, else null.</summary>
    public async Task<byte[]?> DocumentAsync(Scope scope, string id, CancellationToken ct) =>
        scope.Kind == ScopeKind.National ? (await StoredAsync(id, ct))?.Document : null;

    /// <summary>What an agency needs to compute its own score again (mizkhedmat.share/1, UTF-8 JSON); null outside the scope.</summary>
    public async Task<byte[]?> ShareAsync(Scope scope, string id, AgencyCode agency, CancellationToken ct)
    {
        if (!scope.Covers(Scope.OfAgency(agency)) || await EditionAsync(id, ct) is not { } picture || picture.Runs.Input.Agencies.IndexOf(agency.Value) < 0)
        {
            return null;
        }

        var stored = (await StoredAsync(id, ct))!;
        return await Task.Run(() =>
        {
            using var json = JsonDocument.Parse(Gzip.Unpack(stored.Document));
            return EditionShare.Make(json.RootElement, agency.Value);
        }, ct);
    }

    /// <summary>What an edition (or waiting draft) was computed from, for what-if and rehearsal; national scope only, else null.</summary>
    public async Task<EditionInput?> InputAsync(Scope scope, string id, CancellationToken ct) =>
        scope.Kind == ScopeKind.National ? (await PictureAsync(scope, id, ct))?.Runs.Input : null;

    private async Task<EditionPicture?> PictureAsync(Scope scope, string id, CancellationToken ct) => await EditionAsync(id, ct) ?? await DraftAsync(scope, id, ct);

    private async Task<EditionPicture?> EditionAsync(string id, CancellationToken ct)
    {
        if (!pictures.Has(id))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (!await db.Editions.AnyAsync(e => e.Id == id, ct))
            {
                return null;
            }
        }

        return await pictures.GetAsync(id, async () =>
        {
            var stored = (await StoredAsync(id, CancellationToken.None))!;
            return await Task.Run(() => EditionPicture.Read(id, stored.Period, stored.Document, stored.Story));
        }, ct);
    }

    /// <summary>A waiting draft: for the Organization, and for the agencies that stand in it.</summary>
    private async Task<EditionPicture?> DraftAsync(Scope scope, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (scope.Kind is not (ScopeKind.National or ScopeKind.Agency) || !await db.EditionDrafts.AnyAsync(d => d.Id == id && d.State == DraftState.Waiting, ct))
        {
            return null;
        }

        var picture = await drafts.GetAsync(id, async () =>
        {
            await using var own = await dbs.CreateDbContextAsync(CancellationToken.None);
            var stored = await own.EditionDrafts.AsNoTracking().Where(d => d.Id == id).Select(d => new Stored(d.Period, d.Document, d.Story)).FirstAsync(CancellationToken.None);
            return await Task.Run(() => EditionPicture.Read(id, stored.Period, stored.Document, stored.Story));
        }, ct);
        return scope.Agency is { } agency && picture.Runs.Input.Agencies.IndexOf(agency.Value) < 0 ? null : picture;
    }

    private async Task<Stored?> StoredAsync(string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Editions.AsNoTracking().Where(e => e.Id == id).Select(e => new Stored(e.Period, e.Document, e.Story)).FirstOrDefaultAsync(ct);
    }

    /// <summary>The methodology that the live ranking follows today.</summary>
    private async Task<(string Sha256, string Document)> InForceAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var sha = (await CellRules.ReadAsync(db, ct)).Sha256;
        return (sha, await db.Methodologies.AsNoTracking().Where(m => m.Sha256 == sha).Select(m => m.Document).FirstAsync(ct));
    }

    /// <summary>Published scores that the stored facts have by another methodology.</summary>
    private async Task<IReadOnlyDictionary<(string List, string Unit), decimal>> ComparableAsync(string id, string document)
    {
        var input = (await EditionAsync(id, CancellationToken.None))!.Runs.Input;
        return await Task.Run(() =>
        {
            using var json = JsonDocument.Parse(document);
            var root = json.RootElement.Clone();
            var runs = EditionRuns.Of(input.Under(IndexMethod.Parse(root), root));
            return (IReadOnlyDictionary<(string, string), decimal>)Enum.GetValues<StandingOf>().Select(RunTables.ListOf)
                .SelectMany(list => runs.Ranked(list).Select(u => (Key: (list, u.Key), u.Value.Published))).ToDictionary(u => u.Key, u => u.Published);
        });
    }

    private sealed record Stored(string Period, byte[] Document, byte[]? Story);
}
