using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>
/// The central tracking id as people write it (386059/4-6a): sixteen Latin digits in groups of four. Persian digits, spaces
/// and dashes are accepted; the check digit tells a typo from an id that nobody knows.
/// </summary>
public static class TrackingId
{
    public const int Length = 16;

    /// <summary>Digits only, or whatever was typed when there is something else in it.</summary>
    public static string Fold(string typed) =>
        new([.. PersianText.FoldDigits(typed).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–' or '‏' or '‎' or '\u200C' or '_' or '.'))]);

    /// <summary>Null when the id may exist; otherwise the key of the words that say what is wrong with it.</summary>
    public static string? Fault(string folded) =>
        !Digits.Are(folded, folded.Length) || folded.Length == 0 ? "track-not-digits"
        : folded.Length != Length ? "track-wrong-length"
        : Damm.IsValid(folded) ? null : "track-typo";

    public static string Grouped(string id) =>
        id.Length == Length ? $"{id[..4]}-{id[4..8]}-{id[8..12]}-{id[12..]}" : id;
}
