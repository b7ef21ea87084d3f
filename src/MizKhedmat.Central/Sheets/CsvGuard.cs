using System.Text.RegularExpressions;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// A spreadsheet program computes a csv field that begins like a formula (SECURITY.md X01). Such a field gets an apostrophe in
/// front; a real number, also a negative one, stays a number. An xlsx needs no guard: its text cells are never computed.
/// </summary>
public static partial class CsvGuard
{
    public static string Guarded(string field) => IsRisky(field) ? "'" + field : field;

    /// <summary>Takes off what <see cref="Guarded"/> put on, so that an export can be imported again.</summary>
    public static string Undone(string field) => field.Length > 1 && field[0] == '\'' && IsRisky(field[1..]) ? field[1..] : field;

    private static bool IsRisky(string field) => Start().IsMatch(field) && !Number().IsMatch(field);

    // Spaces, quotes and invisible direction signs in front are skipped over by one program or another; a tab, line break or NUL there is itself risky.
    [GeneratedRegex(@"\A[ \u00A0\u2000-\u200F\u202A-\u202F\u2060-\u2069\u3000\uFEFF\u061C""'«`]*[=+\-@\t\r\n\0＝＋－＠]")]
    private static partial Regex Start();

    [GeneratedRegex(@"\A[+-]?[0-9]+(\.[0-9]+)?\z")]
    private static partial Regex Number();
}
