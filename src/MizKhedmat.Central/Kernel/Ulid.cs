using System.Security.Cryptography;

namespace MizKhedmat.Central.Kernel;

/// <summary>Sortable public ids: 26 Crockford base32 characters, 48 bits of time and 80 random bits.</summary>
public static class Ulid
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New(DateTime utc)
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        var text = new char[26];
        var milliseconds = new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(milliseconds & 31)];
            milliseconds >>= 5;
        }

        for (var i = 0; i < 16; i++)
        {
            text[10 + i] = Alphabet[random[i] & 31];
        }

        return new(text);
    }

    /// <summary>Whether a text has the shape of one (upper case).</summary>
    public static bool IsWellFormed(string text) => text.Length == 26 && text.All(c => Alphabet.Contains(c, StringComparison.Ordinal));
}
