using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>Writes what every kind has: present, history, spells, and the lines of the journal.</summary>
internal static class RegisterRows
{
    public static async Task WriteAsync(IBulkTransaction writing, ChangeBatch batch, CancellationToken ct)
    {
        await writing.UpsertAsync<RegisterItem>([.. batch.Changed.Select(c => c.Now.Item)], ct);
        await writing.InsertAsync<RegisterRevision>([.. batch.Changed.Select(c => c.Revision)], ct);
        await writing.UpsertAsync<Spell>([.. batch.Changed.SelectMany(SpellsOf)], ct);
    }

    /// <summary>One line per province that is touched, so that the right screens wake.</summary>
    public static IEnumerable<JournalEntry> JournalOf(ChangeBatch batch) => batch.Changed.GroupBy(c => c.Now.Item.Province).Select(group => new JournalEntry
    {
        At = batch.Now, Kind = "register-changed", Province = group.Key, Agency = batch.Picture.Agency?.Code,
        Subject = group.Count() == 1 ? $"{RegisterKinds.NameOf(batch.Order.Kind)}/{group.First().Now.Item.Code}" : RegisterKinds.NameOf(batch.Order.Kind),
        Actor = batch.Order.Actor,
    });

    private static IEnumerable<Spell> SpellsOf(ChangedRecord changed) => changed.Now.Spells.Select((spell, i) => new Spell
    {
        AgencyId = changed.Now.Item.AgencyId, Kind = changed.Now.Item.Kind, Code = changed.Now.Item.Code, Number = i + 1,
        From = spell.From, To = spell.To, MergedInto = spell.MergedInto,
    });
}
