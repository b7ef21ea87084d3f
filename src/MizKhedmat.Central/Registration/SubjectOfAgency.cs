using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Whether the directive binds an agency follows an accepted exemption of the whole agency (faq-1397/Q3, Q19) and ends with
/// it: the agency's row and its record of the Organization get a revision of their own.
/// </summary>
internal static class SubjectOfAgency
{
    public static async Task SetAsync(
        IBulkTransaction writing, RegisterPicture picture, ExemptionEffects effects, IReadOnlyList<PictureItem> ended, string actor, DateTime now, CancellationToken ct)
    {
        if (picture.Agency is not { } agency)
        {
            return;
        }

        var wanted = effects.Subject ?? (ended.Any(e => ExemptionEffects.WholeAgency(e) == agency.Subject) ? SubjectStatus.Subject : agency.Subject);
        if (wanted == agency.Subject)
        {
            return;
        }

        agency.Subject = wanted;
        var row = await writing.Db.Agencies.FirstAsync(a => a.Id == agency.Id, ct);
        row.Subject = wanted;
        var records = writing.Db.RegisterRevisions;
        var found = await writing.Db.RegisterItems.Where(i => i.AgencyId == 0 && i.Kind == RegisterKind.Agency && i.Code == agency.Code.Value)
            .Join(records, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number }, (Item, r) => new { Item, r.State })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return;
        }

        var state = RegisterState.Parse(found.State);
        state["subject"] = JsonNamingPolicy.KebabCaseLower.ConvertName(wanted.ToString());
        found.Item.Revision++;
        found.Item.ChangedAt = now;
        writing.Db.Add(new RegisterRevision
        {
            AgencyId = 0, Kind = RegisterKind.Agency, Code = found.Item.Code, Number = found.Item.Revision, On = TehranTime.DayOf(now), At = now, Actor = actor,
            Source = "exemption", Status = found.Item.Status, State = RegisterState.Text(RegisterState.Ordered(RegisterKind.Agency, state)),
        });
    }
}
