using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// The head or the representative of an agency objects to one cell of a provisional edition within its window (1538588/6): the ground in words and at
/// least one file as evidence. One open objection to a cell at a time.
/// </summary>
public sealed class FileObjection(IDbContextFactory<CentralDb> dbs, IBulkStore store, EditionShelf shelf, JournalBell bell, TimeProvider clock)
{
    public const int MostFiles = 3;
    public const int MostBytes = 5 * 1024 * 1024;
    public const int ShortestGround = 20;
    public const int LongestGround = 4000;

    public sealed record File(string Name, byte[] Content);

    public sealed record Body(string Edition, string? Province, string Indicator, string Ground, IReadOnlyList<File> Evidence);

    /// <summary>Whether forms are shown; what counts is what the act asks anew.</summary>
    public static bool MayFile(string role, Scope scope) => scope.Kind == ScopeKind.Agency && role is Roles.AgencyHead or Roles.AgencyRepresentative;

    /// <summary>The rules of the form; they know neither database nor clock.</summary>
    public static Refusal? Check(Body body) => body switch
    {
        { Ground: var ground } when (PersianText.Canonical(ground, TextField.Text)?.Length ?? 0) is < ShortestGround or > LongestGround => new("objection-ground-unfit", "1538588/6", "/ground"),
        { Evidence: [] } => new("objection-evidence-missing", "1538588/6", "/evidence"),
        { Evidence.Count: > MostFiles } => new("objection-evidence-too-many", null, "/evidence"),
        { Evidence: var files } when files.Any(f => f.Content.Length is 0 or > MostBytes) => new("objection-evidence-too-large", null, "/evidence"),
        { Evidence: var files } when files.Any(f => EvidenceFile.TypeOf(f.Content) is null) => new("objection-evidence-unfit", null, "/evidence"),
        _ => null,
    };

    /// <summary>Whether the edition is one that can be objected to today.</summary>
    public static Refusal? Check(EditionLine? edition, DateOnly today) =>
        edition is null ? new("edition-unknown", null, "/edition")
        : edition.Kind != EditionKind.Provisional || !edition.IsLatest ? new("objection-not-provisional", "1538588/6", "/edition")
        : today > edition.ObjectionsUntil ? new("objection-window-closed", "1538588/6", "/edition")
        : null;

    /// <summary>Id of the objection; both null when this person may not.</summary>
    public async Task<(string? Id, Refusal? Refusal)> RunAsync(ClaimsPrincipal user, Body body, CancellationToken ct)
    {
        if (FilerOf(user) is not var (official, agency))
        {
            return (null, null);
        }

        var now = clock.UtcNow();
        ProvinceCode? province = null;
        if (body.Province is { Length: > 0 } named)
        {
            if (!ProvinceCode.TryParse(named, null, out var place))
            {
                return (null, new("objection-not-in-edition", "1538588/6", "/province"));
            }

            province = place;
        }

        if (Check(body) is { } unfit)
        {
            return (null, unfit);
        }

        await using var reading = await dbs.CreateDbContextAsync(ct);
        var edition = (await EditionLines.ReadAsync(reading, ct)).FirstOrDefault(e => e.Id == body.Edition);
        if (Check(edition, TehranTime.DayOf(now)) is { } closed)
        {
            return (null, closed);
        }

        var frozen = (await shelf.InputAsync(Scope.National, body.Edition, ct))!;
        if (frozen.Agencies.Method.IndexOf(body.Indicator) < 0)
        {
            return (null, new("indicator-unknown", null, "/indicator"));
        }

        if (frozen.CellOf(agency, province, body.Indicator) is null)
        {
            return (null, new("objection-not-in-edition", "1538588/6", "/province"));
        }

        var objection = new Objection
        {
            Id = Ulid.New(now), EditionId = body.Edition, Agency = agency, Province = province, Indicator = body.Indicator, Ground = PersianText.Canonical(body.Ground, TextField.Text)!,
            FiledBy = official, FiledAt = now, State = ObjectionState.Open,
        };
        return await StoreAsync(objection, body.Evidence, await reading.Agencies.Where(a => a.Code == agency).Select(a => a.Id).FirstAsync(ct), ct);
    }

    /// <summary>Takes an open one back; false when there is none of this agency.</summary>
    public async Task<bool> WithdrawAsync(ClaimsPrincipal user, string id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (FilerOf(user) is not var (official, agency)
            || await db.Objections.FirstOrDefaultAsync(o => o.Id == id && o.Agency == agency && o.State == ObjectionState.Open, ct) is not { } objection)
        {
            return false;
        }

        objection.State = ObjectionState.Withdrawn;
        db.Add(Line(objection, "objection-withdrawn", official, clock.UtcNow()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It was decided at this moment.
            return false;
        }

        bell.Ring();
        return true;
    }

    internal static JournalEntry Line(Objection of, string kind, int official, DateTime now) =>
        new() { At = now, Kind = kind, Agency = of.Agency, Province = of.Province, Subject = $"{of.EditionId}/{of.Indicator}/{of.Id}", Actor = EditionOfficer.Actor(official) };

    /// <summary>Under the lock of the agency: of two people who object to one cell at once, one is told that the other was faster.</summary>
    private async Task<(string? Id, Refusal? Refusal)> StoreAsync(Objection objection, IReadOnlyList<File> evidence, int agencyId, CancellationToken ct)
    {
        await using var writing = await store.BeginAsync(agencyId, ct);
        var db = writing.Db;
        if (await db.Objections.AnyAsync(
            o => o.EditionId == objection.EditionId && o.Agency == objection.Agency && o.Province == objection.Province && o.Indicator == objection.Indicator && o.State == ObjectionState.Open, ct))
        {
            return (null, new("objection-open-already", "1538588/6", "/indicator"));
        }

        db.Add(objection);
        db.AddRange(evidence.Select(f => new ObjectionEvidence { ObjectionId = objection.Id, Name = FileName.Shown(f.Name), ContentType = EvidenceFile.TypeOf(f.Content)!, Content = f.Content }));
        db.Add(Line(objection, "objection-filed", objection.FiledBy, objection.FiledAt));
        await db.SaveChangesAsync(ct);
        await writing.CommitAsync(ct);
        bell.Ring();
        return (objection.Id, null);
    }

    private static (int Official, AgencyCode Agency)? FilerOf(ClaimsPrincipal user) =>
        SignedIn.IdOf(user) is { } id && SignedIn.ScopeOf(user) is { Agency: { } agency } scope && MayFile(SignedIn.RoleOf(user), scope) ? (id, agency) : null;
}
