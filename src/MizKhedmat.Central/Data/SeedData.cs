using System.Security.Cryptography;
using System.Text.Json;

namespace MizKhedmat.Central.Data;

/// <summary>The folder of reference data files; what lies in it is described in seed-data/README.md.</summary>
public sealed class SeedData(string directory)
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public string Directory { get; } = directory;

    /// <summary>The folder that the build copies beside the program.</summary>
    public static SeedData Shipped => new(Path.Combine(AppContext.BaseDirectory, "seed-data"));

    public async Task<SeedFile> ReadAsync(string name, CancellationToken ct) =>
        new(name, await File.ReadAllBytesAsync(Path.Combine(Directory, name), ct));

    /// <summary>File names that match a pattern, in ordinal order.</summary>
    public IReadOnlyList<string> Find(string pattern) =>
        [.. System.IO.Directory.EnumerateFiles(Directory, pattern).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}

/// <summary>A reference data file as read.</summary>
public sealed record SeedFile(string Name, byte[] Bytes)
{
    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Members are snake_case; a missing mandatory one is a <see cref="JsonException"/>.</summary>
    public T As<T>() => JsonSerializer.Deserialize<T>(Bytes, SeedData.Json) ?? throw new JsonException($"{Name} is null.");
}
