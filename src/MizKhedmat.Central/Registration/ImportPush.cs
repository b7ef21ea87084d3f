using System.Text.Json;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Intake;

namespace MizKhedmat.Central.Registration;

/// <summary>Hands records of files to the very acts behind <c>POST /api/v1/intake/…</c>, in turn with the batches of machines.</summary>
public sealed class ImportPush(PushEvents events, PushDeskDays days, Admission admission)
{
    /// <summary>
    /// Key of one chunk of a job. With the file's hash as the hash of its body the chunk is stored once, however often a job
    /// that was interrupted brings it again.
    /// </summary>
    internal static string KeyOf(string job, int chunk) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PrefixOf(job)}{chunk}");

    /// <summary>What the keys of all chunks of a job begin with.</summary>
    internal static string PrefixOf(string job) => $"import-{job}-";

    /// <summary>The answer as an API client would read it; of an earlier push of the same key, the stored one.</summary>
    internal async Task<JsonDocument> SendAsync(CallingAgency agency, PushRequest push, JsonElement records, CancellationToken ct)
    {
        using var turn = await TurnAsync(agency.Id, ct);
        var outcome = push.Route == PushEvents.Route ? await events.StoreRecordsAsync(agency, push, records, ct) : await days.StoreRecordsAsync(agency, push, records, ct);
        return outcome.Former is { } former && !former.BodyHash.AsSpan().SequenceEqual(push.Hash)
            ? throw new InvalidOperationException($"The key {push.IdempotencyKey} belongs to another file.")
            : JsonDocument.Parse(outcome.Answer ?? outcome.Former!.Answer!);
    }

    /// <summary>A file has time: it waits as long as the centre is full.</summary>
    private async Task<IDisposable> TurnAsync(int agencyId, CancellationToken ct)
    {
        while (true)
        {
            if (await admission.TurnAsync(agencyId, ct) is { } turn)
            {
                return turn;
            }
        }
    }
}
