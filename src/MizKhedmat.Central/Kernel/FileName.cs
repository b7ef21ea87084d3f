using System.Globalization;
using System.Text;

namespace MizKhedmat.Central.Kernel;

/// <summary>
/// The name that a sender gave to a file, fit to be shown and nothing else (SECURITY.md U07): without folders, without signs
/// that are invisible or turn the direction of reading, short. Never a path.
/// </summary>
internal static class FileName
{
    private const int Longest = 120;

    public static string Shown(string? sent)
    {
        var last = (sent ?? "").Split('/', '\\')[^1];
        var shown = string.Concat(last.EnumerateRunes().Where(IsShown).Take(Longest).Select(r => r.ToString())).Trim(' ', '.');
        return shown.Length == 0 ? "—" : shown;
    }

    private static bool IsShown(Rune rune) => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        || rune.Value == 0x200C;
}
