using System.Diagnostics;
using System.Text.Json;
using MizKhedmat.Central.Access;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>What the standards are for: clients of the shelf, unmodified, get a token (tests/clients; G12).</summary>
public sealed class UnmodifiedClientTests(TokenCentre fixture) : IClassFixture<TokenCentre>
{
    private static readonly string Folder = FindFolder();
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    [Theory]
    [InlineData("openid-client.mjs")]
    [InlineData("oauth4webapi.mjs")]
    public async Task A_client_off_the_shelf_discovers_the_centre_and_gets_a_token(string script)
    {
        await Installed.Value;
        var client = fixture.Client;
        var file = Path.Combine(fixture.Centre.DataDirectory, "client.jwk");
        await File.WriteAllTextAsync(file, client.Key.PrivateJwk);
        var output = await RunAsync("node", script, fixture.Centre.Issuer, client.ClientId, file, ApiScopes.KpiRead);
        using var answer = JsonDocument.Parse(output);
        Assert.Equal("kpi.read", answer.RootElement.GetProperty("scope").GetString());
        Assert.Equal("at+jwt", StrictJws.Read(answer.RootElement.GetProperty("access_token").GetString())!.Type);
    }

    private static async Task InstallAsync()
    {
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        if (File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
        {
            return;
        }

        await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error");
        await File.WriteAllTextAsync(stamp, "");
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return await output;
    }

    private static string FindFolder()
    {
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); up is not null; up = up.Parent)
        {
            if (File.Exists(Path.Combine(up.FullName, "MizKhedmat.Central.sln")))
            {
                return Path.Combine(up.FullName, "tests", "clients");
            }
        }

        throw new DirectoryNotFoundException("The root of the repository.");
    }
}
