using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>Writes what every kind has: present, history, spells, and the lines of the journal.</summary>
internal static class RegisterRows
{
    private const int CodesPerWrite = 500;

    public static async Task WriteAsync(IBulkTransaction writing, ChangeBatch batch, CancellationToken ct)
    {
        await writing.UpsertAsync<RegisterItem>([.. batch.Changed.Select(c => c.Now.Item)], ct);
        await writing.InsertAsync<RegisterRevision>([.. batch.Changed.Select(c => c.Revision)], ct);
        await ForgetSpellsAsync(writing.Db, batch, ct);
        await writing.UpsertAsync<Spell>([.. batch.Changed.SelectMany(SpellsOf)], ct);
    }

    /// <summary>One line per province that is touched, so that the right screens wake.</summary>
    public static IEnumerable<JournalEntry> JournalOf(ChangeBatch batch) => batch.Changed.GroupBy(c => c.Now.Item.Province).Select(group => new JournalEntry
    {
        At = batch.Now, Kind = "register-changed", Province = group.Key, Agency = batch.Picture.Agency?.Code,
        Subject = group.Count() == 1 ? $"{RegisterKinds.NameOf(batch.Order.Kind)}/{group.First().Now.Item.Code}" : RegisterKinds.NameOf(batch.Order.Kind),
        Actor = batch.Order.Actor,
    });

    /// <summary>What was entered by mistake was never open.</summary>
    private static async Task ForgetSpellsAsync(CentralDb db, ChangeBatch batch, CancellationToken ct)
    {
        var (agency, kind) = (batch.Order.AgencyId, batch.Order.Kind);
        var fewer = batch.Changed.Where(c => c.Former?.Spells.Count > c.Now.Spells.Count).Select(c => c.Now.Item.Code);
        foreach (var codes in fewer.Chunk(CodesPerWrite))
        {
            await db.Spells.Where(s => s.AgencyId == agency && s.Kind == kind && codes.Contains(s.Code)).ExecuteDeleteAsync(ct);
        }
    }

    private static IEnumerable<Spell> SpellsOf(ChangedRecord changed) => changed.Now.Spells.Select((spell, i) => new Spell
    {
        AgencyId = changed.Now.Item.AgencyId, Kind = changed.Now.Item.Kind, Code = changed.Now.Item.Code, Number = i + 1,
        From = spell.From, To = spell.To, MergedInto = spell.MergedInto,
    });
}
