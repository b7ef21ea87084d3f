#pragma warning disable CS9113 // skeleton
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
public sealed class EditionShelf(IDbContextFactory<CentralDb> dbs, StandingBoard standings, CellBoard cells)
{
    /// <summary>All of them, the newest first.</summary>
    public Task<IReadOnlyList<EditionLine>> ListAsync(Scope scope, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Null when there is none of this id. <c>latest</c> is the latest final edition or restatement of the latest period, else the latest provisional one.</summary>
    public Task<EditionLine?> FindAsync(Scope scope, string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>
    /// A ranking as the edition froze it, seen as <see cref="StandingBoard.ReadAsync"/> shows the live one, with moves since the edition of the period before.
    /// <paramref name="id"/> may be that of a waiting draft. Null when there is none that this scope may see.
    /// </summary>
    public Task<StandingTable?> TableAsync(Scope scope, string id, StandingOf of, ProvinceCode? province, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Why a unit has its score in an edition (or a waiting draft); null outside the scope.</summary>
    public Task<ScoreSheet?> ExplainAsync(Scope scope, string id, AgencyCode agency, ProvinceCode? province, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The live ranking with moves since the latest edition.</summary>
    public Task<StandingTable> LiveAsync(Scope scope, StandingOf of, JalaliPeriod period, ProvinceCode? province, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The last eight latest editions of a kind of period, oldest first, by unit inside the scope.</summary>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<SeriesPoint>>> SeriesAsync(Scope scope, StandingOf of, PeriodKind kind, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Public: what an edition changed against the one it follows; null when there is none of this id.</summary>
    public Task<EditionChanges?> ChangesAsync(string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The whole document, gzip; for the national scope only, else null.</summary>
    public Task<byte[]?> DocumentAsync(Scope scope, string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>What an agency needs to compute its own score again (mizkhedmat.share/1, UTF-8 JSON); null outside the scope.</summary>
    public Task<byte[]?> ShareAsync(Scope scope, string id, AgencyCode agency, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>What an edition (or waiting draft) was computed from, for what-if and rehearsal; national scope only, else null.</summary>
    public Task<EditionInput?> InputAsync(Scope scope, string id, CancellationToken ct) => throw new NotImplementedException();
}
