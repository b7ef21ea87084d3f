using System.Diagnostics;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Tests.House;
using Xunit;

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>What a newcomer copies from the README works.</summary>
[Collection(CentreGroup.Name)]
public sealed partial class ReadmeTests(CentreProcess centre)
{
    [Fact]
    public async Task The_push_of_the_README_works_as_it_stands()
    {
        var block = Block().Match(SourceTree.Text("README.md"));
        Assert.True(block.Success, "the README has a block that begins with B=http://localhost:5080");
        var script = block.Groups[1].Value
            .Replace("http://localhost:5080", centre.Address.OriginalString.TrimEnd('/'), StringComparison.Ordinal)
            .Replace("src/MizKhedmat.Central.Host/.data/demo/clients/agency-1001.jwk", centre.KeyFileOf("agency-1001"), StringComparison.Ordinal);

        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var faults = shell.StandardError.ReadToEndAsync();
        var shown = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        Assert.True(shell.ExitCode == 0, await faults);
        Assert.Contains("پذیرش شد", shown, StringComparison.Ordinal);
        var page = TrackPage().Match(shown);
        Assert.True(page.Success, shown + await faults);
        using var answer = await centre.Http.GetAsync(page.Value);
        Assert.True(answer.IsSuccessStatusCode, $"{page.Value} answers {(int)answer.StatusCode}");
    }

    [GeneratedRegex("```bash\n(B=http://localhost:5080.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"http://\S+/track/[0-9]{16}")]
    private static partial Regex TrackPage();
}
