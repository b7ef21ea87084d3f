using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The one act by which the register changes, whatever the way in (API, form, template, decision, undo): read, check, decide,
/// store with history, spells, places of delivery, reviews and counters in one transaction. Acknowledged means committed.
/// </summary>
public sealed class ChangeRegister(IBulkStore store, AgencyRegisters registers, PersonalDataKey key, JournalBell bell, TimeProvider clock)
{
    /// <summary>Decides and, unless told to validate only, commits. One result per record, in their order.</summary>
    public async Task<IReadOnlyList<ChangeResult>> RunAsync(ChangeOrder order, IReadOnlyList<RecordChange> changes, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(order.AgencyId, ct);
        var results = await WriteAsync(writing, order, changes, ct);
        if (!order.ValidateOnly)
        {
            await writing.CommitAsync(ct);
            Committed(order.AgencyId);
        }

        return results;
    }

    /// <summary>
    /// The same inside the caller's transaction; the caller commits and then calls <see cref="Committed"/>. A caller that
    /// brings several batches hands in the picture, which is kept up to date.
    /// </summary>
    public async Task<IReadOnlyList<ChangeResult>> WriteAsync(
        IBulkTransaction writing, ChangeOrder order, IReadOnlyList<RecordChange> changes, CancellationToken ct, RegisterPicture? picture = null)
    {
        var now = order.At ?? clock.UtcNow();
        picture ??= await RegisterPicture.LoadAsync(writing.Db, order.AgencyId, ct);
        var batch = new ChangeBatch(picture, order, new(key), now);
        var open = await OpenRequests.LoadAsync(writing.Db, order, changes, ct);
        var results = await WaitingRequests.SettleAsync(writing.Db, batch, batch.Decide(changes, open), ct);
        if (order.AllOrNothing && results.Any(r => r.Fate == ChangeFate.Rejected))
        {
            return [.. results.Select(r => r.Fate == ChangeFate.Rejected ? r : r with { Fate = ChangeFate.Rejected, Reasons = [new("batch-not-stored")] })];
        }

        if (!order.ValidateOnly && batch.Changed.Count + batch.Proposals.Count > 0)
        {
            await RegisterRows.WriteAsync(writing, batch, ct);
            await RegisterProjection.WriteAsync(writing.Db, batch, ct);
            await RegisterConsequences.WriteAsync(writing, batch, ct);
            writing.Db.AddRange(RegisterRows.JournalOf(batch));
            await writing.Db.SaveChangesAsync(ct);
        }

        return results;
    }

    /// <summary>After the commit: what intake knows of the agency is read anew, and whoever watches is woken.</summary>
    public void Committed(int agencyId)
    {
        registers.Forget(agencyId);
        bell.Ring();
    }
}
