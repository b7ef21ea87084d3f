#pragma warning disable CS9113 // skeleton
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Editions;

/// <summary>Versions of the methodology with their documents and steps; public (edesk-1397/I10, 1538588/4).</summary>
public sealed class MethodologyShelf(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>The newest version first.</summary>
    public Task<IReadOnlyList<MethodologyLine>> ListAsync(CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Canonical JSON of a version; null when there is none.</summary>
    public Task<string?> DocumentAsync(string version, CancellationToken ct) => throw new NotImplementedException();
}
