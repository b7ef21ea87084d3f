using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The self-check of what was published (SCORING.md 14, SECURITY.md section 8): the chain has no gap, every document is the one of its row; the newest,
/// and each night another one in turn, is computed again from its own facts. What is not whole is an alarm; nothing is ever repaired.
/// </summary>
public sealed class VerifyEditions(IDbContextFactory<CentralDb> dbs, TimeProvider clock, ILogger<VerifyEditions> log)
{
    /// <summary>The alarm: an error in the log under this id and a journal line.</summary>
    public static readonly EventId Alarm = new(5301, "EditionsBroken");

    /// <summary>Checks all; how many places are not whole.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var found = await FaultsAsync(ct);
        if (found.Count > 0)
        {
            log.LogError(Alarm, "{Count} places of published editions are not whole; the first: {First}", found.Count, found[0]);
            await using var db = await dbs.CreateDbContextAsync(ct);
            db.Add(new JournalEntry { At = clock.UtcNow(), Kind = "editions-broken", Subject = found[0][..Math.Min(120, found[0].Length)], Actor = "centre" });
            await db.SaveChangesAsync(ct);
        }

        return found.Count;
    }

    /// <summary>One line for each place that is not whole; empty when all is well.</summary>
    internal async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (found, previous) = (new List<string>(), (Edition?)null);
        await foreach (var edition in db.Editions.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (edition.Sequence != (previous?.Sequence ?? 0) + 1 || edition.PreviousRunHash != (previous?.RunHash ?? ""))
            {
                found.Add($"{edition.Id}: does not follow {previous?.Id ?? "the beginning"} in the chain");
            }

            found.AddRange(OfDocument(edition));
            previous = edition;
        }

        if (previous is not null && found.Count == 0)
        {
            var other = 1 + (clock.TodayInTehran().DayNumber % previous.Sequence);
            var inTurn = other == previous.Sequence ? null : await db.Editions.AsNoTracking().FirstAsync(e => e.Sequence == other, ct);
            found.AddRange(new[] { previous, inTurn }.OfType<Edition>().SelectMany(Recomputed));
        }

        return found;
    }

    private static IEnumerable<string> Recomputed(Edition edition)
    {
        using var json = JsonDocument.Parse(Gzip.Unpack(edition.Document));
        return [.. EditionDocument.Verify(json.RootElement).Select(fault => $"{edition.Id}: {fault.Code} at {fault.Path}")];
    }

    /// <summary>Cheap: hashes and the row beside them, without computing a score.</summary>
    private static IEnumerable<string> OfDocument(Edition edition)
    {
        JsonElement root;
        try
        {
            using var json = JsonDocument.Parse(Gzip.Unpack(edition.Document));
            root = json.RootElement.Clone();
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            return [$"{edition.Id}: its document cannot be read"];
        }

        var manifest = root.GetProperty("manifest");
        (string What, string? Stored, string? Expected)[] pairs =
        [
            ("run_hash", root.GetProperty("run_hash").GetString(), edition.RunHash),
            ("manifest", CanonicalJson.Hash(manifest), edition.RunHash),
            ("methodology", CanonicalJson.Hash(root.GetProperty("methodology")), edition.MethodologySha256),
            ("methodology_hash", Text("methodology_hash"), edition.MethodologySha256),
            ("facts_hash", Text("facts_hash"), edition.FactsHash),
            ("result_hash", Text("result_hash"), edition.ResultHash),
            ("prev_run_hash", Text("prev_run_hash") ?? "", edition.PreviousRunHash),
            ("signed_by", string.Join(' ', manifest.GetProperty("signed_by").EnumerateArray().Select(s => s.GetString())), edition.SignedBy),
        ];
        return pairs.Where(p => p.Stored != p.Expected).Select(p => $"{edition.Id}: {p.What} is not that of its row");

        string? Text(string name) => manifest.GetProperty(name).GetString();
    }
}
