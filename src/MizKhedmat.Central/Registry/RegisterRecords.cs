using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A member before and after an edit; null = it did not stand.</summary>
public sealed record FieldEdit(string Field, JsonNode? Before, JsonNode? After);

/// <summary>One edit of a record: who changed what when, by which way in.</summary>
public sealed record RegisterEdit(
    int Number, DateOnly On, DateTime At, string Actor, string Source, string Status, string? FormerStatus, IReadOnlyList<FieldEdit> Fields);

/// <summary>A record with its spells and its whole history, newest edit first.</summary>
public sealed record RegisterRecord(RegisterLine Line, IReadOnlyList<Spell> Spells, IReadOnlyList<RegisterEdit> History);

/// <summary>One record of the register inside a scope.</summary>
public sealed class RegisterRecords(IDbContextFactory<CentralDb> dbs)
{
    /// <summary>
    /// Null when it does not exist or lies outside the scope. <paramref name="agency"/> is ignored for the Organization's own
    /// kinds. With <paramref name="asOf"/> the record as it was on that day and what had happened to it by then; null when it was
    /// not open.
    /// </summary>
    public async Task<RegisterRecord?> FindAsync(Scope scope, AgencyCode? agency, RegisterKind kind, string code, CancellationToken ct, DateOnly? asOf = null)
    {
        if (agency is null && !RegisterKinds.IsCentral(kind))
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var query = new RegisterQuery(kind) { Agency = RegisterKinds.IsCentral(kind) ? null : agency };
        var items = (await RegisterReach.OfAsync(db, scope, query, ct)).Where(i => i.Code == code);
        if (await items.FirstOrDefaultAsync(ct) is not { } item)
        {
            return null;
        }

        var then = asOf is { } day ? await RegisterPast.LinesAsync(db, items, query, day, ct) : null;
        if (then is { Count: 0 })
        {
            return null;
        }

        var revisions = await db.RegisterRevisions.AsNoTracking()
            .Where(r => r.AgencyId == item.AgencyId && r.Kind == kind && r.Code == code).OrderBy(r => r.Number).ToListAsync(ct);
        var spells = await db.Spells.AsNoTracking().Where(s => s.AgencyId == item.AgencyId && s.Kind == kind && s.Code == code).OrderBy(s => s.Number).ToListAsync(ct);
        var owner = await db.Agencies.AsNoTracking().FirstOrDefaultAsync(a => a.Id == item.AgencyId, ct);
        return new(
            then?[0] ?? RegisterPast.Line(item, owner, RegisterState.Parse(revisions[^1].State)), [.. spells.Where(s => asOf is null || s.From <= asOf)],
            [.. History(kind, revisions).Where(e => asOf is null || e.On <= asOf)]);
    }

    /// <summary>Spells of listed records by code; of one owner.</summary>
    public async Task<ILookup<string, Spell>> SpellsAsync(Scope scope, AgencyCode? agency, RegisterKind kind, IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var items = await RegisterReach.OfAsync(db, scope, new(kind) { Agency = RegisterKinds.IsCentral(kind) ? null : agency }, ct);
        var spells = await db.Spells.AsNoTracking()
            .Where(s => s.Kind == kind && codes.Contains(s.Code) && items.Any(i => i.AgencyId == s.AgencyId && i.Code == s.Code))
            .OrderBy(s => s.Number).ToListAsync(ct);
        return spells.ToLookup(s => s.Code, StringComparer.Ordinal);
    }

    private static List<RegisterEdit> History(RegisterKind kind, List<RegisterRevision> revisions)
    {
        var history = new List<RegisterEdit>(revisions.Count);
        var before = new JsonObject();
        string? status = null;
        foreach (var revision in revisions)
        {
            var after = RegisterState.Parse(revision.State);
            history.Add(new(revision.Number, revision.On, revision.At, revision.Actor, revision.Source, revision.Status, status, Edits(kind, before, after)));
            (before, status) = (after, revision.Status);
        }

        history.Reverse();
        return history;
    }

    private static List<FieldEdit> Edits(RegisterKind kind, JsonObject before, JsonObject after) =>
    [
        .. from field in RegisterFields.Of(kind)
           let old = before[field.Name]
           let now = after[field.Name]
           where !JsonNode.DeepEquals(old, now)
           select new FieldEdit(field.Name, old?.DeepClone(), now?.DeepClone()),
    ];
}
