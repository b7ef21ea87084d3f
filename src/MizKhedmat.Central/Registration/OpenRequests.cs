using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Which desks and offices of an agency still have requests without an answer: they may not close before those are answered,
/// cancelled or moved (1538588/3).
/// </summary>
public sealed class OpenRequests
{
    private readonly HashSet<string> desks;
    private readonly HashSet<string> offices;
    private readonly HashSet<string> services;

    private OpenRequests(HashSet<string> desks, HashSet<string> offices, HashSet<string> services) =>
        (this.desks, this.offices, this.services) = (desks, offices, services);

    /// <summary>A picture without requests, for registers that are filled before anything is pushed.</summary>
    public static OpenRequests None { get; } = new([], [], []);

    /// <summary>What is open in an agency; nothing is asked for when no change can close anything.</summary>
    public static Task<OpenRequests> LoadAsync(CentralDb db, ChangeOrder order, IReadOnlyList<RecordChange> changes, CancellationToken ct) =>
        order.Kind is RegisterKind.Desk or RegisterKind.Office or RegisterKind.Service && changes.Any(MayClose)
            ? LoadAsync(db, order.AgencyId, ct)
            : Task.FromResult(None);

    private static bool MayClose(RecordChange change) => change.IsRemoval || change.Stored is not null
        || (change.Body.ValueKind == JsonValueKind.Object
            && (change.Body.TryGetProperty("validTo"u8, out _) || change.Body.TryGetProperty("validToJalali"u8, out _)));

    /// <summary>What is open in an agency.</summary>
    public static async Task<OpenRequests> LoadAsync(CentralDb db, int agencyId, CancellationToken ct)
    {
        var open = await db.ServiceRequests.AsNoTracking()
            .Where(r => r.AgencyId == agencyId && r.AcceptedAt != null && r.AnsweredAt == null && r.SettledAt == null)
            .Select(r => new { r.OfficeId, r.DeskId, r.ServiceId }).Distinct().ToListAsync(ct);
        if (open.Count == 0)
        {
            return None;
        }

        var officeIds = open.Select(o => o.OfficeId).ToHashSet();
        var deskIds = open.Select(o => o.DeskId).ToHashSet();
        var serviceIds = open.Select(o => o.ServiceId).ToHashSet();
        var offices = await db.Offices.AsNoTracking().Where(o => o.AgencyId == agencyId).Select(o => new { o.Id, o.Code }).ToListAsync(ct);
        var desks = await db.Desks.AsNoTracking().Where(d => d.AgencyId == agencyId).Select(d => new { d.Id, d.Code }).ToListAsync(ct);
        var services = await db.Services.AsNoTracking().Where(s => s.AgencyId == agencyId).Select(s => new { s.Id, s.Code }).ToListAsync(ct);
        return new(
            [.. desks.Where(d => deskIds.Contains(d.Id)).Select(d => d.Code)],
            [.. offices.Where(o => officeIds.Contains(o.Id)).Select(o => o.Code)],
            [.. services.Where(s => serviceIds.Contains(s.Id)).Select(s => s.Code)]);
    }

    /// <summary>Refusals of a change that closes, or takes back, what is still needed.</summary>
    public IEnumerable<Refusal> Forbid(
        RegisterPicture picture, RegisterKind kind, string code, PictureItem? former, IReadOnlyList<OpenTime> spells, bool isRemoval, DateOnly today)
    {
        if (former is null || !(isRemoval || ClosesSooner(former, spells, today)))
        {
            yield break;
        }

        if ((kind switch { RegisterKind.Desk => desks, RegisterKind.Office => offices, RegisterKind.Service => services, _ => null })?.Contains(code) == true)
        {
            yield return new("has-open-requests", "1538588/3", isRemoval ? "" : "/validTo");
        }

        if (kind == RegisterKind.Office && picture.Children(RegisterKind.Desk, code).Any(d => d.IsOpen(today)))
        {
            yield return new("office-has-open-desks", null, isRemoval ? "" : "/validTo");
        }
    }

    /// <summary>An end that stood already is no new closing.</summary>
    private static bool ClosesSooner(PictureItem former, IReadOnlyList<OpenTime> spells, DateOnly today) =>
        former.IsOpen(today) && spells.Count > 0 && spells[^1].To is { } end && !(former.Spells[^1].To <= end);
}
