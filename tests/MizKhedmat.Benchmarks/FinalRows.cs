using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Intake;

namespace MizKhedmat.Benchmarks;

/// <summary>The rows that a run left behind, in as many portions as it had pushes.</summary>
internal sealed class FinalRows
{
    private FinalRows(int portions) => Portions = portions;

    public int Portions { get; }

    public required IReadOnlyList<RequestEvent> Events { get; init; }

    public required IReadOnlyList<ServiceRequest> Requests { get; init; }

    public required IReadOnlyList<Counter> Counters { get; init; }

    public required IReadOnlyList<DurationCounter> Durations { get; init; }

    /// <summary>Rows of the pushes after <paramref name="push"/>; the counters are those of the whole table.</summary>
    public static Task<FinalRows> LoadAsync(BenchCentre centre, long push, long request) => centre.InDbAsync(async db => new FinalRows(
        await db.PushReceipts.CountAsync(p => p.Id > push))
    {
        Events = await db.RequestEvents.AsNoTracking().Where(e => e.PushId > push).OrderBy(e => e.PushId).ToListAsync(),
        Requests = await db.ServiceRequests.AsNoTracking().Where(r => r.Id > request).OrderBy(r => r.Id).ToListAsync(),
        Counters = await db.Counters.AsNoTracking().ToListAsync(),
        Durations = await db.DurationCounters.AsNoTracking().ToListAsync(),
    });

    public static IReadOnlyList<T> Portion<T>(IReadOnlyList<T> rows, int portion, int portions) =>
        [.. rows.Skip((int)((long)rows.Count * portion / portions)).Take((int)(((long)rows.Count * (portion + 1) / portions) - ((long)rows.Count * portion / portions)))];

    public static Task<(long Push, long Request)> LastAsync(BenchCentre centre) => centre.InDbAsync(async db =>
        (await db.PushReceipts.MaxAsync(p => (long?)p.Id) ?? 0, await db.ServiceRequests.MaxAsync(r => (long?)r.Id) ?? 0));
}
