using System.Buffers;
using System.Text.Json;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Pushes a file of events or desk days chunk by chunk (API.md section 4), each with a transaction, receipt and key of its
/// own. Progress is marked after the push: a chunk whose mark was lost is pushed again under its key and answered from its
/// receipt, so it counts once. All-or-nothing is checked whole and then stored by chunks; where something changed in between,
/// what was stored stays, for events are never taken back, and the job says where it stopped.
/// </summary>
internal sealed class PushRun(
    IBulkStore store, ImportPush pushing, ImportQueue queue, TimeProvider clock, ImportJob job, ImportSheet sheet, CallingAgency agency, RecordSpool spool)
    : ImportWork(store, queue, clock, job, sheet)
{
    private readonly byte[] fileHash = Convert.FromHexString(job.FileHash);

    private PushKind Push => Sheet.Kind.Push!;

    protected override async Task CheckAsync(CancellationToken ct)
    {
        foreach (var chunk in spool.Chunks)
        {
            await WorkAsync(chunk, key: null, ct);
        }

        await DecideAsync(ct);
    }

    protected override async Task StoreAsync(CancellationToken ct)
    {
        var done = Job.Progress;
        foreach (var (index, chunk) in spool.Chunks.Index())
        {
            if ((done -= chunk.Length) >= 0)
            {
                continue;
            }

            await WorkAsync(chunk, ImportPush.KeyOf(Job.Id, index), ct);
            if (Job is { Mode: ImportMode.AllOrNothing, Rejected: > 0 })
            {
                await EndAsync(ImportState.Failed, index == 0 ? "import-not-stored" : "import-stopped-halfway", ct);
                return;
            }
        }

        Job.Rows = Job.Progress;
        await EndAsync(ImportState.Done, null, ct);
    }

    private async Task WorkAsync(SpooledRow[] chunk, string? key, CancellationToken ct)
    {
        var (lawful, batch, told) = Read(chunk);
        using (batch)
        {
            var push = new PushRequest(Push.Route, key, [], fileHash, ValidateOnly: key is null, AllOrNothing: key is not null && Job.Mode == ImportMode.AllOrNothing, AllResults: false);
            Job.Rejected += told.Count;
            if (lawful.Count > 0)
            {
                using var answer = await pushing.SendAsync(agency, push, batch.RootElement, ct);
                Count(answer.RootElement.GetProperty("counts"));
                told.AddRange(answer.RootElement.GetProperty("results").EnumerateArray().Where(r => Fate(r) is "rejected" or "warned").Select(r => RowOf(lawful[r.GetProperty("index").GetInt32()], r)));
            }
        }

        Job.Progress += chunk.Length;
        await using var writing = await Store.BeginAsync(Job.AgencyId, ct);
        await writing.InsertAsync<ImportRow>(told, ct);
        await SaveAsync(writing.Db, ct);
        await writing.CommitAsync(ct);
        Tell();
    }

    /// <summary>The strict check of every row by itself, since one bad row spoils no other; the good ones as one array.</summary>
    private (List<SpooledRow> Lawful, JsonDocument Batch, List<ImportRow> Refused) Read(SpooledRow[] chunk)
    {
        var (lawful, refused, records) = (new List<SpooledRow>(), new List<ImportRow>(), new ArrayBufferWriter<byte>());
        foreach (var row in chunk)
        {
            var bytes = spool.Read(row);
            var (record, fault) = StrictJson.Read(bytes);
            using (record)
            {
                var faults = fault is not null ? [fault] : StrictJson.CheckOne(record!.RootElement, Push.MembersOf(record.RootElement));
                if (faults.Count + row.Faults.Count > 0)
                {
                    var reasons = row.Faults.Concat(faults.Select(f => new Refusal(f.Code, f.Clause, Push.ColumnAt(f.Pointer))));
                    refused.Add(Row(row, NameOf(record?.RootElement), "rejected", reasons));
                    continue;
                }
            }

            records.Write(lawful.Count == 0 ? "["u8 : ","u8);
            records.Write(bytes);
            lawful.Add(row);
        }

        records.Write(lawful.Count == 0 ? "[]"u8 : "]"u8);
        return (lawful, JsonDocument.Parse(records.WrittenMemory), refused);
    }

    private void Count(JsonElement counts)
    {
        Job.Created += counts.GetProperty("created").GetInt32();
        Job.Unchanged += counts.GetProperty("unchanged").GetInt32();
        Job.Rejected += counts.GetProperty("rejected").GetInt32();
        Job.Warned += counts.GetProperty("warned").GetInt32();
    }

    private ImportRow RowOf(SpooledRow row, JsonElement result)
    {
        using var record = JsonDocument.Parse(spool.Read(row));
        var reason = new Refusal(
            result.GetProperty("code").GetString()!, result.TryGetProperty("clause", out var clause) ? clause.GetString() : null, Push.ColumnAt(result.GetProperty("pointer").GetString()));
        return Row(row, NameOf(record.RootElement), Fate(result), [reason]);
    }

    private ImportRow Row(SpooledRow row, string? name, string fate, IEnumerable<Refusal> reasons) => new()
    {
        ImportId = Job.Id, Number = row.Number, Code = name is { Length: > 64 } ? name[..64] : name, Fate = fate, Reasons = LineFate.Text(reasons),
    };

    private string? NameOf(JsonElement? record) =>
        record is { } row && row.TryGetProperty(Push.Named, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    private static string Fate(JsonElement result) => result.GetProperty("status").GetString()!;
}
