using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Tests.Data;

/// <summary>A temporary copy of the reference data that a test may change, as next year's file will be.</summary>
public sealed class SeedCopy : IDisposable
{
    public SeedCopy()
    {
        var source = SeedData.Shipped.Directory;
        foreach (var file in Directory.EnumerateFiles(source, "*.json", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Folder, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("seed-").FullName;

    public SeedData Seed => new(Folder);

    public void Change(string name, Action<JsonNode> change)
    {
        var path = Path.Combine(Folder, name);
        var content = JsonNode.Parse(File.ReadAllText(path))!;
        change(content);
        File.WriteAllText(path, content.ToJsonString());
    }

    /// <summary>The loader of a centre over this copy.</summary>
    public ReferenceLoad LoadInto(Centre centre) => new(
        Seed, centre.Services.GetRequiredService<IDbContextFactory<CentralDb>>(), centre.Services.GetRequiredService<TimeProvider>());

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
