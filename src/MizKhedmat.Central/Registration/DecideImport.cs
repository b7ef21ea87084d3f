using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Persons of an agency send files and decide what becomes of a checked one: good rows, all or none, or nothing. The
/// representative and editors of the whole agency may; a head reads.
/// </summary>
public sealed class DecideImport(IDbContextFactory<CentralDb> dbs, ImportFile file, ImportQueue queue, TimeProvider clock)
{
    /// <summary>Whether forms are shown; what counts is what the acts ask anew.</summary>
    public static bool MayImport(string role, Scope scope) => role is Roles.AgencyEditor or Roles.AgencyRepresentative && scope.Kind == ScopeKind.Agency;

    public static string ActorOf(ClaimsPrincipal user) => "official:" + SignedIn.IdOf(user)!.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes a file for a preview; null when this person may not send one.</summary>
    public async Task<ImportAnswer?> SendAsync(ClaimsPrincipal user, ImportKind kind, string fileName, Stream upload, CancellationToken ct)
    {
        if (await AgencyIdAsync(user, ct) is not { } agencyId)
        {
            return null;
        }

        var order = new ImportOrder(agencyId, SignedIn.ScopeOf(user).Agency!.Value, kind, ActorOf(user), fileName, ImportMode.Preview);
        return await file.RunAsync(order, upload, ct);
    }

    /// <summary>Decides about a preview; <see cref="ImportMode.Preview"/> discards it. False when there is none of this person's agency.</summary>
    public async Task<bool> RunAsync(ClaimsPrincipal user, string id, ImportMode mode, CancellationToken ct)
    {
        if (await AgencyIdAsync(user, ct) is not { } agencyId)
        {
            return false;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var (state, ended) = mode == ImportMode.Preview ? (ImportState.Discarded, clock.UtcNow()) : (ImportState.Uploaded, (DateTime?)null);
        var found = await db.ImportJobs.Where(j => j.Id == id && j.AgencyId == agencyId && j.State == ImportState.Previewed).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, state).SetProperty(j => j.Mode, mode).SetProperty(j => j.EndedAt, ended), ct);
        queue.Ring();
        return found > 0;
    }

    /// <summary>Id of the agency for which this person may import; null when for none.</summary>
    internal static async Task<int?> AgencyIdAsync(CentralDb db, ClaimsPrincipal user, CancellationToken ct) =>
        SignedIn.IdOf(user) is not null && SignedIn.ScopeOf(user) is { Agency: { } agency } scope && MayImport(SignedIn.RoleOf(user), scope)
            ? await db.Agencies.AsNoTracking().Where(a => a.Code == agency).Select(a => (int?)a.Id).FirstOrDefaultAsync(ct)
            : null;

    private async Task<int?> AgencyIdAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await AgencyIdAsync(db, user, ct);
    }
}
