using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// What follows from a change of the register in the same transaction: places of delivery, cases for review, counters.
/// </summary>
internal static class RegisterConsequences
{
    public static async Task WriteAsync(IBulkTransaction writing, ChangeBatch batch, CancellationToken ct)
    {
        if (batch.Order.Kind == RegisterKind.Agency)
        {
            await OfAgenciesAsync(writing, batch, ct);
        }
        else if (batch.Order.Kind is RegisterKind.Office or RegisterKind.Service or RegisterKind.Desk or RegisterKind.DeskOperator or RegisterKind.Exemption or RegisterKind.InformationSheet)
        {
            var subjects = batch.Changed.Select(c => c.Now.Item.Code).Concat(batch.Proposals.Select(p => p.Now.Item.Code)).ToHashSet(StringComparer.Ordinal);
            var books = await RegisterBooks.OpenAsync(writing, batch.Picture, subjects, batch.Order.Actor, batch.Now, ct);
            books.Follow(batch);
            await books.SaveAsync(ct);
        }
    }

    /// <summary>Agencies that the directive begins or ceases to bind are counted anew; it happens to one at a time.</summary>
    private static async Task OfAgenciesAsync(IBulkTransaction writing, ChangeBatch batch, CancellationToken ct)
    {
        await writing.Db.SaveChangesAsync(ct);
        var codes = batch.Changed.Where(c => c.Former is { } former && former.State.Str("subject") != c.Now.State.Str("subject")).Select(c => new AgencyCode(c.Now.Item.Code)).ToList();
        foreach (var agency in await writing.Db.Agencies.AsNoTracking().Where(a => codes.Contains(a.Code)).Select(a => a.Id).ToListAsync(ct))
        {
            var picture = await RegisterPicture.LoadAsync(writing.Db, agency, ct);
            var books = await RegisterBooks.OpenAsync(writing, picture, [], batch.Order.Actor, batch.Now, ct);
            await books.SaveAsync(ct);
        }
    }
}
