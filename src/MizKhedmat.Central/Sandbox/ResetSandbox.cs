using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Sandbox;

/// <summary>
/// Takes away everything that one agency has in the sandbox and enters its first register again: by its representative from
/// the page, or by its client (<c>DELETE /api/v1/sandbox</c>), so that a vendor's test run begins from nothing. Real data
/// cannot be reached from here.
/// </summary>
public sealed class ResetSandbox(SandboxCentre sandbox, SandboxAgencies agencies)
{
    internal static void Map(RouteGroupBuilder api) => api.MapDelete("/sandbox", async (HttpContext context, CallingAgency agency, CancellationToken ct) =>
    {
        if (!SandboxDoor.IsOpen(context))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("sandbox-only"), context);
        }

        await RunAsync(context.RequestServices, agency.Id, ct);
        return TypedResults.NoContent();
    });

    /// <summary>Whether the form is shown; what counts is what the act asks anew.</summary>
    public static bool MayReset(string role, Scope scope) => role == Roles.AgencyRepresentative && scope.Kind == ScopeKind.Agency;

    /// <summary>For a person; false when this one may not.</summary>
    public async Task<bool> RunAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (SignedIn.ScopeOf(user) is not { Agency: { } agency } scope || !MayReset(SignedIn.RoleOf(user), scope) || !sandbox.IsEnabled)
        {
            return false;
        }

        await RunAsync(await sandbox.OpenAsync(ct), await agencies.IdOfAsync(agency, ct), ct);
        return true;
    }

    private static async Task RunAsync(IServiceProvider rooms, int agencyId, CancellationToken ct)
    {
        await using (var writing = await rooms.GetRequiredService<IBulkStore>().BeginAsync(agencyId, ct))
        {
            await ClearAsync(writing.Db, agencyId, ct);
            await writing.CommitAsync(ct);
        }

        await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync(ct);
        await SandboxAgencies.FillAsync(rooms, db, await db.Agencies.AsNoTracking().FirstAsync(a => a.Id == agencyId, ct), ct);
        rooms.GetRequiredService<AgencyRegisters>().Forget(agencyId);
    }

    /// <summary>Rows that name no agency hang on one that does: they go first.</summary>
    private static async Task ClearAsync(CentralDb db, int id, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().Where(a => a.Id == id).Select(a => a.Code).FirstAsync(ct);
        var (requests, offices, imports) = (db.ServiceRequests.Where(r => r.AgencyId == id), db.Offices.Where(o => o.AgencyId == id), db.ImportJobs.Where(j => j.AgencyId == id));
        await db.RequestEvents.Where(e => requests.Any(r => r.Id == e.RequestId)).ExecuteDeleteAsync(ct);
        await db.Counters.Where(c => offices.Any(o => o.Id == c.OfficeId)).ExecuteDeleteAsync(ct);
        await db.DurationCounters.Where(c => offices.Any(o => o.Id == c.OfficeId)).ExecuteDeleteAsync(ct);
        await db.DeskDays.Where(d => offices.Any(o => o.Id == d.OfficeId)).ExecuteDeleteAsync(ct);
        await db.ImportRows.Where(r => imports.Any(j => j.Id == r.ImportId)).ExecuteDeleteAsync(ct);
        await imports.ExecuteDeleteAsync(ct);
        await requests.ExecuteDeleteAsync(ct);
        await db.DayTotals.Where(t => t.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.DurationTotals.Where(t => t.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.TrackingSerials.Where(s => s.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.PushReceipts.Where(p => p.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.PushCounts.Where(p => p.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.PushSamples.Where(p => p.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.Journal.Where(e => e.Agency == agency).ExecuteDeleteAsync(ct);
        await ClearRegisterAsync(db, id, agency.Value, ct);
        await db.Desks.Where(d => d.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.Services.Where(s => s.AgencyId == id).ExecuteDeleteAsync(ct);
        await offices.ExecuteDeleteAsync(ct);
    }

    private static async Task ClearRegisterAsync(CentralDb db, int id, string agency, CancellationToken ct)
    {
        await db.ReviewCases.Where(c => c.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.PlacesOfDelivery.Where(p => p.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.PlacementCounts.Where(p => p.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.Set<DeskProbe>().Where(p => p.AgencyId == id).ExecuteDeleteAsync(ct);
        await db.Spells.Where(s => s.AgencyId == id || (s.AgencyId == 0 && s.Kind == RegisterKind.Agency && s.Code == agency)).ExecuteDeleteAsync(ct);
        await db.RegisterRevisions.Where(r => r.AgencyId == id || (r.AgencyId == 0 && r.Kind == RegisterKind.Agency && r.Code == agency)).ExecuteDeleteAsync(ct);
        await db.RegisterItems.Where(i => i.AgencyId == id || (i.AgencyId == 0 && i.Kind == RegisterKind.Agency && i.Code == agency)).ExecuteDeleteAsync(ct);
    }
}
