using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>On SQLite everybody who writes stands in one queue: a sign-in does not starve behind a long import.</summary>
public sealed class SqliteQueueTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task A_small_write_gets_its_turn_between_the_transactions_of_a_long_work()
    {
        var ct = TestContext.Current.CancellationToken;
        var store = centre.Services.GetRequiredService<IBulkStore>();
        var first = new TaskCompletionSource();
        var rounds = 0;
        using var done = new CancellationTokenSource();
        var work = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested && rounds < 200)
                {
                    await using var writing = await store.BeginAsync(1, ct);
                    first.TrySetResult();
                    await Task.Delay(100, ct);
                    await writing.CommitAsync(ct);
                    Interlocked.Increment(ref rounds);
                }
            },
            ct);
        await first.Task;
        var before = Volatile.Read(ref rounds);
        await centre.InDbAsync(async db =>
        {
            db.Add(new JournalEntry { Kind = "tried", Actor = "test" });
            return await db.SaveChangesAsync(ct);
        });
        await centre.InDbAsync(db => db.ReferenceFiles.Where(f => f.Name == "none").ExecuteDeleteAsync(ct));
        await centre.InDbAsync(db => db.ReferenceFiles.Where(f => f.Name == "none").ExecuteUpdateAsync(f => f.SetProperty(x => x.Sha256, "x"), ct));
        await store.ReserveIdsAsync("queue-test", 10_000, ct);
        var waited = Volatile.Read(ref rounds) - before;
        await done.CancelAsync();
        await work;
        Assert.InRange(waited, 0, 8); // none of the four waited for more than the transaction before it and its neighbour's
    }

    [Fact]
    public async Task A_save_that_fails_gives_its_turn_back()
    {
        var entry = new ReferenceFile { Name = "twice", Sha256 = new string('a', 64) };
        await centre.InDbAsync(db =>
        {
            db.Add(entry);
            return db.SaveChangesAsync();
        });
        await Assert.ThrowsAsync<DbUpdateException>(() => centre.InDbAsync(db =>
        {
            db.Add(new ReferenceFile { Name = "twice", Sha256 = new string('b', 64) });
            return db.SaveChangesAsync();
        }));
        await using var writing = await centre.Services.GetRequiredService<IBulkStore>().BeginAsync(1, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        Assert.NotNull(writing.Db);
    }
}
