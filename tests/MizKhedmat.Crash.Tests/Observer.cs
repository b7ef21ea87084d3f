using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;

namespace MizKhedmat.Crash.Tests;

/// <summary>Looks at a centre from outside and in its tables, for the check of what its clients did.</summary>
internal sealed class Observer(CrashedCentre centre, History history, IReadOnlyList<PushingClient> clients)
{
    /// <summary>What the centre holds of one round, or of all.</summary>
    public async Task<Observed> ObserveAsync(int? round)
    {
        // The tables first: a repeated push would put back what was lost.
        var observed = await InDatabaseAsync(round);
        var differences = await centre.Services.GetRequiredService<Recount>().DifferencesAsync(default);
        var pushes = history.All.Where(p => p.Outcome == Outcome.Acknowledged && (round is null || p.Round == round)).ToLookup(p => p.Client);
        var answers = await Task.WhenAll(clients.Select(async (client, i) =>
        {
            var read = new List<(Push Push, byte[]? Stored, Replay Replay)>();
            foreach (var push in pushes[i])
            {
                read.Add((push, await client.ReceiptAsync(push.Receipt!), await client.RepeatAsync(push)));
            }

            return (Read: read, Accepted: await client.AcceptedAsync());
        }));
        var read = answers.SelectMany(a => a.Read).ToList();
        return observed with
        {
            Receipts = read.Where(r => r.Stored is not null).ToDictionary(r => r.Push.Receipt!, r => r.Stored!),
            Replays = read.ToDictionary(r => r.Push.Key, r => r.Replay),
            CounterDifferences = differences,
            AcceptedKpi = round is null ? answers.Index().ToDictionary(a => a.Index, a => a.Item.Accepted) : null,
        };
    }

    private async Task<Observed> InDatabaseAsync(int? round)
    {
        var ofRound = round is { } one ? string.Create(CultureInfo.InvariantCulture, $"R{one}-") : "R";
        await using var db = await centre.Data.CreateDbContextAsync();
        var numbers = centre.Clients.Select((client, i) => (client.Agency.Id, i)).ToDictionary(c => c.Id, c => c.i);
        var events = db.RequestEvents.AsNoTracking();
        var held = await db.ServiceRequests.AsNoTracking().Where(r => r.TrackingCode.StartsWith(ofRound))
            .Join(events, r => r.Id, e => e.RequestId, (r, e) => new { r.AgencyId, r.TrackingCode, e.EventId, e.Type, e.At, e.ResponsiblePost }).ToListAsync();
        var receipts = (await db.PushReceipts.AsNoTracking().Select(p => new { p.IdempotencyKey, p.Receipt }).ToListAsync())
            .Where(p => round is null || p.IdempotencyKey!.Split('-') is not ["crash", _, var of, _] || of == round.Value.ToString(CultureInfo.InvariantCulture)).ToList();
        var known = receipts.Select(p => p.Receipt).ToHashSet();
        var journal = await db.Journal.AsNoTracking().Where(j => j.Kind == "events-received").Select(j => j.Subject!).ToListAsync();
        return new()
        {
            Events = [.. held.Select(e => new HeldEvent(numbers[e.AgencyId], e.TrackingCode, e.EventId, NameOf(e.Type), e.At, e.ResponsiblePost))],
            StoredKeys = [.. receipts.Select(p => p.IdempotencyKey!)],
            StoredReceipts = [.. known],
            Journal = [.. journal.Where(receipt => round is null || known.Contains(receipt))],
        };
    }

    private static string NameOf(EventType type) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(type.ToString());
}
