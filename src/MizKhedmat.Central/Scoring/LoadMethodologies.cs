using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Scoring;

/// <summary>Takes each methodology-*.json; a version that is no longer a draft is never replaced by other content.</summary>
public static class LoadMethodologies
{
    internal sealed record Head(string Id, string Version, string Slug, string LabelFa);

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
        var made = Make(file.As<JsonElement>());
        var stored = await db.Methodologies.SingleOrDefaultAsync(m => m.Id == made.Id && m.Version == made.Version, ct);
        if (stored is null)
        {
            db.Add(made);
        }
        else if (stored.Status == Methodology.Draft)
        {
            db.Entry(stored).CurrentValues.SetValues(made);
        }
        else if (stored.Sha256 != made.Sha256)
        {
            throw new InvalidOperationException($"Methodology {made.Id} {made.Version} is {stored.Status} and cannot be edited; {file.Name} differs from it.");
        }
    }

    /// <summary>
    /// A document as a draft: how far a version is on its way is told by the table alone, the document keeps the word that it came with.
    /// Throws <see cref="JsonException"/> for one without id, version, slug or label.
    /// </summary>
    internal static Methodology Make(JsonElement content)
    {
        var head = content.Deserialize<Head>(SeedData.Json) ?? throw new JsonException("The methodology is null.");
        var document = JsonText.Canonical(content);
        return new()
        {
            Id = head.Id,
            Version = head.Version,
            Status = Methodology.Draft,
            Slug = head.Slug,
            LabelFa = head.LabelFa,
            Document = document,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document))),
        };
    }
}
