using System.Diagnostics;
using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>A file of the repository as the House tests read it: path with forward slashes from the root, and text.</summary>
public sealed record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>What a checkout contains: the files git tracks or would track, never build output.</summary>
public static class SourceTree
{
    public static readonly string Root = FindRoot();

    private static readonly Lazy<IReadOnlyList<string>> All = new(List);

    public static IReadOnlyList<string> Paths => All.Value;

    /// <summary>Files below <paramref name="folder"/> with one of the endings; only those the working tree still has.</summary>
    public static IEnumerable<SourceFile> Read(string folder, params string[] endings) => Paths
        .Where(path => path.StartsWith(folder, StringComparison.Ordinal)
            && (endings.Length == 0 || endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))))
        .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Root, path))));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MizKhedmat.Central.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("MizKhedmat.Central.sln lies in no folder above the tests.");
    }

    private static IReadOnlyList<string> List()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "core.quotePath=false", "-c", $"safe.directory={Root}", "ls-files", "-co", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var lines = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.True(git.ExitCode == 0 && lines.Length > 20, "git ls-files lists the files of the checkout");
        return [.. lines.Distinct().Where(path => File.Exists(Path.Combine(Root, path))).Order(StringComparer.Ordinal)];
    }
}
