using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>Every word of the screens exists in both languages, and Persian text carries Persian letters and digits (UX.md section 2).</summary>
public sealed partial class PersianWordsTests
{
    public static TheoryData<string> Catalogues() => [.. SourceTree.Paths.Where(path => path.EndsWith(".fa.resx", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Both_languages_know_the_same_words(string path)
    {
        var english = new[] { path.Replace(".fa.", ".en.", StringComparison.Ordinal), path.Replace(".fa.", ".", StringComparison.Ordinal) }
            .First(candidate => SourceTree.Paths.Contains(candidate));
        Assert.Equal(Values(english).Select(word => word.Key).Order(), Values(path).Select(word => word.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Persian_words_have_the_same_places_to_fill_as_English_ones(string path)
    {
        var english = new[] { path.Replace(".fa.", ".en.", StringComparison.Ordinal), path.Replace(".fa.", ".", StringComparison.Ordinal) }
            .First(candidate => SourceTree.Paths.Contains(candidate));
        var words = Values(english).ToDictionary();
        Offences.None(Values(path).Where(word => words.ContainsKey(word.Key) && !Places(word.Value).SetEquals(Places(words[word.Key]))).Select(word => word.Key));
    }

    [Theory]
    [MemberData(nameof(Catalogues))]
    public void Persian_words_have_no_Arabic_letters_and_no_foreign_digits(string path) =>
        Offences.None(Values(path).Where(word => Foreign(word.Value)).Select(word => $"{word.Key}: {word.Value}"));

    [Theory]
    [InlineData("كد", true)]
    [InlineData("رأي", true)]
    [InlineData("تا 5 روز", true)]
    [InlineData("تا ٥ روز", true)]
    [InlineData("مانند \u200E23-0007\u200E یا U+0000 در ISO 8601", false)]
    [InlineData("تا ۵ روز از {0} و ISO-8601 و /api/v1 و SHZ-2291 و UTF-8", false)]
    public void A_planted_word_is_judged(string word, bool foreign) => Assert.Equal(foreign, Foreign(word));

    private static bool Foreign(string word) => Regex.IsMatch(Machine().Replace(word, ""), "[\u0643\u064A\u0649\u0660-\u06690-9]");

    private static HashSet<string> Places(string word) => [.. Place().Matches(word).Select(match => match.Value)];

    private static List<KeyValuePair<string, string>> Values(string path) =>
    [
        .. XDocument.Parse(SourceTree.Text(path)).Root!.Elements("data")
            .Select(data => KeyValuePair.Create((string)data.Attribute("name")!, data.Element("value")!.Value)),
    ];

    // What a machine reads stays Latin: places to fill, examples between two left-to-right marks, words with Latin letters, addresses.
    [GeneratedRegex(@"\{[^}]*\}|\u200E[^\u200E]*\u200E|ISO 8601|[\w./:@-]*[A-Za-z/][A-Za-z0-9_+./:@…-]*")]
    private static partial Regex Machine();

    [GeneratedRegex(@"\{[0-9]+")]
    private static partial Regex Place();
}
