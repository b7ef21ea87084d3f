using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>The screens are right-to-left first: style sheets speak of start and end, never of left and right (UX.md section 2).</summary>
public sealed class CssTests
{
    private static readonly Ban[] Physical =
    [
        new(@"(?<![\w-])(margin|padding|scroll-margin|scroll-padding|border)-(left|right)(-[a-z]+)?\s*:", "is physical: use -inline-start/-end"),
        new(@"(?<![\w-])border-(top|bottom)-(left|right)-radius\s*:", "is physical: use border-start-start-radius …"),
        new(@"(?<![\w-])(left|right)\s*:", "is physical: use inset-inline-start/-end"),
        new(@"(?<![\w-])(text-align|float|clear|caption-side)\s*:\s*(left|right)\b", "is physical: use start/end"),
    ];

    [Fact]
    public void No_style_sheet_says_left_or_right() => Offences.None(Scan.Css(StyleSheets(), Physical));

    [Fact]
    public void No_inline_style_says_left_or_right() => Offences.None(Scan.Css(
        SourceTree.Read("dashboards/", ".razor").Select(file => file with { Text = string.Join('\n', file.Text.Split('\n').Select(line => line.Contains("style=", StringComparison.Ordinal) ? line : "")) }),
        Physical));

    [Theory]
    [InlineData(".a { margin-left: 1rem }")]
    [InlineData(".a{padding-right:0}")]
    [InlineData(".a{color:red;left:0}")]
    [InlineData(".a { text-align: left; }")]
    [InlineData(".a { border-top-right-radius: 4px; }")]
    [InlineData(".a { border-left-color: red; }")]
    public void A_planted_violation_is_reported(string css) => Assert.Single(Scan.Css([new SourceFile("dashboards/planted.css", css)], Physical));

    [Theory]
    [InlineData(".a { margin-inline-start: 1rem; text-align: start; inset-inline-end: 0 }")]
    [InlineData(".copyright { --left: 1px } /* margin-left: 1rem */")]
    [InlineData(".map { left: 10% } /* physical: a map is never mirrored */")]
    public void Logical_properties_and_a_stated_exception_are_not(string css) => Offences.None(Scan.Css([new SourceFile("dashboards/fine.css", css)], Physical));

    private static IEnumerable<SourceFile> StyleSheets() => SourceTree.Read("dashboards/", ".css")
        .Concat(SourceTree.Read("src/", ".css").Where(file => file.Path.Contains("/wwwroot/", StringComparison.Ordinal) && !file.Path.Contains("/wwwroot/lib/", StringComparison.Ordinal)));
}
