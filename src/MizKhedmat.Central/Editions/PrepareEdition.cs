using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// An official of the Organization has an edition of a closed period computed: facts read in one go, scored, ranked, drawn; the draft waits for two
/// approvals. The calendar says from when (SCORING.md 13); a final one needs the window of objections over and each objection decided.
/// </summary>
public sealed class PrepareEdition(IDbContextFactory<CentralDb> dbs, CellBoard cells, IDatabaseServer server, JournalBell bell, TimeProvider clock)
{
    private const int LongestReason = 1000;

    /// <summary>Every request that was ever told is looked at once.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(30);

    /// <param name="Period">Key: <c>1405-Q2</c>.</param>
    /// <param name="Reason">Of a restatement; else null.</param>
    public sealed record Body(string Period, EditionKind Kind, string? Reason);

    /// <summary>The rules; they know neither database nor clock. <paramref name="stand"/> is that of the period.</summary>
    public static Refusal? Check(Body body, PeriodStand stand)
    {
        if (!JalaliPeriod.TryParse(body.Period, stand.Today, out var period) || EditionCalendar.Of(period) is not { } calendar)
        {
            return new("edition-period-unfit", "1538588/4", "/period");
        }

        return stand.Today <= calendar.DataCloses ? new("edition-too-early", "1538588/4", "/period")
            : stand.HasDraft ? new("edition-draft-waits", null, "/period")
            : Chain(body, stand, calendar)
            ?? (stand.HasMethodology ? null : new("methodology-not-approved", "1538588/4"));
    }

    /// <summary>Id of the draft; both null when this person may not.</summary>
    public async Task<(string? Draft, Refusal? Refusal)> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct)
    {
        if (EditionOfficer.Of(user) is not { } official)
        {
            return (null, null);
        }

        var now = clock.UtcNow();
        var today = TehranTime.DayOf(now);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!JalaliPeriod.TryParse(body.Period, today, out var period))
        {
            return (null, new("edition-period-unfit", "1538588/4", "/period"));
        }

        ReadEdition read;
        string id;
        await using (await server.ReadSnapshotAsync(db, ct))
        {
            var stand = await PeriodStand.ReadAsync(db, period, today, ct);
            if (Check(body, stand) is { } refusal)
            {
                return (null, refusal);
            }

            db.Database.SetCommandTimeout(LongestRead);
            id = stand.IdOf(period);
            read = await EditionReading.ReadAsync(db, cells, period, new(id, Word(body.Kind), now), ct);
        }

        // Two thousand draws take seconds of one processor: never on the thread of a circuit.
        var (made, story) = await Task.Run(() => (EditionDocument.Make(read.Input), read.Story()), ct);
        return await StoreAsync(made, story, new(period, body.Kind, Reason(body), id, official, now), ct);
    }

    internal static string Word(EditionKind kind) => kind switch
    {
        EditionKind.Provisional => "provisional",
        EditionKind.Final => "final",
        _ => "restatement",
    };

    private static Refusal? Chain(Body body, PeriodStand stand, EditionCalendar calendar) => body.Kind switch
    {
        EditionKind.Provisional => stand.Published is [] ? null : new("edition-provisional-exists", "1538588/4", "/kind"),
        EditionKind.Final when stand.Published is [] => new("edition-provisional-missing", "1538588/4", "/kind"),
        EditionKind.Final when stand.Published is not [{ Kind: EditionKind.Provisional }] => new("edition-final-exists", "1538588/4", "/kind"),
        EditionKind.Final when stand.Today <= calendar.WindowUntil(TehranTime.DayOf(stand.Published[0].PublishedAt)) => new("edition-window-open", "1538588/6", "/kind"),
        EditionKind.Final => stand.OpenObjections == 0 ? null : new("edition-objections-open", "1538588/6", "/kind"),
        EditionKind.Restatement when !stand.Published.Any(e => e.Kind == EditionKind.Final) => new("edition-final-missing", "1538588/4", "/kind"),
        EditionKind.Restatement => Reason(body) is { Length: > 0 and <= LongestReason } ? null : new("edition-reason-missing", "1538588/4", "/reason"),
        _ => new("edition-kind-unknown", null, "/kind"),
    };

    /// <summary>Only a restatement has one.</summary>
    private static string? Reason(Body body) => body is { Kind: EditionKind.Restatement, Reason: { } told } ? PersianText.Canonical(told, TextField.Text) : null;

    private async Task<(string? Draft, Refusal? Refusal)> StoreAsync(EditionDocument made, byte[]? story, Order order, CancellationToken ct)
    {
        var manifest = made.Root.GetProperty("manifest");
        var draft = new EditionDraft
        {
            Id = Ulid.New(order.Now), EditionId = order.Edition, Period = order.Period.Key, Kind = order.Kind, CutoffUtc = order.Now, PreparedAt = order.Now, PreparedBy = order.By,
            Reason = order.Reason, MethodologySha256 = manifest.GetProperty("methodology_hash").GetString()!, FactsHash = manifest.GetProperty("facts_hash").GetString()!,
            ResultHash = manifest.GetProperty("result_hash").GetString()!, Document = Gzip.Pack(made.Utf8), Story = story, State = DraftState.Waiting,
        };
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Add(draft);
        db.Add(new JournalEntry { At = order.Now, Kind = "edition-prepared", Subject = $"{order.Edition}/{draft.Id}", Actor = EditionOfficer.Actor(order.By) });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException fault) when (server.IsDoubleKey(fault))
        {
            // Somebody else prepared the same period meanwhile.
            return (null, new("edition-draft-waits", null, "/period"));
        }

        bell.Ring();
        return (draft.Id, null);
    }

    private sealed record Order(JalaliPeriod Period, EditionKind Kind, string? Reason, string Edition, int By, DateTime Now);
}
