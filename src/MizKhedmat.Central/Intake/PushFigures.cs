using System.Globalization;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// What one push of events adds to the agency's feedback: counts by fate and code, delays, and an example of each code.
/// Pure; the push writes it in its own transaction.
/// </summary>
internal sealed record PushFigures(IReadOnlyList<PushCount> Counts, IReadOnlyList<PushSample> Samples)
{
    /// <param name="agency">Who pushed.</param>
    /// <param name="results">The fate of every record.</param>
    /// <param name="events">The records that could be read, each with its own time.</param>
    /// <param name="typeOf">Type of the record at an index; asked for examples only.</param>
    /// <param name="receipt">Receipt of the push.</param>
    /// <param name="pushId">Its number, by which examples take turns.</param>
    /// <param name="now">When it arrived, UTC.</param>
    public static PushFigures Of(
        CallingAgency agency, IReadOnlyList<RecordResult> results, IReadOnlyList<ReadEvent> events, Func<int, EventType?> typeOf,
        string receipt, long pushId, DateTime now)
    {
        var counts = new Dictionary<(PushMeasure, string, short), long>();
        var samples = new Dictionary<string, PushSample>(StringComparer.Ordinal);
        var isStored = new bool[results.Count];
        foreach (var result in results)
        {
            var measure = MeasureOf(result.Fate);
            var code = measure is PushMeasure.Rejected or PushMeasure.Warned ? result.Reason!.Code : "";
            Add((measure, code, 0));
            isStored[result.Index] = measure is PushMeasure.Created or PushMeasure.Warned;
            if (code.Length > 0 && !samples.ContainsKey(code))
            {
                samples[code] = new()
                {
                    AgencyId = agency.Id, Code = code, Slot = (short)(pushId % PushSample.Kept), At = now, ClientId = agency.ClientId, Receipt = receipt,
                    Pointer = result.Reason!.Pointer ?? "/records/" + result.Index.ToString(CultureInfo.InvariantCulture), Type = typeOf(result.Index),
                };
            }
        }

        foreach (var read in events.Where(read => isStored[read.Index]))
        {
            Add((PushMeasure.Delay, "", DurationBuckets.Of((long)(now - read.Event.Row.At).TotalSeconds)));
        }

        var day = TehranTime.DayOf(now);
        return new(
            [.. counts.Select(c => new PushCount { AgencyId = agency.Id, ClientId = agency.ClientId, Day = day, Measure = c.Key.Item1, Code = c.Key.Item2, Bucket = c.Key.Item3, Count = c.Value })],
            [.. samples.Values]);

        void Add((PushMeasure, string, short) key) => counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>The figures of pushes that are stored together; of two examples in one place the last stays.</summary>
    public static PushFigures Sum(IEnumerable<PushFigures> figures)
    {
        var all = figures.ToList();
        return all.Count == 1 ? all[0] : new(
            [
                .. all.SelectMany(f => f.Counts).GroupBy(c => (c.AgencyId, c.ClientId, c.Day, c.Measure, c.Code, c.Bucket)).Select(g => new PushCount
                {
                    AgencyId = g.Key.AgencyId, ClientId = g.Key.ClientId, Day = g.Key.Day, Measure = g.Key.Measure, Code = g.Key.Code, Bucket = g.Key.Bucket,
                    Count = g.Sum(c => c.Count),
                }),
            ],
            [.. all.SelectMany(f => f.Samples).GroupBy(s => (s.AgencyId, s.Code, s.Slot)).Select(g => g.Last())]);
    }

    public async Task WriteAsync(IBulkTransaction writing, CancellationToken ct)
    {
        await writing.AddAsync(Counts, ct);
        await writing.UpsertAsync(Samples, ct);
    }

    private static PushMeasure MeasureOf(RecordFate fate) => fate switch
    {
        RecordFate.Created => PushMeasure.Created,
        RecordFate.Unchanged => PushMeasure.Unchanged,
        RecordFate.Warned => PushMeasure.Warned,
        RecordFate.Rejected => PushMeasure.Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(fate)),
    };
}
