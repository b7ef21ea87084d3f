using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Data;

/// <summary>The contract of the bulk primitives, written once and kept by the provider of this run.</summary>
public sealed class BulkStoreTests(Centre centre) : IClassFixture<Centre>
{
    private static int agencies = 7_000;

    private readonly int agency = Interlocked.Increment(ref agencies);

    private IBulkStore Store => centre.Services.GetRequiredService<IBulkStore>();

    /// <summary>Below and above the number of rows from which PostgreSQL copies.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Inserted_rows_come_back_as_they_were(int rows)
    {
        var requests = Enumerable.Range(0, rows).Select(Request).ToList();
        await WriteAsync(w => w.InsertAsync(requests, default));
        await AssertStoredAsync(requests);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Updated_rows_come_back_as_they_were(int rows)
    {
        var former = Enumerable.Range(0, rows).Select(i => new ServiceRequest { Id = Id(i), AgencyId = agency, TrackingCode = $"C{i}", TrackingKey = $"C{i}" }).ToList();
        await WriteAsync(w => w.InsertAsync(former, default));
        var requests = Enumerable.Range(0, rows).Select(Request).ToList();
        await WriteAsync(w => w.UpdateAsync(requests, default));
        await AssertStoredAsync(requests);
    }

    /// <summary>What waits for the commit is stored with it and judged by it.</summary>
    [Fact]
    public async Task Writes_may_wait_for_the_commit()
    {
        await WriteAsync(w => w.InsertAsync(Enumerable.Range(0, 3).Select(i => new ServiceRequest { Id = Id(i), AgencyId = agency, TrackingCode = $"C{i}", TrackingKey = $"C{i}" }).ToList(), default));
        var requests = Enumerable.Range(0, 300).Select(Request).ToList();
        await WriteAsync(async w =>
        {
            w.WriteAtCommit();
            await w.InsertAsync(requests[3..], default);
            await w.UpdateAsync(requests[..3], default);
            await w.AddAsync([Cell(1, accepted: 5)], default);
            await w.AddAsync([Cell(1, accepted: -2)], default);
        });
        await AssertStoredAsync(requests);
        Assert.Equal(3, await centre.InDbAsync(db => db.Counters.Where(c => c.OfficeId == agency).Select(c => c.Accepted).SingleAsync()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(async w =>
        {
            w.WriteAtCommit();
            await w.AddAsync([Cell(2, accepted: 1)], default);
            await w.UpdateAsync([Request(300)], default); // is not there
        }));
        Assert.Equal(1, await centre.InDbAsync(db => db.Counters.CountAsync(c => c.OfficeId == agency)));
    }

    [Fact]
    public async Task An_update_of_some_columns_leaves_the_others()
    {
        var former = Enumerable.Range(0, 3).Select(Request).ToList();
        await WriteAsync(w => w.InsertAsync(former, default));
        var bare = former.ConvertAll(r => new ServiceRequest { Id = r.Id, AgencyId = agency, TrackingCode = "X", TrackingKey = "X", EventCount = 7, State = RequestState.Closed });
        await WriteAsync(w => w.UpdateAsync(bare, default, [nameof(ServiceRequest.EventCount), nameof(ServiceRequest.State)]));
        former.ForEach(r => (r.EventCount, r.State) = (7, RequestState.Closed));
        await AssertStoredAsync(former);
    }

    [Fact]
    public async Task An_update_of_a_missing_row_is_a_fault_and_leaves_nothing()
    {
        await WriteAsync(w => w.InsertAsync([Request(0)], default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(w => w.UpdateAsync([new ServiceRequest { Id = Id(0), AgencyId = agency, TrackingCode = "X", TrackingKey = "X" }, Request(1)], default)));
        await AssertStoredAsync([Request(0)]);
    }

    [Fact]
    public async Task An_upsert_makes_the_missing_and_replaces_the_stored()
    {
        await WriteAsync(w => w.InsertAsync(Days(minutes: 10, count: 2), default));
        await WriteAsync(w => w.UpsertAsync(Days(minutes: 99, count: 4), default));
        Assert.Equal([99, 99, 99, 99], await centre.InDbAsync(db => db.DeskDays.Where(d => d.DeskId == agency).OrderBy(d => d.On).Select(d => d.OpenMinutes).ToListAsync()));
    }

    [Fact]
    public async Task Added_numbers_are_signed_and_a_missing_cell_starts_at_nothing()
    {
        await WriteAsync(w => w.AddAsync([Cell(1, accepted: 5, minutes: 4_000_000_000), Cell(2, accepted: -3)], default));
        await WriteAsync(w => w.AddAsync([Cell(2, accepted: 10), Cell(1, accepted: -7, minutes: -1), Cell(3, accepted: 1)], default));
        var cells = await centre.InDbAsync(db => db.Counters.Where(c => c.OfficeId == agency).OrderBy(c => c.ServiceId).Select(c => new { c.Accepted, c.AnswerMinutes }).ToListAsync());
        Assert.Equal([-2, 7, 1], cells.Select(c => c.Accepted));
        Assert.Equal([3_999_999_999, 0, 0], cells.Select(c => c.AnswerMinutes));
    }

    /// <summary>Of many rows PostgreSQL leaves out the numbers that are nothing in all of them.</summary>
    [Fact]
    public async Task Many_added_cells_keep_the_numbers_that_were_not_added_to()
    {
        await WriteAsync(w => w.AddAsync([.. Enumerable.Range(0, 300).Select(i => Cell(i, accepted: 5, minutes: i % 2 == 0 ? 0 : 7))], default));
        await WriteAsync(w => w.AddAsync([.. Enumerable.Range(100, 300).Select(i => Cell(i, accepted: i == 150 ? -2 : 0))], default));
        var cells = await centre.InDbAsync(db => db.Counters.Where(c => c.OfficeId == agency).OrderBy(c => c.ServiceId).Select(c => new { c.ServiceId, c.Accepted, c.AnswerMinutes, c.Due }).ToListAsync());
        Assert.Equal(Enumerable.Range(0, 400).Select(i => new { ServiceId = i, Accepted = i == 150 ? 3 : i < 300 ? 5 : 0, AnswerMinutes = i < 300 && i % 2 == 1 ? 7L : 0L, Due = 0 }), cells);
    }

    /// <summary>Left to the databases, one would add both, one would take either and one would stop.</summary>
    [Fact]
    public async Task Two_rows_of_one_key_in_one_call_are_a_fault_everywhere()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(w => w.InsertAsync([Request(0), Request(0)], default)));
        await WriteAsync(w => w.InsertAsync([Request(0)], default));
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(w => w.InsertAsync([Request(0)], default)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(w => w.UpdateAsync([Request(0), Request(0)], default)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(w => w.UpsertAsync([.. Days(1, 1), .. Days(2, 1)], default)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync(w => w.AddAsync([Cell(1, accepted: 1), Cell(1, accepted: 1)], default)));
        Assert.False(await centre.InDbAsync(async db => await db.DeskDays.AnyAsync(d => d.DeskId == agency) || await db.Counters.AnyAsync(c => c.OfficeId == agency)));
        await AssertStoredAsync([Request(0)]);
    }

    [Fact]
    public async Task What_is_not_committed_leaves_nothing()
    {
        await using (var writing = await Store.BeginAsync(agency, default))
        {
            await writing.InsertAsync([.. Enumerable.Range(0, 300).Select(Request)], default);
            await writing.AddAsync([Cell(1, accepted: 1)], default);
            writing.Db.Add(new JournalEntry { Kind = "never", Actor = "test", At = Instant });
            await writing.Db.SaveChangesAsync();
            Assert.Equal(300, await writing.Db.ServiceRequests.CountAsync(r => r.AgencyId == agency)); // its own reads see it
        }

        await AssertStoredAsync([]);
        Assert.False(await centre.InDbAsync(async db => await db.Counters.AnyAsync(c => c.OfficeId == agency) || await db.Journal.AnyAsync(e => e.Kind == "never")));
        await WriteAsync(w => w.InsertAsync([Request(0)], default)); // and the next writer of the agency gets its turn
    }

    [Fact]
    public async Task Writers_of_one_agency_take_turns_in_one_process_and_in_two()
    {
        await using var second = await Centre.StartAsync(new() { DataDirectory = centre.DataDirectory });
        var other = second.Services.GetRequiredService<IBulkStore>();
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            await using var writing = await (i % 2 == 0 ? Store : other).BeginAsync(agency, default);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            var rows = await writing.Db.DeskDays.CountAsync(d => d.DeskId == agency);
            await Task.Delay(20);
            await writing.InsertAsync([new DeskDay { DeskId = agency, OfficeId = 1, On = new DateOnly(2026, 1, 1).AddDays(rows), OpenMinutes = i, DueMinutes = 1 }], default);
            Interlocked.Decrement(ref inside);
            await writing.CommitAsync(default);
        })));
        Assert.Equal(1, most);
        Assert.Equal(8, await centre.InDbAsync(db => db.DeskDays.CountAsync(d => d.DeskId == agency)));
    }

    [Fact]
    public async Task Writers_of_two_agencies_wait_for_each_other_on_SQLite_only()
    {
        var first = await Store.BeginAsync(agency, default);
        var second = Store.BeginAsync(Interlocked.Increment(ref agencies), default);
        var together = await Task.WhenAny(second, Task.Delay(TimeSpan.FromSeconds(TestDatabase.Provider == "Sqlite" ? 1 : 20))) == second;
        Assert.Equal(TestDatabase.Provider != "Sqlite", together);
        await first.DisposeAsync();
        await (await second).DisposeAsync();
    }

    [Fact]
    public async Task Reserved_ids_are_never_given_twice_by_two_nodes_nor_after_a_restart()
    {
        var taken = new List<(long From, int Count)>();
        await using (var second = await Centre.StartAsync(new() { DataDirectory = centre.DataDirectory }))
        {
            var stores = new[] { Store, second.Services.GetRequiredService<IBulkStore>() };
            taken.AddRange(await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(async () =>
            {
                var count = i % 7 == 0 ? 6_000 : 1 + (i * 37 % 900);
                return (await stores[i % 2].ReserveIdsAsync("contract", count, default), count);
            }))));
        }

        await using (var third = await Centre.StartAsync(new() { DataDirectory = centre.DataDirectory }))
        {
            taken.Add((await third.Services.GetRequiredService<IBulkStore>().ReserveIdsAsync("contract", 10, default), 10));
        }

        taken.Add((await Store.ReserveIdsAsync("contract", 10, default), 10));
        var order = taken.OrderBy(t => t.From).ToList();
        Assert.True(order[0].From >= 1);
        Assert.All(order.Zip(order.Skip(1)), pair => Assert.True(pair.First.From + pair.First.Count <= pair.Second.From, $"{pair.First} overlaps {pair.Second}"));
    }

    [Fact]
    public async Task An_instant_is_kept_to_the_microsecond_and_found_by_equality()
    {
        var finer = Instant.AddTicks(3); // 0.3 µs more than any database of ours keeps alike
        await centre.InDbAsync(async db =>
        {
            db.Add(new JournalEntry { Kind = $"instant-{agency}", Actor = "test", At = finer });
            return await db.SaveChangesAsync();
        });
        Assert.Equal(Instant, await centre.InDbAsync(db => db.Journal.Where(e => e.Kind == $"instant-{agency}").Select(e => e.At).SingleAsync()));
        Assert.Equal(1, await centre.InDbAsync(db => db.Journal.CountAsync(e => e.Kind == $"instant-{agency}" && e.At == finer)));
        Assert.Equal(0, centre.Services.GetRequiredService<TimeProvider>().UtcNow().Ticks % TimeSpan.TicksPerMillisecond);
    }

    /// <summary>A UTC instant of six decimals.</summary>
    private static DateTime Instant => new DateTime(2026, 3, 21, 20, 29, 59, DateTimeKind.Utc).AddTicks(1_234_560);

    private async Task WriteAsync(Func<IBulkTransaction, Task> write)
    {
        await using var writing = await Store.BeginAsync(agency, default);
        await write(writing);
        await writing.CommitAsync(default);
    }

    private async Task AssertStoredAsync(IReadOnlyList<ServiceRequest> expected)
    {
        var found = await centre.InDbAsync(db => db.ServiceRequests.AsNoTracking().Where(r => r.AgencyId == agency).OrderBy(r => r.Id).ToListAsync());
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.Equivalent(pair.First, pair.Second, strict: true));
        Assert.All(found, r => Assert.Equal(DateTimeKind.Utc, r.LastEventAt.Kind));
    }

    private long Id(int i) => (agency * 1_000_000L) + i;

    /// <summary>Every kind of value: null in every other row, enums, codes, Persian text, bytes, instants of microseconds.</summary>
    private ServiceRequest Request(int i) => new()
    {
        Id = Id(i), AgencyId = agency, TrackingCode = $"کد\u200Cپیگیری ۱۲۳ \"'%_\\ {i}", TrackingKey = $"کدپیگیری{i}", CentralTrackingId = $"{agency:0000}{i:000000000000}",
        State = (RequestState)(i % 3), OfficeId = i % 2 == 0 ? null : int.MaxValue, Province = i % 2 == 0 ? null : new("08"), DeskId = i % 2 == 0 ? null : -1,
        ServiceTitle = i % 2 == 0 ? null : "خدمت پ چ ژ گ ك ي \U0001F4C4", Channel = i % 2 == 0 ? null : Channel.InPerson, Place = i % 2 == 0 ? null : Place.Line,
        AcceptedAt = i % 2 == 0 ? null : Instant, PromisedUntil = i % 2 == 0 ? null : Instant.AddYears(70), OnReceipt = i % 2 == 0, Visits = i % 2 == 0 ? null : 0,
        EventsComplete = i % 2 == 1, Outcome = i % 2 == 0 ? null : Outcome.Partly, SamePlace = i % 2 == 0 ? null : false,
        Facts = i % 2 == 0 ? RequestFacts.None : RequestFacts.Changed | RequestFacts.HasMobile, Inquiries = (short)(i % 3), Points = (short)(i % 6),
        StandardMinutes = i % 2 == 0 ? null : 840, PromiseMilli = i % 2 == 0 ? null : (short)3_000, LastEventAt = Instant.AddSeconds(i),
    };

    private List<DeskDay> Days(int minutes, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new DeskDay { DeskId = agency, OfficeId = 1, On = new DateOnly(2026, 1, 1).AddDays(i), OpenMinutes = minutes, DueMinutes = 60 })];

    private Counter Cell(int service, int accepted, long minutes = 0) =>
        new() { OfficeId = agency, ServiceId = service, Day = new(2026, 1, 1), Channel = Channel.InPerson, Place = Place.Line, Accepted = accepted, AnswerMinutes = minutes };
}
