using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Counts what no push transaction can: requests refused as a whole (400 to 503) of a known client, and which client called
/// with what. Added up in memory and written once a minute by a job: a statistic, which a crash may shorten by a minute.
/// </summary>
public sealed class CallTally(IBulkStore store, TimeProvider clock)
{
    private const int LongestUserAgent = 120;

    private readonly Lock gate = new();
    private Dictionary<(int Agency, int Client, DateOnly Day, string Code), long> refused = [];
    private Dictionary<int, ClientSighting> seen = [];

    /// <summary>Looks at every answer of the API; what asks for an environment by name is trial, or wrong, and says nothing of the real sending.</summary>
    internal async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Request.Path.StartsWithSegments("/api/v1") && !context.Request.Headers.ContainsKey("X-MK-Environment") && CallingAgency.Of(context.User) is { } agency)
        {
            Saw(agency, context.Request.Headers.UserAgent.ToString());
            if (context.Request.Path.StartsWithSegments("/api/v1/intake") && Problem.CodeOf(context) is { } code)
            {
                Refuse(agency, code);
            }
        }
    }

    internal void Refuse(CallingAgency agency, string code)
    {
        var key = (agency.Id, agency.ClientId, clock.TodayInTehran(), code);
        lock (gate)
        {
            refused[key] = refused.GetValueOrDefault(key) + 1;
        }
    }

    internal void Saw(CallingAgency agency, string userAgent)
    {
        var name = new string([.. userAgent.Where(c => c is >= ' ' and <= '~').Take(LongestUserAgent)]);
        var sighting = new ClientSighting { ClientId = agency.ClientId, AgencyId = agency.Id, At = clock.UtcNow(), Contract = "v1", UserAgent = name.Length == 0 ? null : name };
        lock (gate)
        {
            seen[agency.ClientId] = sighting;
        }
    }

    /// <summary>Writes what was counted since the last time; what cannot be written is kept for the next.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        Dictionary<(int Agency, int Client, DateOnly Day, string Code), long> counts;
        Dictionary<int, ClientSighting> sightings;
        lock (gate)
        {
            (counts, refused) = (refused, []);
            (sightings, seen) = (seen, []);
        }

        foreach (var agency in counts.Keys.Select(k => k.Agency).Concat(sightings.Values.Select(s => s.AgencyId)).Distinct().ToList())
        {
            List<PushCount> rows = [.. counts.Where(c => c.Key.Agency == agency).Select(c => new PushCount
            {
                AgencyId = agency, ClientId = c.Key.Client, Day = c.Key.Day, Measure = PushMeasure.Refused, Code = c.Key.Code, Count = c.Value,
            })];
            List<ClientSighting> clients = [.. sightings.Values.Where(s => s.AgencyId == agency)];
            try
            {
                await using var writing = await store.BeginAsync(agency, ct);
                await writing.AddAsync(rows, ct);
                await writing.UpsertAsync(clients, ct);
                await writing.CommitAsync(ct);
            }
            catch
            {
                PutBack(rows, clients);
                throw;
            }
        }
    }

    private void PutBack(List<PushCount> rows, List<ClientSighting> clients)
    {
        lock (gate)
        {
            foreach (var row in rows)
            {
                var key = (row.AgencyId, row.ClientId, row.Day, row.Code);
                refused[key] = refused.GetValueOrDefault(key) + row.Count;
            }

            foreach (var client in clients)
            {
                seen.TryAdd(client.ClientId, client);
            }
        }
    }
}
