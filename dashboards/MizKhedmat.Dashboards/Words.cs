using System.Globalization;
using System.Resources;

namespace MizKhedmat.Dashboards;

/// <summary>
/// Every string of the screens, in Persian and English (Words.fa.resx, Words.resx). A key that does not exist is a fault
/// of ours and throws; a test looks up every key that the sources name. Arguments come already painted by
/// <see cref="Parts.Fa"/>, so a text holds no digit of its own.
/// </summary>
public static class Words
{
    internal static readonly ResourceManager Resources = new("MizKhedmat.Dashboards.Words", typeof(Words).Assembly);

    /// <summary>The text in the language of the request.</summary>
    public static string T(string key) =>
        Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"No words for '{key}'.");

    public static string T(string key, params string[] painted) =>
        string.Format(CultureInfo.InvariantCulture, T(key), [.. painted]);

    /// <summary>The name of a unit in the language of the request; Persian where no English name is known.</summary>
    public static string Named(string fa, string en) => Parts.Fa.IsPersian || en.Length == 0 ? fa : en;
}
