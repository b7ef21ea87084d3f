using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>What became of one record. Every record has exactly one.</summary>
internal enum RecordFate
{
    Created,
    Unchanged,
    Rejected,

    /// <summary>Stored, with something to know.</summary>
    Warned,
}

/// <summary>The fate of one record with the reason where it was not plainly created.</summary>
internal sealed record RecordResult(int Index, string? EventId, RecordFate Fate, Refusal? Reason = null);

/// <summary>How many records of a push met which fate; what is left of <paramref name="Received"/> changed what stood before.</summary>
internal sealed record PushCounts(int Received, int Created, int Unchanged, int Rejected, int Warned);

/// <summary>The answer to a push: written once, stored, and replayed byte for byte.</summary>
internal sealed record PushAnswer(
    string? Receipt, DateTime ReceivedAt, IReadOnlyList<RecordResult> Results, IReadOnlyList<(string Code, string CentralId)> Accepted)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public PushCounts Counts => new(Results.Count, Count(RecordFate.Created), Count(RecordFate.Unchanged), Count(RecordFate.Rejected), Count(RecordFate.Warned));

    public int Count(RecordFate fate) => Results.Count(r => r.Fate == fate);

    public byte[] ToJson(bool allResults)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("receipt", Receipt);
            json.WriteString("receivedAt", ReceivedAt);
            json.WriteStartObject("counts");
            json.WriteNumber("received", Results.Count);
            json.WriteNumber("created", Count(RecordFate.Created));
            json.WriteNumber("unchanged", Count(RecordFate.Unchanged));
            json.WriteNumber("rejected", Count(RecordFate.Rejected));
            json.WriteNumber("warned", Count(RecordFate.Warned));
            json.WriteEndObject();
            WriteAccepted(json);
            json.WriteStartArray("results");
            foreach (var result in Results.Where(r => allResults || r.Fate != RecordFate.Created))
            {
                Write(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteAccepted(Utf8JsonWriter json)
    {
        json.WriteStartArray("requests");
        foreach (var (code, centralId) in Accepted)
        {
            json.WriteStartObject();
            json.WriteString("trackingCode", code);
            json.WriteString("centralTrackingId", centralId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, RecordResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("index", result.Index);
        if (result.EventId is not null)
        {
            json.WriteString("eventId", result.EventId);
        }

        json.WriteString("status", result.Fate.ToString().ToLowerInvariant());
        if (result.Reason is { } reason)
        {
            var message = RefusalTexts.Of(reason.Code);
            json.WriteString("code", reason.Code);
            if (reason.Clause is not null)
            {
                json.WriteString("clause", reason.Clause);
            }

            json.WriteString("pointer", reason.Pointer ?? $"/records/{result.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            json.WriteStartObject("message");
            json.WriteString("fa", message.Fa);
            json.WriteString("en", message.En);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
