using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>Versions of the methodology with their documents and steps; public (edesk-1397/I10, 1538588/4).</summary>
public sealed class MethodologyShelf(IDbContextFactory<CentralDb> dbs)
{
    private const string Centre = "centre";

    /// <summary>The newest version first. Steps are told in their order, by whom as in the journal: <c>official:12</c>, <c>centre</c>; never by name.</summary>
    public async Task<IReadOnlyList<MethodologyLine>> ListAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var versions = await db.Methodologies.AsNoTracking().Select(m => new { m.Id, m.Version, m.Status, m.LabelFa, m.Sha256 }).ToListAsync(ct);
        var acts = (await db.MethodologyActs.AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => (a.Methodology, a.Version));
        var files = await db.ReferenceFiles.AsNoTracking().Where(f => f.Name.StartsWith("methodology-")).ToDictionaryAsync(f => f.Name, f => f.LoadedAt, ct);
        return
        [
            .. versions.OrderByDescending(m => Version.Parse(m.Version)).Select(m => new MethodologyLine(
                m.Id, m.Version, m.Status, m.LabelFa, m.Sha256, [.. Came(m.Version, m.Sha256), .. acts[(m.Id, m.Version)].Select(Line)])),
        ];

        // What no official submitted came with the centre.
        IEnumerable<MethodologyActLine> Came(string version, string sha256) =>
            files.TryGetValue($"methodology-{version}.json", out var at) ? [new(MethodologyStep.Submitted, Centre, at, null, null, sha256)] : [];
    }

    /// <summary>Canonical JSON of a version; null when there is none.</summary>
    public async Task<string?> DocumentAsync(string version, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Methodologies.AsNoTracking().Where(m => m.Version == version).Select(m => m.Document).FirstOrDefaultAsync(ct);
    }

    private static MethodologyActLine Line(MethodologyAct act) =>
        new(act.Step, act.OfficialId is { } official ? EditionOfficer.Actor(official) : Centre, act.At, act.Letter, act.Note, act.Sha256);
}
