using System.Globalization;
using System.Resources;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// How each indicator is counted, in both languages: one place for screens, papers and API. Keys are the codes of the methodology;
/// two more say why an indicator has no value yet.
/// </summary>
public static class CellWords
{
    private static readonly CultureInfo Persian = CultureInfo.GetCultureInfo("fa");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly ResourceManager Texts = new("MizKhedmat.Central.Scoring.CellWords", typeof(CellWords).Assembly);

    /// <summary>The room that would hold the facts does not stand.</summary>
    public const string NoRoom = "no-room";

    /// <summary>Neither the centre nor an agency tells whom it invited to the survey.</summary>
    public const string NoInvitations = "no-invitations";

    /// <summary>Throws <see cref="MissingManifestResourceException"/> for a code without words.</summary>
    public static BilingualText Of(string key) => Texts.GetString(key, Persian) is { } fa && Texts.GetString(key, English) is { } en
        ? new(fa, en)
        : throw new MissingManifestResourceException($"No text for '{key}'.");
}
