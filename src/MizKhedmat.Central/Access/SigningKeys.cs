using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>
/// The centre's own ES256 keys, one file each in <c>{DataDirectory}/keys/signing</c>. A key is published a day before it
/// signs, signs for thirty days and stays published one day more (next, active, retiring); then its file is deleted.
/// The folder is read again every five seconds: nodes that share it follow, and deleting a file drops its key at once.
/// </summary>
internal sealed class SigningKeys(CentreOptions centre, TimeProvider clock)
{
    private static readonly TimeSpan Signs = TimeSpan.FromDays(30);
    private static readonly TimeSpan PublishedBesides = TimeSpan.FromDays(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private readonly string folder = Path.Combine(centre.DataDirectory, "keys", "signing");
    private DateTime readAt;
    private IReadOnlyList<SigningKey> keys = [];

    /// <summary>Every key that a verifier may meet: next, active and retiring.</summary>
    public IReadOnlyList<SigningKey> Published()
    {
        var now = clock.UtcNow();
        lock (gate)
        {
            if (keys.Count == 0 || now - readAt >= Fresh || now < readAt)
            {
                keys = Rotate(Read(), now);
                readAt = now;
            }

            return keys;
        }
    }

    /// <summary>The one that signs now: the newest whose time has come.</summary>
    public SigningKey Active()
    {
        // In this order: a key made just now must not lie in the future.
        var published = Published();
        var now = clock.UtcNow();
        return published.Where(key => key.From <= now).MaxBy(key => key.From)!;
    }

    private List<SigningKey> Read()
    {
        KeyFile.MakeFolder(folder);
        var known = keys.ToDictionary(key => key.File);
        return [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => known.TryGetValue(file, out var key) ? key : SigningKey.Read(file))];
    }

    private List<SigningKey> Rotate(List<SigningKey> stored, DateTime now)
    {
        foreach (var old in stored.Where(key => key.Until + PublishedBesides < now))
        {
            File.Delete(old.File);
        }

        stored.RemoveAll(key => key.Until + PublishedBesides < now);
        if (!stored.Exists(key => key.From <= now && now < key.Until))
        {
            stored.Add(SigningKey.Make(folder, now, now + Signs));
        }

        var last = stored.Max(key => key.Until);
        if (last - now <= PublishedBesides)
        {
            stored.Add(SigningKey.Make(folder, last, last + Signs));
        }

        return stored;
    }
}

/// <summary>One key of the centre and the days on which it signs (UTC).</summary>
internal sealed record SigningKey(string File, string PublicJwk, ECDsaSecurityKey Private, DateTime From, DateTime Until)
{
    public string Kid => Private.KeyId;

    public static SigningKey Make(string folder, DateTime from, DateTime until)
    {
        var pair = KeyPair.Generate();
        var path = Path.Combine(folder, pair.Kid + ".json");
        KeyFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(new Stored(pair.PrivateJwk, pair.PublicJwk, from, until)));
        return Read(path);
    }

    public static SigningKey Read(string path)
    {
        var stored = JsonSerializer.Deserialize<Stored>(Encoding.UTF8.GetString(KeyFile.Read(path)))!;
        return new(path, stored.PublicJwk, Jwk.ReadPrivate(stored.PrivateJwk), stored.From, stored.Until);
    }

    private sealed record Stored(string PrivateJwk, string PublicJwk, DateTime From, DateTime Until);
}
