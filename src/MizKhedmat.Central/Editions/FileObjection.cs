#pragma warning disable CS9113 // skeleton
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The head or the representative of an agency objects to one cell of a provisional edition within its window (1538588/6): the ground in words and at
/// least one file as evidence. One open objection to a cell at a time.
/// </summary>
public sealed class FileObjection(IDbContextFactory<CentralDb> dbs, EditionShelf shelf, JournalBell bell, TimeProvider clock)
{
    public const int MostFiles = 3;
    public const int MostBytes = 5 * 1024 * 1024;

    public sealed record File(string Name, byte[] Content);

    public sealed record Body(string Edition, string? Province, string Indicator, string Ground, IReadOnlyList<File> Evidence);

    /// <summary>Whether forms are shown; what counts is what the act asks anew.</summary>
    public static bool MayFile(string role, Scope scope) => scope.Kind == ScopeKind.Agency && role is Access.Roles.AgencyHead or Access.Roles.AgencyRepresentative;

    /// <summary>Id of the objection; both null when this person may not.</summary>
    public Task<(string? Id, Refusal? Refusal)> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct) => throw new NotImplementedException();

    /// <summary>Takes an open one back; false when there is none of this agency.</summary>
    public Task<bool> WithdrawAsync(ClaimsPrincipal user, string id, CancellationToken ct) => throw new NotImplementedException();
}
