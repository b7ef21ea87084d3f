using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace MizKhedmat.Central.Kernel;

/// <summary>A key of one Jalali month; see <see cref="MonthKeys"/>.</summary>
public sealed class MonthKey
{
    internal MonthKey(FieldCipher cipher) => Cipher = cipher;

    internal FieldCipher Cipher { get; }

    internal long LookedAt { get; set; } = Environment.TickCount64;

    /// <summary>As <see cref="PersonalDataKey.Hash"/>; one value has another hash in each month.</summary>
    public byte[] Hash(string purpose, string canonical) => Cipher.Hash(purpose, canonical);

    /// <summary>As <see cref="PersonalDataKey.Encrypt"/>; <see cref="PersonalDataKey.Decrypt"/> opens it while the month's key is there.</summary>
    public byte[] Encrypt(string plain, string aad) => Cipher.Encrypt(Encoding.UTF8.GetBytes(plain), aad);
}

/// <summary>
/// Random keys, one for each Jalali month, in <c>{DataDirectory}/keys/months/1405-08.key</c>: outside the database, wrapped by
/// the centre's key. When a month's key is destroyed, what was sealed under it can be read nowhere any more, in no backup of
/// the database either. All processes of a centre share the folder: the first one to need a key makes it, and what one
/// destroys the others stop using within a second.
/// </summary>
public sealed class MonthKeys : IDisposable
{
    /// <summary>How long a key is used before its file is looked for again, in milliseconds.</summary>
    internal const long BelievedFor = 1_000;

    private const byte Version = 2;
    private const int SecretLength = 32;
    private const int HeaderLength = 3;
    private readonly ConcurrentDictionary<JalaliMonth, MonthKey> known = new();
    private readonly FieldCipher wrapping;
    private readonly string folder;

    internal MonthKeys(FieldCipher wrapping, string folder)
    {
        this.wrapping = wrapping;
        this.folder = folder;
    }

    /// <summary>The month's key, made where there is none.</summary>
    public MonthKey Of(JalaliMonth month) => Find(month) ?? Read(month, make: true)!;

    /// <summary>The month's key; null when none was made or it is destroyed.</summary>
    public MonthKey? Find(JalaliMonth month)
    {
        if (!known.TryGetValue(month, out var key))
        {
            return Read(month, make: false);
        }

        if (Environment.TickCount64 - key.LookedAt > BelievedFor)
        {
            if (!File.Exists(PathOf(month)))
            {
                known.TryRemove(month, out _);
                return null;
            }

            key.LookedAt = Environment.TickCount64;
        }

        return key;
    }

    /// <summary>Months whose keys are there, oldest first.</summary>
    public IReadOnlyList<JalaliMonth> All() => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*.key").Select(path => JalaliMonth.Parse(Path.GetFileNameWithoutExtension(path))).OfType<JalaliMonth>().Order()];

    /// <summary>Writes over the key and removes it; nothing brings it back. Destroyed twice is destroyed.</summary>
    public void Destroy(JalaliMonth month)
    {
        KeyFile.Destroy(PathOf(month));
        known.TryRemove(month, out _);
    }

    /// <summary>Null when it was not sealed under a month's key, or that key is gone.</summary>
    internal byte[]? Decrypt(byte[] sealedText, string aad) =>
        sealedText.Length > HeaderLength && sealedText[0] == Version
            ? Find(new(BinaryPrimitives.ReadUInt16BigEndian(sealedText.AsSpan(1))))?.Cipher.Decrypt(sealedText, aad)
            : null;

    public void Dispose()
    {
        foreach (var key in known.Values)
        {
            key.Cipher.Dispose();
        }
    }

    private MonthKey? Read(JalaliMonth month, bool make)
    {
        var path = PathOf(month);
        var aad = $"month-key|{month}";
        byte[] wrapped;
        try
        {
            wrapped = make ? KeyFile.ReadOrMake(path, () => wrapping.Encrypt(RandomNumberGenerator.GetBytes(SecretLength), aad)) : KeyFile.Read(path);
        }
        catch (Exception e) when (!make && e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        if (wrapping.Decrypt(wrapped, aad) is { } secret)
        {
            return known.GetOrAdd(month, new MonthKey(new(secret, HeaderOf(month))));
        }

        // Half destroyed, or of another centre: nothing opens with it, and nothing may be sealed with it.
        return make ? throw new InvalidOperationException($"keys/months/{month}.key cannot be unwrapped: it belongs to another personal-data.key, or was damaged.") : null;
    }

    private string PathOf(JalaliMonth month) => Path.Combine(folder, $"{month}.key");

    private static byte[] HeaderOf(JalaliMonth month)
    {
        var header = new byte[HeaderLength];
        header[0] = Version;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(1), checked((ushort)month.Index));
        return header;
    }
}
