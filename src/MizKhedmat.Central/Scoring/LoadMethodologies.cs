using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Scoring;

/// <summary>Takes each methodology-*.json; a version that is no longer a draft is never replaced by other content.</summary>
public static class LoadMethodologies
{
    internal sealed record Head(string Id, string Version, string Status, string Slug, string LabelFa);

    /// <summary>True when at least one version was loaded.</summary>
    public static async Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct)
    {
        var loaded = false;
        foreach (var name in load.Seed.Find("methodology-*.json"))
        {
            loaded |= await load.OnceAsync(name, TakeAsync, ct);
        }

        return loaded;
    }

    private static async Task TakeAsync(CentralDb db, SeedFile file, CancellationToken ct)
    {
        var made = Make(file.As<Head>(), file.As<JsonElement>());
        var stored = await db.Methodologies.SingleOrDefaultAsync(m => m.Id == made.Id && m.Version == made.Version, ct);
        if (stored is null)
        {
            db.Add(made);
        }
        else if (stored.Status == "draft" || stored.Sha256 == made.Sha256)
        {
            db.Entry(stored).CurrentValues.SetValues(made);
        }
        else
        {
            throw new InvalidOperationException($"Methodology {made.Id} {made.Version} is {stored.Status} and cannot be edited; {file.Name} differs from it.");
        }
    }

    private static Methodology Make(Head head, JsonElement content)
    {
        var document = JsonText.Canonical(content);
        return new()
        {
            Id = head.Id,
            Version = head.Version,
            Status = head.Status,
            Slug = head.Slug,
            LabelFa = head.LabelFa,
            Document = document,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))),
        };
    }
}
