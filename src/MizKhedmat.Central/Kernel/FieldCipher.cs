using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace MizKhedmat.Central.Kernel;

/// <summary>
/// What one 32-byte secret does: keyed hashes, and AES-256-GCM behind a header that tells which secret sealed it. The two
/// uses have their own derived keys.
/// </summary>
internal sealed class FieldCipher : IDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HashLength = 16;
    private readonly byte[] header;
    private readonly byte[] indexKey;
    private readonly byte[] cipherKey;

    /// <summary>One of each for each thread: they are not safe to share, and making one costs more than using it.</summary>
    private readonly ThreadLocal<AesGcm> ciphers;
    private readonly ThreadLocal<IncrementalHash> hashes;

    public FieldCipher(byte[] secret, params byte[] header)
    {
        this.header = header;
        indexKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "blind index"u8.ToArray());
        cipherKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "field cipher"u8.ToArray());
        ciphers = new(() => new(cipherKey, TagLength), trackAllValues: false);
        hashes = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, indexKey), trackAllValues: false);
    }

    private int Overhead => header.Length + NonceLength + TagLength;

    /// <summary>HMAC-SHA-256 cut to 16 bytes.</summary>
    public byte[] Hash(string purpose, string canonical)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(purpose.Length + 1 + canonical.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(purpose, buffer);
            buffer[length++] = 0;
            length += Encoding.UTF8.GetBytes(canonical, buffer.AsSpan(length));
            Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
            var hash = hashes.Value!;
            hash.AppendData(buffer.AsSpan(0, length));
            hash.GetHashAndReset(whole);
            return whole[..HashLength].ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Header, fresh nonce, tag, ciphertext.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain, string aad)
    {
        var sealedText = new byte[Overhead + plain.Length];
        header.CopyTo(sealedText, 0);
        var nonce = sealedText.AsSpan(header.Length, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        ciphers.Value!.Encrypt(
            nonce, plain, sealedText.AsSpan(Overhead), sealedText.AsSpan(header.Length + NonceLength, TagLength), Encoding.UTF8.GetBytes(aad));
        return sealedText;
    }

    /// <summary>Null when it was altered, comes from another place or was sealed under another secret.</summary>
    public byte[]? Decrypt(ReadOnlySpan<byte> sealedText, string aad)
    {
        if (sealedText.Length < Overhead || !sealedText.StartsWith(header))
        {
            return null;
        }

        var plain = new byte[sealedText.Length - Overhead];
        try
        {
            ciphers.Value!.Decrypt(
                sealedText.Slice(header.Length, NonceLength), sealedText[Overhead..], sealedText.Slice(header.Length + NonceLength, TagLength),
                plain, Encoding.UTF8.GetBytes(aad));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return plain;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(indexKey);
        CryptographicOperations.ZeroMemory(cipherKey);
        ciphers.Dispose();
        hashes.Dispose();
    }
}
