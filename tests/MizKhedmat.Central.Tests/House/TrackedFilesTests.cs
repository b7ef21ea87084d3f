using System.Text.RegularExpressions;
using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>What is committed holds no secret, and nothing of the place where it was written.</summary>
public sealed class TrackedFilesTests
{
    // Split so that this file does not find itself.
    private static readonly Ban[] Bans =
    [
        new("-----BEGIN [A-Z ]*PRIVATE " + "KEY-----", "is a private key"),
        new("\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{20,}\"", "is a private JWK"),
        new("eyJ[A-Za-z0-9_-]{15,}\\.eyJ[A-Za-z0-9_-]{15,}\\.[A-Za-z0-9_-]{20,}", "is a token"),
        new("(?i)(api\\." + "nuget|registry\\." + "npmjs|deb\\." + "debian|artifact" + "ory|/nex" + "us/|pkgs\\.dev\\.azure)", "names a package host"),
        new("(?<![\\w.~/-])/(work|root|home/[a-z]+|tmp/wt|Users/[A-Za-z]+)/[a-z]", "is a path of a workplace"),
    ];

    private static readonly string[] Binary = [".woff2", ".png", ".jpg", ".ico", ".xlsx", ".docx", ".pdf", ".zip", ".gz"];

    [Fact]
    public void No_tracked_file_holds_a_secret_or_a_trace_of_the_workplace() =>
        Offences.None(Scan.Raw(SourceTree.Paths.Where(path => !Binary.Contains(Path.GetExtension(path))).Select(path => new SourceFile(path, SourceTree.Text(path))), Bans));

    [Fact]
    public void Generated_secrets_and_data_are_ignored_by_git() => Offences.None(SourceTree.Paths.Where(path =>
        path.Contains("/.data/", StringComparison.Ordinal) || path.StartsWith(".data/", StringComparison.Ordinal)
        || Regex.IsMatch(path, @"\.(db|db-wal|jwk|pem|pfx|key)\z") || path.EndsWith("accounts.json", StringComparison.Ordinal)));

    [Theory]
    [InlineData("-----BEGIN EC PRIVATE " + "KEY-----")]
    [InlineData("{\"kty\":\"EC\",\"d" + "\": \"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE\"}")]
    [InlineData("see /wo" + "rk/shared/README.md")]
    public void A_planted_violation_is_reported(string text) => Assert.Single(Scan.Raw([new SourceFile("planted.json", text)], Bans));

    [Fact]
    public void No_file_is_larger_than_a_reviewer_can_see() => Offences.None(SourceTree.Paths
        .Where(path => new FileInfo(Path.Combine(SourceTree.Root, path)).Length > 3_000_000));
}
