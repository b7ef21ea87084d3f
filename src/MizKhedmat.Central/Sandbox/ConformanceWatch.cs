using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Sandbox;

/// <summary>
/// Sees in the sandbox what leaves no trace among the facts: a check without storing, a compressed body, a replay, a reading
/// back, and whether a client that was told to wait did. The first sight of each is a line in the sandbox's own journal.
/// </summary>
public sealed class ConformanceWatch(TimeProvider clock)
{
    /// <summary>Kinds of the journal lines; the subject is the check. The later line of a check counts.</summary>
    public const string Seen = "conformance-seen", Missed = "conformance-missed";

    /// <summary>Until when a client was told to wait.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, DateTime> waiting = new(StringComparer.Ordinal);

    /// <summary>Looks at one call; what it shows is written before its answer leaves.</summary>
    internal void Follow(HttpContext context, CallingAgency agency)
    {
        var isBack = waiting.TryGetValue(agency.ClientName, out var until);
        var isEarly = isBack && clock.UtcNow() < until;
        context.Response.OnStarting(() => LookAsync(context, agency, isBack, isEarly));
    }

    private async Task LookAsync(HttpContext context, CallingAgency agency, bool isBack, bool isEarly)
    {
        var status = context.Response.StatusCode;
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable
            && int.TryParse(context.Response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds))
        {
            // Who waits exactly so long from the answer on is not early: it was written a moment before.
            waiting[agency.ClientName] = clock.UtcNow().AddSeconds(seconds) - Grace;
        }
        else if (isBack && !isEarly)
        {
            waiting.TryRemove(agency.ClientName, out _);
        }

        foreach (var (check, kind) in Shown(context, status, isBack, isEarly).ToList())
        {
            await WriteAsync(context.RequestServices, agency, check, kind, context.RequestAborted);
        }
    }

    private static IEnumerable<(string Check, string Kind)> Shown(HttpContext context, int status, bool isBack, bool isEarly)
    {
        var request = context.Request;
        if (isEarly)
        {
            yield return (Conformance.Waits, Missed);
        }
        else if (isBack && status < 400)
        {
            yield return (Conformance.Waits, Seen);
        }

        if (status is not (StatusCodes.Status200OK or StatusCodes.Status201Created))
        {
            yield break;
        }

        if (request.Query["validateOnly"] == "true")
        {
            yield return (Conformance.Validates, Seen);
        }

        if (request.Headers.ContentEncoding == "gzip")
        {
            yield return (Conformance.Compresses, Seen);
        }

        if (context.Response.Headers.ContainsKey("Idempotent-Replayed"))
        {
            yield return (Conformance.Replays, Seen);
        }

        if (HttpMethods.IsGet(request.Method) && (request.Path.StartsWithSegments("/api/v1/requests") || request.Path.StartsWithSegments("/api/v1/receipts")))
        {
            yield return (Conformance.ReadsBack, Seen);
        }
    }

    /// <summary>One line per turn of things, not one per call.</summary>
    private async Task WriteAsync(IServiceProvider rooms, CallingAgency agency, string check, string kind, CancellationToken ct)
    {
        await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync(ct);
        var last = await db.Journal.AsNoTracking().Where(e => e.Agency == agency.Code && e.Subject == check && (e.Kind == Seen || e.Kind == Missed))
            .OrderByDescending(e => e.Id).Select(e => e.Kind).FirstOrDefaultAsync(ct);
        if (last == kind)
        {
            return;
        }

        await using var writing = await rooms.GetRequiredService<IBulkStore>().BeginAsync(agency.Id, ct);
        writing.Db.Add(new JournalEntry { Kind = kind, At = clock.UtcNow(), Agency = agency.Code, Subject = check, Actor = agency.Actor });
        await writing.Db.SaveChangesAsync(ct);
        await writing.CommitAsync(ct);
    }
}
