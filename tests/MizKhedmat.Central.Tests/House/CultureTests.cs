using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>
/// Under fa-IR a date prints a Jalali year, a backslash-d matches Persian digits and a parse refuses them. Below the edge of the screen nothing
/// may depend on the culture of the thread.
/// </summary>
public sealed class CultureTests
{
    private static readonly Ban[] Code =
    [
        new("""\.ToString\("[^"]*"\)""", "formats without a culture"),
        new("""\b(int|long|short|double|float|decimal|DateTime|DateTimeOffset|DateOnly|TimeOnly)\.(Parse|ParseExact)\([^,()]*\)""", "parses without a culture"),
        new("""\bstring\.Format\(\s*\$?"|\bConvert\.To(Int32|Int64|Double|DateTime|String)\([^,()]*\)""", "formats or converts without a culture"),
        new("""(?<!\\)(\\\\)*\\d""", "matches Persian digits too: write [0-9]"),
        new("""(FromSqlRaw|SqlQueryRaw|ExecuteSqlRaw(Async)?)\s*(<[^>(]*>)?\(\s*\$""", "interpolates into SQL"),
    ];

    private static readonly Ban Sql = new(
        """\$@?"{1,3}\s*(?i:select|insert\s+into|update|delete\s+from|with|pragma)\s[^"]*\{""", "interpolates into SQL");

    [Fact]
    public void No_source_formats_parses_or_matches_by_the_culture_of_the_thread() =>
        Offences.None(Scan.Code(SourceTree.Read("src/", ".cs").Concat(SourceTree.Read("dashboards/", ".cs", ".razor")), Code));

    /// <summary>The providers' bulk primitives build SQL from the model's own names; nobody else builds any.</summary>
    [Fact]
    public void No_source_interpolates_into_SQL() => Offences.None(Scan.Code(
        SourceTree.Read("src/", ".cs").Concat(SourceTree.Read("dashboards/", ".cs", ".razor")).Where(file => !file.Path.StartsWith("src/MizKhedmat.Data.", StringComparison.Ordinal)), Sql));

    [Theory]
    [InlineData("var x = day.ToString(\"yyyy-MM-dd\");")]
    [InlineData("var x = int.Parse(text);")]
    [InlineData("var x = string.Format(\"{0}\", 1.5);")]
    [InlineData("[GeneratedRegex(@\"\\d+\")]")]
    [InlineData("db.Database.ExecuteSqlRaw($\"delete from X where Id = {id}\");")]
    public void A_planted_violation_is_reported(string line) => Assert.Single(Scan.Code([new SourceFile("src/Planted.cs", line)], Code));

    [Theory]
    [InlineData("command.CommandText = $\"select * from X where Day > {day}\";")]
    [InlineData("command.CommandText = $\"\"\"\n  select * from X where Day > {day}\n\"\"\";")]
    public void Planted_SQL_is_reported(string line) => Assert.Single(Scan.Code([new SourceFile("src/Planted.cs", line)], Sql));

    [Fact]
    public void The_compiler_refuses_what_a_scan_cannot_see()
    {
        var rules = SourceTree.Text(".editorconfig");
        Assert.All(["CA1305", "CS8509", "IDE0005"], rule => Assert.Contains($"dotnet_diagnostic.{rule}.severity = error", rules, StringComparison.Ordinal));
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", SourceTree.Text("Directory.Build.props"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_clock_is_always_injected()
    {
        var banned = SourceTree.Text("BannedSymbols.txt");
        Assert.All(
            ["DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow"],
            symbol => Assert.Contains($"P:System.{symbol};", banned, StringComparison.Ordinal));
        Assert.DoesNotContain("RS0030", SourceTree.Text(".editorconfig"), StringComparison.Ordinal);
    }
}
