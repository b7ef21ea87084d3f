using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FsCheck;
using FsCheck.Fluent;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>
/// I12: whatever the order of arrival, the split into batches and the repetitions, the same events give the same requests
/// and the same counters. Decided and settled exactly as a batch does it, without the database.
/// </summary>
public sealed class ArrivalOrderTests
{
    private static readonly DateTime Start = new(2026, 11, 1, 6, 0, 0, DateTimeKind.Utc);

    private static readonly EventType[] Types =
    [
        EventType.Accepted, EventType.Accepted, EventType.Answered, EventType.Answered, .. Enum.GetValues<EventType>(),
    ];

    private static readonly JsonSerializerOptions WithoutIds = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { type => type.Properties.Where(p => p.Name == "Id").ToList().ForEach(p => type.Properties.Remove(p)) } },
    };

    private static readonly CallingAgency Agency = new(1, new("1001"), 1, "test", new HashSet<string>());

    private static readonly PushRequest Push = new("events", "key", [], [], ValidateOnly: false, AllOrNothing: false, AllResults: false);

    /// <summary>An event to be told: its request, type, minutes after the start, the event that it corrects (by number), and a variant of its members.</summary>
    public sealed record Spec(int Request, EventType Type, int Minutes, int Corrects, int Variant);

    [Fact]
    public void Every_order_split_and_repetition_gives_the_same_requests_and_counters() => Prop.ForAll(Lists(), drawn =>
    {
        var (specs, seed) = drawn;
        var random = new System.Random(seed);
        var expected = Run([.. specs.Index()], [specs.Length]);
        var deliveries = specs.Index().Concat(specs.Index().Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(deliveries);
        var splits = new List<int>();
        for (var left = deliveries.Length; left > 0; left -= splits[^1])
        {
            splits.Add(1 + random.Next(Math.Min(left, 4)));
        }

        return (Run(deliveries, splits) == expected).Label($"{expected}\n{Run(deliveries, splits)}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void A_step_refused_before_the_acceptance_was_corrected_counts_like_one_that_came_later()
    {
        Spec accepted = new(0, EventType.Accepted, 600, -1, 0), corrected = new(0, EventType.Accepted, 0, 0, 0), answered = new(0, EventType.Answered, 300, -1, 0);
        AssertSame(accepted, corrected, answered);
    }

    [Fact]
    public void A_second_acceptance_refused_before_the_first_was_corrected_counts_like_one_that_came_later() => AssertSame(
        new(0, EventType.Accepted, 0, -1, 0), new(0, EventType.Accepted, 900, 0, 1), new(0, EventType.Accepted, 600, -1, 2));

    [Fact]
    public void Of_an_event_and_all_its_corrections_exactly_one_stands()
    {
        // 1 and 2 correct 0, 2 later; 3 corrects 1, which lost: 2 alone stands.
        Spec[] specs = [new(0, EventType.Step, 0, -1, 0), new(0, EventType.Step, 10, 0, 0), new(0, EventType.Step, 20, 0, 0), new(0, EventType.Step, 30, 1, 0)];
        Assert.Equal(["E-2"], RequestFold.Effective([.. specs.Select((s, i) => Read(s, i).Event)]).Select(e => e.Row.EventId));
        Spec[] ring = [new(0, EventType.Step, 0, 1, 0), new(0, EventType.Step, 10, 0, 0), new(0, EventType.Step, 20, 0, 0)];
        Assert.Empty(RequestFold.Effective([.. ring.Select((s, i) => Read(s, i).Event)]));
    }

    [Theory]
    [InlineData(EventType.Step, "event-before-acceptance")]
    [InlineData(EventType.Answered, "answer-before-acceptance")]
    [InlineData(EventType.Surveyed, "event-before-acceptance")]
    public void A_follow_up_dated_before_the_acceptance_is_refused_after_it_and_without_effect_before_it(EventType type, string code)
    {
        Spec accepted = new(0, EventType.Accepted, 100, -1, 0), early = new(0, type, 50, -1, 0);
        var after = new RequestWithHistory(Fresh(0), true, []);
        Assert.Equal(RecordFate.Created, after.Take(Read(accepted, 0)).Fate);
        Assert.Equal(code, after.Take(Read(early, 1)).Reason!.Code);
        var before = new RequestWithHistory(Fresh(0), true, []);
        Assert.Equal(RecordFate.Created, before.Take(Read(early, 1)).Fate);
        Assert.Equal(RecordFate.Created, before.Take(Read(accepted, 0)).Fate);
        before.Settle(new(), WorkCalendar.WithoutHolidays);
        Assert.Equal((RequestState.Accepted, null), (before.Request.State, before.Request.AnsweredAt));
        AssertSame(accepted, early);
    }

    private static void AssertSame(params Spec[] specs)
    {
        var expected = Run([.. specs.Index()], [specs.Length]);
        foreach (var order in Orders([.. specs.Index()]))
        {
            Assert.Equal(expected, Run(order, [.. Enumerable.Repeat(1, specs.Length)]));
            Assert.Equal(expected, Run(order, [specs.Length]));
        }
    }

    private static IEnumerable<(int, Spec)[]> Orders((int, Spec)[] items) => items.Length < 2
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => ((int, Spec)[])[first, .. rest]));

    private static Arbitrary<(Spec[] Specs, int Seed)> Lists()
    {
        var spec = from request in Gen.Choose(0, 1)
                   from type in Gen.Elements(Types)
                   from hours in Gen.Choose(0, 12)
                   from corrects in Gen.Frequency((2, Gen.Constant(-1)), (1, Gen.Choose(0, 11)))
                   from variant in Gen.Choose(0, 7)
                   select new Spec(request, type, hours * 300, corrects, variant);
        return Gen.ArrayOf(spec).Where(list => list.Length is > 0 and <= 12).Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary();
    }

    /// <summary>Facts of all requests and the sum of all counter deltas, as text.</summary>
    private static string Run(IReadOnlyList<(int Index, Spec Spec)> deliveries, IReadOnlyList<int> splits)
    {
        var known = new SortedDictionary<string, (ServiceRequest Request, List<RequestEvent> Rows)>(StringComparer.Ordinal);
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (done, next) = (0, 0);
        foreach (var size in splits)
        {
            var events = deliveries.Skip(done).Take(size).Select((d, i) => Read(d.Spec, d.Index) with { Index = i }).ToList();
            done += size;
            next += 100; // ids of new requests
            var batch = EventBatch.LoadAsync(new Stored(known), [new(Agency, Push, 1, next, events, [], _ => null)], withHistories: false, default).GetAwaiter().GetResult()[0];
            batch.Decide([], isAllOrNothing: false);
            Settle(batch, known, counts);
        }

        return JsonSerializer.Serialize(known.Values.Select(k => k.Request), WithoutIds) + "\n"
            + string.Join('\n', counts.Where(c => c.Value != 0).Select(c => $"{c.Key}={c.Value}"));
    }

    private static void Settle(
        EventBatch batch, SortedDictionary<string, (ServiceRequest Request, List<RequestEvent> Rows)> known, SortedDictionary<string, long> counts)
    {
        var sheet = new CounterSheet();
        _ = batch.Settle(sheet, WorkCalendar.WithoutHolidays).ToList();
        foreach (var request in batch.Changed)
        {
            var rows = known.TryGetValue(request.Request.TrackingKey, out var found) ? found.Rows : [];
            rows.RemoveAll(row => request.Replaced.Any(other => other.EventId == row.EventId));
            rows.AddRange([.. request.Added, .. request.Replaced]);
            known[request.Request.TrackingKey] = (request.Request, rows);
        }

        foreach (var row in sheet.Counters.Cast<object>().Concat(sheet.DayTotals).Concat(sheet.Durations).Concat(sheet.DurationTotals))
        {
            var properties = row.GetType().GetProperties().ToLookup(p => p.Name == "Answered" || IndexCentre.Numbers.Any(n => n.Name == p.Name));
            var cell = row.GetType().Name + string.Join(',', properties[false].Where(p => p.Name != "IsZero").OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => p.GetValue(row)));
            foreach (var number in properties[true])
            {
                var name = $"{cell} {number.Name}";
                counts[name] = counts.GetValueOrDefault(name) + Convert.ToInt64(number.GetValue(row), CultureInfo.InvariantCulture);
            }
        }
    }

    private static ServiceRequest Fresh(int number) => new() { Id = number, AgencyId = 1, TrackingCode = $"R-{number}", TrackingKey = $"r-{number}" };

    private static ReadEvent Read(Spec spec, int index)
    {
        var details = Members(spec);
        var row = new RequestEvent
        {
            RequestId = spec.Request, EventId = $"E-{index}", Type = spec.Type, At = Start.AddMinutes(spec.Minutes),
            Supersedes = spec.Corrects < 0 || spec.Corrects == index ? null : $"E-{spec.Corrects}", ContentHash = [(byte)index],
            ResponsiblePost = spec.Variant % 3 == 0 ? null : "کارشناس", Details = details.ToJson(),
        };
        return new(index, $"R-{spec.Request}", $"r-{spec.Request}", new(row, details));
    }

    private static EventDetails Members(Spec spec)
    {
        var (at, v) = (Start.AddMinutes(spec.Minutes), spec.Variant);
        return spec.Type switch
        {
            EventType.Accepted or EventType.DefectTold => new()
            {
                OfficeId = 1 + (v % 2), Province = v % 2 == 0 ? "23" : "08", ServiceId = 5 + (v / 4), StandardMinutes = v % 4 == 3 ? null : 60 << v, MobileCipher = v % 2 == 0 ? null : [1],
                Notified = NoticeOf(v), DeskId = v % 3, Channel = (Channel)(v % 3), Place = (Place)(v % 2),
                PromisedFrom = v % 4 == 0 ? null : at.AddMinutes(300), PromisedUntil = at.AddMinutes(900 * (1 + (v % 3))), ReceiptNumber = v % 2 == 0 ? "R" : null,
                ReceiptIssuedAt = at.AddMinutes(v), Visits = v % 4 == 1 ? null : v,
            },
            EventType.Referred => new() { PresenceDemanded = v % 2 == 0, Coordinated = v % 4 == 0, Notified = NoticeOf(v) },
            EventType.Step or EventType.PresenceRequired => new() { Title = $"{v}", Notified = NoticeOf(v) },
            EventType.Message => new() { Text = $"{v}", FromApplicant = v % 2 == 0 },
            EventType.InquirySent or EventType.InquiryAnswered => new() { Inquiry = $"Q-{v % 2}", Electronic = v % 3 == 0 },
            EventType.Surveyed => new() { Scores = [1, 2, 3, 1 + (v % 5)], Instrument = (v % 3) switch { 0 => "link", 1 => "sms", _ => "desk" } },
            EventType.Answered => new() { Outcome = (Central.Intake.Outcome)(v % 3), AnswerChannel = (Channel)(v % 3) },
            EventType.Delivered => new() { DeliveryOfficeId = v % 3 == 2 ? null : 1 + (v % 3) },
            EventType.Cancelled => new() { ByApplicant = v % 2 == 0 },
            _ => new() { Text = $"{v}" },
        };
    }

    private static string? NoticeOf(int variant) => (variant % 4) switch { 1 => "sms", 2 => "none", _ => null };

    /// <summary>What former batches left behind, read by key as a batch reads it.</summary>
    private sealed class Stored(SortedDictionary<string, (ServiceRequest Request, List<RequestEvent> Rows)> known) : IBulkTransaction
    {
        public CentralDb Db => throw new NotSupportedException();

        public Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
            where T : class
        {
            var wanted = Enumerable.Range(0, keys[0].Values.Length).Select(i => string.Join('|', keys.Select(k => k.Values.GetValue(i)))).ToHashSet();
            return Task.FromResult(known.Values.Select(k => k.Request).Cast<object>().Concat(known.Values.SelectMany(k => k.Rows)).OfType<T>()
                .Where(row => wanted.Contains(string.Join('|', keys.Select(k => typeof(T).GetProperty(k.Column)!.GetValue(row))))).ToList());
        }

        public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => throw new NotSupportedException();

        public Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only)
            where T : class => throw new NotSupportedException();

        public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => throw new NotSupportedException();

        public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
            where T : class => throw new NotSupportedException();

        public Task CommitAsync(CancellationToken ct) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
