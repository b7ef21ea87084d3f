using System.Globalization;
using System.Text;

namespace MizKhedmat.Central.Kernel;

/// <summary>The three classes of text field of the Persian text profile.</summary>
public enum TextField
{
    /// <summary>Codes and tracking ids: NFKC, no ZWNJ, digits folded.</summary>
    Id,

    /// <summary>Names of agencies, services, persons: NFC, ZWNJ kept between letters.</summary>
    Name,

    /// <summary>Free text: control and direction characters are stripped instead of refused.</summary>
    Text,
}

/// <summary>
/// The one canonicaliser of Persian text: what is stored, compared and searched. NFKC alone folds neither ي/ی nor ك/ک
/// nor digits, and keeps direction controls, so one table does it here (profile version 1).
/// </summary>
public static class PersianText
{
    private const char Zwnj = '\u200C';

    /// <summary>
    /// The canonical form, or null when the text must be refused: a lone surrogate, U+0000 or another control character,
    /// a direction or invisible character in a code or name, more than two combining marks on one letter, or nothing left.
    /// </summary>
    public static string? Canonical(string raw, TextField field)
    {
        if (!IsWellFormed(raw))
        {
            return null;
        }

        var source = Normalised(raw, field);
        var text = new StringBuilder(source.Length);
        var marks = 0;
        foreach (var rune in source.EnumerateRunes())
        {
            var value = rune.Value;
            if (value < 0x20 || value is >= 0x7F and < 0xA0)
            {
                if (field == TextField.Text && value is '\n' or '\t')
                {
                    text.Append((char)value);
                    continue;
                }

                if (field == TextField.Text && value == '\r')
                {
                    continue;
                }

                return null;
            }

            if (IsInvisible(value))
            {
                if (field != TextField.Text)
                {
                    return null;
                }

                continue;
            }

            if (value is 0x0640 or 0x200D)
            {
                continue;
            }

            marks = Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark ? marks + 1 : 0;
            if (marks > 2)
            {
                return null;
            }

            text.Append(Folded(rune, field));
        }

        return Tidied(text, field);
    }

    /// <summary>Persian, Arabic and fullwidth digits become ASCII; everything else stays.</summary>
    public static string FoldDigits(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            span[i] = Digit(source[i]);
        }
    });

    /// <summary>
    /// The key that search and uniqueness compare: spaceless and ZWNJ-less, alef, heh and hamza forms as one letter, no
    /// vowel signs, lower case; «خرم آباد» = «خرم‌آباد» = «خرماباد». Idempotent.
    /// </summary>
    public static string SearchKey(string text)
    {
        var source = IsWellFormed(text) ? text.Normalize(NormalizationForm.FormKC) : "";
        var key = new StringBuilder(source.Length);
        foreach (var rune in source.EnumerateRunes())
        {
            var value = rune.Value;
            if (Rune.IsWhiteSpace(rune) || value is Zwnj or 0x0640 or 0x200D or >= 0x064B and <= 0x065F or 0x0670 || IsInvisible(value))
            {
                continue;
            }

            var c = value switch
            {
                0x064A or 0x0649 or 0x0626 => 'ی',
                0x0643 => 'ک',
                0x0629 or 0x06C0 or 0x06C2 or 0x06D5 or 0x06C1 or 0x06BE => 'ه',
                0x0623 or 0x0625 or 0x0671 or 0x0622 => 'ا',
                0x0624 => 'و',
                0x0621 or 0x0654 or 0x0655 => '\0',
                <= 0xFFFF => char.ToLowerInvariant(Digit((char)value)),
                _ => '\uFFFF',
            };
            if (c == '\uFFFF')
            {
                key.Append(rune.ToString());
            }
            else if (c != '\0')
            {
                key.Append(c);
            }
        }

        return key.ToString();
    }

    /// <summary>
    /// A key whose ordinal order is the Persian alphabetical order (آ ا ب پ …) on every database: hexadecimal of the
    /// fa-IR collation key, because SQLite sorts by code point and puts پ چ ژ گ last.
    /// </summary>
    public static string SortKey(string text) =>
        Convert.ToHexString(PersianCompare.GetSortKey(text.Replace(Zwnj, ' '), CompareOptions.IgnoreCase).KeyData);

    public static readonly CompareInfo PersianCompare = CultureInfo.GetCultureInfo("fa-IR").CompareInfo;

    private static string Normalised(string raw, TextField field) =>
        raw.Normalize(field == TextField.Id ? NormalizationForm.FormKC : NormalizationForm.FormC);

    private static string Folded(Rune rune, TextField field)
    {
        var value = rune.Value;
        if (value > 0xFFFF)
        {
            return rune.ToString();
        }

        var c = value switch
        {
            0x064A or 0x0649 => 'ی',
            0x0643 => 'ک',
            0x06C0 or 0x06C2 => 'ۀ',
            0x00A0 or 0x2007 or 0x202F or 0x3000 => ' ',
            _ => (char)value,
        };
        return (field == TextField.Text ? c : Digit(c)).ToString();
    }

    private static string? Tidied(StringBuilder text, TextField field)
    {
        var tidy = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var last = tidy.Length == 0 ? ' ' : tidy[^1];
            if (c == Zwnj)
            {
                if (field != TextField.Id && last is not Zwnj && !char.IsWhiteSpace(last))
                {
                    tidy.Append(c);
                }
            }
            else if (c == ' ')
            {
                if (last == Zwnj)
                {
                    tidy.Length--;
                }

                if (tidy.Length > 0 && !char.IsWhiteSpace(tidy[^1]))
                {
                    tidy.Append(c);
                }
            }
            else
            {
                tidy.Append(c);
            }
        }

        var result = tidy.ToString().Trim().Trim(Zwnj).Trim();
        return result.Length == 0 || result.Trim('\u2800').Length == 0 ? null : result.Normalize(field == TextField.Id ? NormalizationForm.FormKC : NormalizationForm.FormC);
    }

    private static char Digit(char c) => c switch
    {
        >= '\u0660' and <= '\u0669' => (char)('0' + (c - '\u0660')),
        >= '\u06F0' and <= '\u06F9' => (char)('0' + (c - '\u06F0')),
        >= '\uFF10' and <= '\uFF19' => (char)('0' + (c - '\uFF10')),
        _ => c,
    };

    private static bool IsInvisible(int value) => value is
        0x061C or 0x200B or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069) or 0xFEFF
        or (>= 0xFFF9 and <= 0xFFFB) or 0x00AD or 0x034F or (>= 0x115F and <= 0x1160) or 0x3164 or 0xFFA0
        or (>= 0x17B4 and <= 0x17B5) or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] == '\0')
            {
                return false;
            }
        }

        return true;
    }
}
