using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>A test that says which clause it keeps names one that exists.</summary>
public sealed partial class ClauseTests
{
    private static readonly string[] Instruments = ["1538588", "94764", "7193", "edesk-1397", "faq-1397", "386059"];

    [Fact]
    public void Every_clause_on_a_test_belongs_to_an_instrument_of_the_law() =>
        Offences.None(Used().Where(clause => !IsClause(clause)));

    [Fact]
    public void Every_clause_in_the_sources_belongs_to_an_instrument_of_the_law() => Offences.None(
        from file in SourceTree.Read("src/MizKhedmat.Central/", ".cs")
        from Match match in Cited().Matches(CSharpText.WithoutComments(file.Text))
        where !IsClause(match.Groups[1].Value)
        select $"{file.Path}: {match.Groups[1].Value}");

    [Fact]
    public void The_instruments_are_those_of_the_reference_data()
    {
        var path = SourceTree.Paths.FirstOrDefault(path => path.StartsWith("seed-data/", StringComparison.Ordinal) && path.EndsWith("obligations.json", StringComparison.Ordinal));
        Assert.SkipWhen(path is null, "seed-data/ has no obligations yet.");
        using var data = JsonDocument.Parse(SourceTree.Text(path!));
        var known = data.RootElement.GetProperty("instruments").EnumerateArray().Select(instrument => instrument.GetProperty("id").GetString()).ToHashSet();
        Offences.None(Instruments.Where(id => !known.Contains(id)));
    }

    [Theory]
    [InlineData("386059/4-6", true)]
    [InlineData("faq-1397/Q60", true)]
    [InlineData("386060/4-6", false)]
    [InlineData("386059", false)]
    [InlineData("386059/بند ۴", false)]
    public void A_planted_clause_is_judged(string clause, bool known) => Assert.Equal(known, IsClause(clause));

    private static bool IsClause(string id) => id.Split('/') is [var instrument, var clause] && Instruments.Contains(instrument) && Clause().IsMatch(clause);

    private static IEnumerable<string> Used() => typeof(ClauseTests).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<ClauseAttribute>().Concat(type.GetMethods().SelectMany(method => method.GetCustomAttributes<ClauseAttribute>())))
        .Select(clause => clause.Id).Distinct();

    [GeneratedRegex(@"\A[A-Za-z0-9]+(-[A-Za-z0-9]+)*\z")]
    private static partial Regex Clause();

    [GeneratedRegex("\"((?:[0-9]{4,7}|edesk-[0-9]{4}|faq-[0-9]{4})/[^\"/{}]*)\"")]
    private static partial Regex Cited();
}
