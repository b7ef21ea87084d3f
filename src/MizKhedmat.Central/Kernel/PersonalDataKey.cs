using System.Security.Cryptography;
using System.Text;

namespace MizKhedmat.Central.Kernel;

/// <summary>
/// The one 32-byte secret over personal data, in <c>{DataDirectory}/keys/personal-data.key</c>. A plain hash of a national
/// id is no protection (all of them are hashed in minutes), hence a keyed one; what must be read again is encrypted.
/// The two uses have their own derived keys.
/// </summary>
public sealed class PersonalDataKey : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HashLength = 16;
    private readonly byte[] indexKey;

    /// <summary>One for each thread: it is not safe to share, and making it costs more than using it.</summary>
    private readonly ThreadLocal<AesGcm> ciphers;

    private PersonalDataKey(byte[] secret)
    {
        if (secret.Length != 32)
        {
            throw new InvalidOperationException("keys/personal-data.key must hold exactly 32 bytes.");
        }

        indexKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "blind index"u8.ToArray());
        var cipherKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "field cipher"u8.ToArray());
        ciphers = new(() => new(cipherKey, TagLength), trackAllValues: false);
    }

    private AesGcm Cipher => ciphers.Value!;

    /// <summary>Reads the key of a data directory, or makes it at first start.</summary>
    public static PersonalDataKey Open(string dataDirectory) =>
        new(KeyFile.ReadOrMake(Path.Combine(dataDirectory, "keys", "personal-data.key"), () => RandomNumberGenerator.GetBytes(32)));

    /// <summary>
    /// Blind index of a canonical value: HMAC-SHA-256 cut to 16 bytes. <paramref name="purpose"/> names the column, so that
    /// one value has another hash in each.
    /// </summary>
    public byte[] Hash(string purpose, string canonical) =>
        HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes($"{purpose}\0{canonical}"))[..HashLength];

    /// <summary>AES-256-GCM under a fresh nonce; <paramref name="aad"/> binds it to its place: <c>table|column|row</c>.</summary>
    public byte[] Encrypt(string plain, string aad)
    {
        var text = Encoding.UTF8.GetBytes(plain);
        var sealedText = new byte[1 + NonceLength + TagLength + text.Length];
        sealedText[0] = Version;
        var nonce = sealedText.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        Cipher.Encrypt(
            nonce, text, sealedText.AsSpan(1 + NonceLength + TagLength), sealedText.AsSpan(1 + NonceLength, TagLength),
            Encoding.UTF8.GetBytes(aad));
        return sealedText;
    }

    /// <summary>The plain text, or null when it was altered, comes from another place or was sealed under another key.</summary>
    public string? Decrypt(byte[] cipher, string aad)
    {
        if (cipher.Length < 1 + NonceLength + TagLength || cipher[0] != Version)
        {
            return null;
        }

        var text = new byte[cipher.Length - 1 - NonceLength - TagLength];
        try
        {
            Cipher.Decrypt(
                cipher.AsSpan(1, NonceLength), cipher.AsSpan(1 + NonceLength + TagLength), cipher.AsSpan(1 + NonceLength, TagLength),
                text, Encoding.UTF8.GetBytes(aad));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(text);
    }

    public void Dispose() => ciphers.Dispose();
}
