using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using MizKhedmat.Scoring.Tests.Editions;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Cli;

/// <summary>mizctl score as anybody runs it who doubts a ranking: its own process, its exit code, its words.</summary>
public sealed class ScoreCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mizctl-score").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_computes_a_case_and_prints_the_result()
    {
        var run = await StartAsync("score", "run", Path.Combine(AppContext.BaseDirectory, "cases", "dom-04-publish-ties.json"));
        Assert.Equal((0, ""), (run.Exit, run.Wrong));
        using var result = JsonDocument.Parse(run.Told);
        Assert.Equal(72.12, result.RootElement.GetProperty("published").GetProperty("a").GetDouble());
    }

    [Theory]
    [InlineData("""{"kind":"horoscope","input":{}}""", "case-kind-unknown")]
    [InlineData("""{"kind":"mki-run"}""", "not-a-case")]
    [InlineData("""{"kind":"mki-run","input":{}}""", "'methodology'")]
    [InlineData("""{"kind":"publish-ties","input":{"decimals":"two","scores":{}}}""", "cannot be computed")]
    [InlineData("""{"kind":"mki-run","input":NaN}""", "is no JSON")]
    public async Task What_is_wrong_with_a_case_is_told_in_both_languages(string text, string said)
    {
        var run = await StartAsync("score", "run", await FileAsync("case.json", text));
        Assert.Equal((1, ""), (run.Exit, run.Told));
        Assert.Contains(said, run.Wrong, StringComparison.Ordinal);
        Assert.Matches("[\u0621-\u06CC]", run.Wrong);
    }

    [Fact]
    public async Task It_verifies_an_edition_also_packed_and_finds_one_changed_digit()
    {
        var bytes = EditionDocument.Make(EditionTests.Input()).Utf8;
        var path = Path.Combine(folder, "edition.json");
        await File.WriteAllBytesAsync(path, bytes);
        var packed = path + ".gz";
        await using (var stream = new GZipStream(File.Create(packed), CompressionLevel.Fastest))
        {
            await stream.WriteAsync(bytes);
        }

        foreach (var file in new[] { path, packed })
        {
            var well = await StartAsync("score", "verify", file);
            Assert.Equal((0, ""), (well.Exit, well.Wrong));
            Assert.Contains("computed again: 6 agencies, 18 cells, 3 provinces, 30 draws", well.Told, StringComparison.Ordinal);
            Assert.Contains("0 differences", well.Told, StringComparison.Ordinal);
        }

        var text = System.Text.Encoding.UTF8.GetString(bytes);
        await File.WriteAllTextAsync(path, text.Replace("[6120,8001]", "[6121,8001]", StringComparison.Ordinal));
        var changed = await StartAsync("score", "verify", path);
        Assert.Equal((1, ""), (changed.Exit, changed.Told));
        Assert.Contains("/results/agencies/1/indicators/14/cell/x: What is stored (A0001 P3.1) is not what is computed: stored 6120, computed 6121.", changed.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_verifies_the_share_of_an_agency_and_finds_one_changed_digit()
    {
        var edition = EditionDocument.Make(EditionTests.Input());
        var share = System.Text.Encoding.UTF8.GetString(EditionShare.Make(edition.Root, "A0001"));
        var well = await StartAsync("score", "verify", await FileAsync("share.json", share));
        Assert.Equal((0, ""), (well.Exit, well.Wrong));
        var row = edition.Root.GetProperty("results").GetProperty("agencies")[1];
        Assert.Contains($"score {row.GetProperty("published")}, rank {row.GetProperty("rank")} of 5, among peers {row.GetProperty("peer_rank")} of 2", well.Told, StringComparison.Ordinal);
        Assert.Contains(edition.RunHash, well.Told, StringComparison.Ordinal);
        Assert.Contains("0 differences", well.Told, StringComparison.Ordinal);

        var changed = await StartAsync("score", "verify", await FileAsync("share.json", share.Replace("[6120,8001]", "[6121,8001]", StringComparison.Ordinal)));
        Assert.Equal((1, ""), (changed.Exit, changed.Told));
        Assert.Contains("/facts/agency/proof", changed.Wrong, StringComparison.Ordinal);
        Assert.Contains("/results/agency/row/indicators/14/cell/x: What is stored (A0001 P3.1) is not what is computed: stored 6120, computed 6121.", changed.Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score")]
    [InlineData("score", "run")]
    [InlineData("score", "guess", "file.json")]
    [InlineData("score", "verify", "a.json", "b.json")]
    public async Task Usage_is_explained(params string[] arguments)
    {
        var run = await StartAsync(arguments);
        Assert.Equal(2, run.Exit);
        Assert.Contains("mizctl score verify FILE", run.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told()
    {
        var run = await StartAsync("score", "verify", Path.Combine(folder, "absent.json"));
        Assert.Equal(1, run.Exit);
        Assert.Contains("absent.json خوانده نشد", run.Wrong, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private static async Task<(int Exit, string Told, string Wrong)> StartAsync(params string[] arguments)
    {
        // bin/CONFIGURATION/net10.0 of these tests lies as deep as that of the command line.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../src/MizKhedmat.Cli/bin", configuration, "net10.0", "mizctl.dll"));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LANG"] = "en_US.UTF-8", ["LC_ALL"] = "en_US.UTF-8" },
        })!;
        var (told, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await told, await wrong);
    }
}
