using System.Security.Cryptography;
using System.Text;

namespace MizKhedmat.Central.Kernel;

/// <summary>
/// The one 32-byte secret over personal data, in <c>{DataDirectory}/keys/personal-data.key</c>. A plain hash of a national
/// id is no protection (all of them are hashed in minutes), hence a keyed one; what must be read again is encrypted. What
/// has a period after which nobody may read it is sealed under a key of its month (<see cref="Months"/>).
/// </summary>
public sealed class PersonalDataKey : IDisposable
{
    private const byte Version = 1;
    private readonly FieldCipher cipher;

    private PersonalDataKey(byte[] secret, string directory)
    {
        if (secret.Length != 32)
        {
            throw new InvalidOperationException("keys/personal-data.key must hold exactly 32 bytes.");
        }

        cipher = new(secret, Version);
        Months = new(cipher, Path.Combine(directory, "months"));
    }

    /// <summary>Keys that are destroyed one by one, each with its month.</summary>
    public MonthKeys Months { get; }

    /// <summary>Reads the key of a data directory, or makes it at first start.</summary>
    public static PersonalDataKey Open(string dataDirectory)
    {
        var keys = Path.Combine(dataDirectory, "keys");
        return new(KeyFile.ReadOrMake(Path.Combine(keys, "personal-data.key"), () => RandomNumberGenerator.GetBytes(32)), keys);
    }

    /// <summary>
    /// Blind index of a canonical value: HMAC-SHA-256 cut to 16 bytes. <paramref name="purpose"/> names the column, so that
    /// one value has another hash in each.
    /// </summary>
    public byte[] Hash(string purpose, string canonical) => cipher.Hash(purpose, canonical);

    /// <summary>AES-256-GCM under a fresh nonce; <paramref name="aad"/> binds it to its place: <c>table|column|row</c>.</summary>
    public byte[] Encrypt(string plain, string aad) => cipher.Encrypt(Encoding.UTF8.GetBytes(plain), aad);

    /// <summary>
    /// The plain text, or null when it was altered, comes from another place, was sealed under another key, or under that of a
    /// month whose key is destroyed: it is removed.
    /// </summary>
    public string? Decrypt(byte[] sealedText, string aad) =>
        (Months.Decrypt(sealedText, aad) ?? cipher.Decrypt(sealedText, aad)) is { } plain ? Encoding.UTF8.GetString(plain) : null;

    public void Dispose()
    {
        Months.Dispose();
        cipher.Dispose();
    }
}
