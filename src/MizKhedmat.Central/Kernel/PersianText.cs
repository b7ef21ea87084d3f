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
    /// The canonical form, or null when the text must be refused: a lone surrogate, a noncharacter, U+0000 or another control
    /// character, a direction or invisible character in a code or name, more than two combining marks on one letter, or
    /// nothing left. Idempotent.
    /// </summary>
    public static string? Canonical(string raw, TextField field) => IsCanonical(raw, field) ? raw : Folded(raw, field);

    /// <summary>The long way to the canonical form, letter by letter.</summary>
    internal static string? Folded(string raw, TextField field)
    {
        if (!IsWellFormed(raw))
        {
            return null;
        }

        var text = new StringBuilder(raw.Length);
        var marks = 0;
        foreach (var rune in raw.Normalize(FormOf(field)).EnumerateRunes())
        {
            switch (FateOf(rune.Value, field))
            {
                case Fate.Refuse:
                    return null;
                case Fate.Drop:
                    continue;
            }

            // A dropped sign or a ZWNJ starts no new letter: marks may not be piled up over it.
            marks = Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark ? marks + 1 : rune.Value == Zwnj ? marks : 0;
            if (marks > 2)
            {
                return null;
            }

            AppendFolded(text, rune, field);
        }

        return Tidied(text, field);
    }

    /// <summary>Persian, Arabic and fullwidth digits become ASCII; everything else stays.</summary>
    public static string FoldDigits(string text) => Ascii.IsValid(text) ? text : string.Create(text.Length, text, static (span, source) =>
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
    public static string SearchKey(string text) => Key(text, foldCase: true);

    /// <summary>The key by which codes and tracking ids are unique: as <see cref="SearchKey"/>, but «a» and «A» stay two letters.</summary>
    public static string IdKey(string id) => IsCanonical(id, TextField.Id) ? id : Key(id, foldCase: false);

    internal static string Key(string text, bool foldCase)
    {
        // Taken apart first, so that hamza and madda fall away from every letter alike, however the letter was composed.
        var source = IsWellFormed(text) ? text.Normalize(NormalizationForm.FormKD) : "";
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
                0x064A or 0x0649 => 'ی',
                0x0643 => 'ک',
                0x0629 or 0x06D5 or 0x06C1 or 0x06BE => 'ه',
                0x0671 => 'ا',
                0x0621 => '\0',
                <= 0xFFFF => foldCase ? char.ToLowerInvariant(Digit((char)value)) : Digit((char)value),
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

        return key.ToString().Normalize(NormalizationForm.FormKC);
    }

    /// <summary>
    /// A key whose ordinal order is the Persian alphabetical order (آ ا ب پ …) on every database: hexadecimal of the
    /// fa-IR collation key, because SQLite sorts by code point and puts پ چ ژ گ last.
    /// </summary>
    public static string SortKey(string text) =>
        Convert.ToHexString(PersianCompare.GetSortKey(text.Replace(Zwnj, ' '), CompareOptions.IgnoreCase).KeyData);

    public static readonly CompareInfo PersianCompare = CultureInfo.GetCultureInfo("fa-IR").CompareInfo;

    private enum Fate
    {
        Keep,
        Drop,
        Refuse,
    }

    private static NormalizationForm FormOf(TextField field) => field == TextField.Id ? NormalizationForm.FormKC : NormalizationForm.FormC;

    private static Fate FateOf(int value, TextField field) => value switch
    {
        '\n' or '\t' => field == TextField.Text ? Fate.Keep : Fate.Refuse,
        '\r' => field == TextField.Text ? Fate.Drop : Fate.Refuse,
        < 0x20 or (>= 0x7F and < 0xA0) or (>= 0xFDD0 and <= 0xFDEF) => Fate.Refuse,
        0x0640 or 0x200D => Fate.Drop,
        Zwnj => field == TextField.Id ? Fate.Drop : Fate.Keep,
        _ when (value & 0xFFFE) == 0xFFFE => Fate.Refuse,
        _ when IsInvisible(value) => field == TextField.Text ? Fate.Drop : Fate.Refuse,
        _ => Fate.Keep,
    };

    /// <summary>
    /// What is canonical beyond doubt and need not be taken apart: codes of visible ASCII; names and texts of visible ASCII
    /// and plain Persian letters with single spaces between words and ZWNJ between letters. Never true for other text.
    /// </summary>
    private static bool IsCanonical(string raw, TextField field)
    {
        var last = ' ';
        foreach (var c in raw)
        {
            var isPlain = field == TextField.Id ? c is > ' ' and <= '~' : c is > ' ' and <= '~' || IsPlainLetter(c);
            if (!isPlain && (field == TextField.Id || c is not (' ' or Zwnj) || last is ' ' or Zwnj))
            {
                return false;
            }

            last = c;
        }

        return last is not (' ' or Zwnj);
    }

    /// <summary>Persian letters that no rule changes; not ك ي ى ة with its kin, nor anything that combines.</summary>
    private static bool IsPlainLetter(char c) =>
        c is (>= '\u0622' and <= '\u0628') or (>= '\u062A' and <= '\u063A') or '\u0641' or '\u0642' or (>= '\u0644' and <= '\u0648')
            or '\u067E' or '\u0686' or '\u0698' or '\u06A9' or '\u06AF' or '\u06CC' or '\u060C';

    private static void AppendFolded(StringBuilder text, Rune rune, TextField field)
    {
        var value = rune.Value;
        if (value > 0xFFFF)
        {
            text.Append(rune.ToString());
        }
        else if (value == 0x0654 && text.Length > 0 && (text[^1] is 'ه' or 'ە' or 'ہ'))
        {
            text[^1] = 'ۀ';
        }
        else
        {
            var c = value switch
            {
                0x064A or 0x0649 => 'ی',
                0x0643 => 'ک',
                0x06C2 => 'ۀ',
                '\n' or '\t' => (char)value,
                _ when Rune.IsWhiteSpace(rune) => ' ',
                _ => (char)value,
            };
            text.Append(field == TextField.Text ? c : Digit(c));
        }
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
                if (last is not Zwnj && !char.IsWhiteSpace(last))
                {
                    tidy.Append(c);
                }
            }
            else if (char.IsWhiteSpace(c))
            {
                if (last == Zwnj)
                {
                    tidy.Length--;
                }

                // Line breaks and tabs of free text stay; a run of spaces, or a space beside a break, does not.
                if (c != ' ' || (tidy.Length > 0 && !char.IsWhiteSpace(tidy[^1])))
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
        if (result.Trim('\u2800').Length == 0)
        {
            return null;
        }

        // What was dropped may have kept a letter and its hamza apart; put together now, it is folded as above.
        return result.Normalize(FormOf(field)).Replace('ۂ', 'ۀ');
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

    /// <summary>What <see cref="string.Normalize()"/> would throw at, and what no database takes.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]) || text[i] is '\0' or '\uFFFE' or '\uFFFF')
            {
                return false;
            }
        }

        return true;
    }
}
