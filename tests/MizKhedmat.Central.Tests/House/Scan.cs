using System.Text.RegularExpressions;

namespace MizKhedmat.Central.Tests.House;

/// <summary>A pattern that must not occur, looked for line by line with its reason.</summary>
public sealed record Ban(string Pattern, string Reason);

/// <summary>Scans of sources by pattern, pure over files so that planted violations can be shown to them.</summary>
public static class Scan
{
    /// <summary>One line per hit: <c>path:line reason: text</c>. Comments of C# and Razor do not count.</summary>
    public static IReadOnlyList<string> Code(IEnumerable<SourceFile> files, params Ban[] bans) =>
        Hits(files, bans, file => CSharpText.WithoutComments(file.Text));

    /// <summary>The same for style sheets; a line that says <c>physical:</c> and why in a comment is let through.</summary>
    public static IReadOnlyList<string> Css(IEnumerable<SourceFile> files, params Ban[] bans) => Hits(files, bans, file => string.Join(
        '\n', file.Text.Split('\n').Select(line => line.Contains("physical:", StringComparison.Ordinal) ? "" : Regex.Replace(line, @"/\*.*?\*/", ""))));

    public static IReadOnlyList<string> Raw(IEnumerable<SourceFile> files, params Ban[] bans) => Hits(files, bans, file => file.Text);

    private static IReadOnlyList<string> Hits(IEnumerable<SourceFile> files, Ban[] bans, Func<SourceFile, string> reading) =>
    [
        .. from file in files
           let text = reading(file)
           from ban in bans
           from Match match in Regex.Matches(text, ban.Pattern, RegexOptions.Multiline)
           select $"{file.Path}:{CSharpText.LineOf(text, match.Index)} {ban.Reason}: {Shown(match.Value)}",
    ];

    /// <summary>Enough to find the place, too little to print a secret into a log.</summary>
    private static string Shown(string hit) => hit.Trim() is { Length: > 40 } tooLong ? tooLong[..40] + "…" : hit.Trim();
}
