using System.Globalization;
using System.Resources;

namespace MizKhedmat.Central.Kernel;

/// <summary>A message in both languages.</summary>
public sealed record BilingualText(string Fa, string En);

/// <summary>
/// Persian and English of every refusal code: what happened (<c>code</c>) and what to do (<c>code.fix</c>).
/// One catalogue serves the API, the screens and the pages under <c>/developers/errors</c>.
/// </summary>
public static class RefusalTexts
{
    private static readonly CultureInfo Persian = CultureInfo.GetCultureInfo("fa");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly ResourceManager Texts = new("MizKhedmat.Central.Kernel.RefusalTexts", typeof(RefusalTexts).Assembly);

    /// <summary>Every code of the catalogue, in alphabetical order.</summary>
    public static readonly IReadOnlyList<string> Codes = ReadCodes();

    public static BilingualText Of(string code) => new(Text(code, Persian), Text(code, English));

    public static BilingualText FixOf(string code) => new(Text(code + ".fix", Persian), Text(code + ".fix", English));

    private static string Text(string key, CultureInfo culture) =>
        Texts.GetString(key, culture) ?? throw new MissingManifestResourceException($"No {culture.Name} text for '{key}'.");

    private static List<string> ReadCodes()
    {
        // Not disposed: it is the manager's own cached set, and closing it would end every later lookup.
        var set = Texts.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!;
        return [.. set.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key)
            .Where(key => !key.EndsWith(".fix", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
