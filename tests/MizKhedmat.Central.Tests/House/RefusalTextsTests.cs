using System.Text.RegularExpressions;
using System.Xml.Linq;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>Whoever is refused reads in Persian and in English what happened and what to do.</summary>
public sealed partial class RefusalTextsTests
{
    private const string Folder = "src/MizKhedmat.Central/Kernel/";

    private static readonly Dictionary<string, string> English = Resx($"{Folder}RefusalTexts.resx");

    private static readonly Dictionary<string, string> Persian = Resx($"{Folder}RefusalTexts.fa.resx");

    [Fact]
    public void Both_languages_know_the_same_texts() => Assert.Equal(English.Keys.Order(), Persian.Keys.Order());

    [Fact]
    public void Every_code_says_what_happened_and_what_to_do() =>
        Offences.None(English.Keys.Select(key => key.EndsWith(".fix", StringComparison.Ordinal) ? key[..^4] : $"{key}.fix").Where(key => !English.ContainsKey(key)));

    [Fact]
    public void Codes_are_kebab_case_because_they_stand_in_addresses() =>
        Offences.None(English.Keys.Where(key => !Regex.IsMatch(key, @"\A[a-z][a-z0-9]*(-[a-z0-9]+)*(\.fix)?\z")));

    [Fact]
    public void The_Persian_text_is_Persian_and_the_English_one_is_not()
    {
        Offences.None(Persian.Where(text => !PersianLetters().IsMatch(text.Value)).Select(text => text.Key));
        Offences.None(English.Where(text => PersianLetters().IsMatch(text.Value)).Select(text => text.Key));
    }

    [Fact]
    public void The_running_catalogue_gives_these_very_texts()
    {
        Assert.NotEmpty(RefusalTexts.Codes);
        Assert.All(RefusalTexts.Codes, code =>
        {
            Assert.Equal(new BilingualText(Persian[code], English[code]), RefusalTexts.Of(code));
            Assert.Equal(new BilingualText(Persian[$"{code}.fix"], English[$"{code}.fix"]), RefusalTexts.FixOf(code));
        });
    }

    [Fact]
    public void Every_code_that_a_source_refuses_with_is_in_the_catalogue() =>
        Offences.None(Unknown(SourceTree.Read("src/", ".cs"), English.Keys));

    [Theory]
    [InlineData("return new Refusal(\"planted-code\", \"1538588/2\");")]
    [InlineData("Refusal? Check() => new(\"planted-code\", null, \"/x\");")]
    [InlineData("Refusal? Check() =>\n    new(\n        \"planted-code\");")]
    [InlineData("new ProblemFault(pointer, \"planted-code\")")]
    public void A_planted_code_without_text_is_reported(string source) =>
        Assert.Single(Unknown([new SourceFile("src/Planted.cs", source)], English.Keys));

    private static IReadOnlyList<string> Unknown(IEnumerable<SourceFile> files, IEnumerable<string> known)
    {
        var catalogue = known.ToHashSet();
        return
        [
            .. from file in files
               let text = CSharpText.WithoutComments(file.Text)
               where text.Contains("Refusal", StringComparison.Ordinal) || text.Contains("ProblemFault", StringComparison.Ordinal)
               from code in Named().Matches(text).Concat(TargetTyped().Matches(text)).Select(match => match.Groups[1].Value).Distinct()
               where !catalogue.Contains(code)
               select $"{file.Path}: {code}",
        ];
    }

    private static Dictionary<string, string> Resx(string path) => XDocument.Parse(SourceTree.Text(path)).Root!.Elements("data")
        .ToDictionary(data => (string)data.Attribute("name")!, data => data.Element("value")!.Value);

    [GeneratedRegex("new (?:Refusal\\(|ProblemFault\\([^\"()]*,)\\s*\"([^\"]+)\"")]
    private static partial Regex Named();

    // A target-typed new may make something else; only a literal that looks like a code of several words is taken for one.
    [GeneratedRegex("\\bnew\\(\\s*\"([a-z]+(?:-[a-z0-9]+)+)\"")]
    private static partial Regex TargetTyped();

    [GeneratedRegex("[\u0621-\u06CC]")]
    private static partial Regex PersianLetters();
}
