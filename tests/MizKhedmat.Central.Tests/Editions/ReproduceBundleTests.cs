using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>What an agency downloads runs as it is printed and gives the published digits, on a machine that knows nothing of the centre.</summary>
public sealed class ReproduceBundleTests(ShelfCentre home) : IClassFixture<ShelfCentre>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reproduce-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_printed_command_gives_the_published_digits_and_finds_one_that_was_changed()
    {
        var share = (await home.Shelf.ShareAsync(Scope.OfAgency(new("1003")), ShelfCentre.Final, new("1003"), default))!;
        using (var zip = new MemoryStream())
        {
            ReproduceBundle.Make(zip, share, ReproduceBundle.ToolFolder);
            zip.Position = 0;
            ZipFile.ExtractToDirectory(zip, folder);
        }

        using var methodology = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "methodology.json")));
        Assert.Equal(home.Method.Hash, CanonicalJson.Hash(methodology.RootElement));
        var (english, persian) = (await CommandAsync("README.en.txt"), await CommandAsync("README.fa.txt"));
        Assert.Equal(english, persian);

        var well = await RunAsync(english);
        Assert.True(well.Exit == 0, well.Wrong);
        Assert.Contains("0 differences", well.Told, StringComparison.Ordinal);
        Assert.Contains(home.Made[ShelfCentre.Final].RunHash, well.Told, StringComparison.Ordinal);

        var text = Encoding.UTF8.GetString(share);
        var place = text.IndexOf("\"published\":", StringComparison.Ordinal) + "\"published\":".Length;
        var changed = text[..place] + (text[place] == '9' ? '8' : (char)(text[place] + 1)) + text[(place + 1)..];
        await File.WriteAllTextAsync(Path.Combine(folder, "share.json"), changed);
        var ill = await RunAsync(english);
        Assert.Equal(1, ill.Exit);
        Assert.DoesNotContain("0 differences", ill.Told, StringComparison.Ordinal);
        Assert.Contains("/results/agency/row/published", ill.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_share_gives_the_same_archive_and_a_missing_tool_is_said()
    {
        var share = (await home.Shelf.ShareAsync(Scope.National, ShelfCentre.Final, new("1003"), default))!;
        Assert.Equal(Zip(), Zip());
        Assert.Throws<FileNotFoundException>(() => ReproduceBundle.Make(new MemoryStream(), share, folder));
        Assert.Throws<FileNotFoundException>(() => ReproduceBundle.Make(new MemoryStream(), share, Path.Combine(folder, "nowhere")));

        byte[] Zip()
        {
            using var zip = new MemoryStream();
            ReproduceBundle.Make(zip, share, ReproduceBundle.ToolFolder);
            return zip.ToArray();
        }
    }

    private async Task<string> CommandAsync(string leaflet) =>
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(folder, leaflet)), line => line.StartsWith("dotnet ", StringComparison.Ordinal));

    private async Task<(int Exit, string Told, string Wrong)> RunAsync(string command)
    {
        var words = command.Split(' ');
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LANG"] = "en_US.UTF-8", ["LC_ALL"] = "en_US.UTF-8" },
        })!;
        var (told, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await told, await wrong);
    }
}
