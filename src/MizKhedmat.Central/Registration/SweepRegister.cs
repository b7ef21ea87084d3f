using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// What the day itself changes, just after midnight: spells that begin or end, acceptances and exemptions that run out,
/// training that lapses. Every agency is counted anew, so that a night without a running centre is made up for.
/// </summary>
public sealed class SweepRegister(IBulkStore store, IDbContextFactory<CentralDb> dbs, ChangeRegister register, PersonalDataKey key, TimeProvider clock)
{
    private const string Actor = "centre";

    public async Task RunAsync(CancellationToken ct)
    {
        List<int> agencies;
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            agencies = await db.RegisterItems.Where(i => i.AgencyId != 0).Select(i => i.AgencyId).Distinct().Order().ToListAsync(ct);
        }

        foreach (var agency in agencies)
        {
            await SweepAsync(agency, ct);
        }
    }

    private async Task SweepAsync(int agencyId, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(agencyId, ct);
        var now = clock.UtcNow();
        var picture = await RegisterPicture.LoadAsync(writing.Db, agencyId, ct);
        var services = picture.Of(RegisterKind.Service).Select(s => s.Item.Code).ToList();
        var books = await RegisterBooks.OpenAsync(writing, picture, services, Actor, now, ct);
        var desks = new ChangeBatch(picture, new(agencyId, RegisterKind.Desk, Actor, "sweep"), new(key), now);
        desks.Decide([.. DeemedDesks.Changes(picture, books.Reviews.AcceptedUntil, books.Today)], OpenRequests.None);
        if (desks.Changed.Count > 0)
        {
            await RegisterRows.WriteAsync(writing, desks, ct);
            await RegisterProjection.WriteAsync(writing.Db, desks, ct);
        }

        books.FollowTheDay();
        await books.SaveAsync(ct);
        await writing.CommitAsync(ct);
        if (books.HasChanged || desks.Changed.Count > 0)
        {
            register.Committed(agencyId);
        }
    }
}
