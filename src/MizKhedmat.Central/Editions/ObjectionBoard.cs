#pragma warning disable CS9113 // skeleton
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>Objections inside the scope: an agency's own, all for the nation; a governor sees those of cells in the province.</summary>
public sealed class ObjectionBoard(IDbContextFactory<CentralDb> dbs, EditionShelf shelf)
{
    /// <summary>Newest first; <paramref name="state"/> null = all.</summary>
    public Task<IReadOnlyList<ObjectionLine>> ListAsync(Scope scope, ObjectionState? state, CancellationToken ct) => throw new NotImplementedException();

    public Task<ObjectionLine?> FindAsync(Scope scope, string id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>A file of an objection: for its agency and the Organization only.</summary>
    public Task<(string Name, string ContentType, byte[] Content)?> EvidenceAsync(Scope scope, string objection, int id, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>The provisional edition whose window is open today, with its last day; null when none is.</summary>
    public Task<EditionLine?> OpenWindowAsync(Scope scope, CancellationToken ct) => throw new NotImplementedException();
}
