using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Sandbox;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.Dashboards.Developers;
using Xunit;

namespace MizKhedmat.Central.Tests.Sandbox;

/// <summary>
/// What the developer pages print works as printed: the key is made by the printed script, registered as an administrator
/// would, and each program brings a request into the sandbox. The pages show these very files.
/// </summary>
public sealed class SampleTests : IAsyncLifetime
{
    private Centre centre = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(centre.DataDirectory, "vendor");

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new());
        Directory.CreateDirectory(Folder);
        foreach (var file in DeveloperFiles.All)
        {
            using var http = centre.CreateClient();
            await File.WriteAllBytesAsync(Path.Combine(Folder, file.Name), await http.GetByteArrayAsync("developers/files/" + file.Name, Cancel));
        }
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    [Theory]
    [InlineData("bash", "push.sh")]
    [InlineData("python3", "push.py")]
    [InlineData("java", "Push.java")]
    [InlineData("php", "push.php")]
    [InlineData("dotnet", "MizKhedmat.Client.dll")]
    public async Task A_program_of_the_pages_brings_a_request_into_the_sandbox_as_it_is_printed(string runtime, string file)
    {
        Need(runtime);
        var agency = await centre.AddAgencyAsync("1001");
        var kid = (await RunAsync("bash", "make-key.sh")).Trim();
        await centre.Services.GetRequiredService<Provisioning>().CreateClientAsync(
            "agency-1001", agency.Id, [.. ApiScopes.All], await File.ReadAllTextAsync(Path.Combine(Folder, "public.jwk"), Cancel), Cancel);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var path = runtime == "dotnet" ? Path.Combine(SourceTree.Root, "samples", "MizKhedmat.Client", "bin", configuration, "net10.0", file) : file;

        var told = await RunAsync(runtime, path, kid);

        Assert.Contains("accepted", told, StringComparison.Ordinal);
        var rooms = await centre.Services.GetRequiredService<SandboxCentre>().OpenAsync(Cancel);
        await using var db = await rooms.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync(Cancel);
        var request = await db.ServiceRequests.SingleAsync(Cancel);
        Assert.Equal((RequestState.Accepted, true), (request.State, request.OnReceipt));
        Assert.Contains(request.CentralTrackingId!, told, StringComparison.Ordinal);
        Assert.Equal(0, await centre.InDbAsync(real => real.ServiceRequests.CountAsync()));
    }

    [Fact]
    public async Task The_key_of_the_printed_script_is_also_one_that_mizctl_reads()
    {
        var agency = await centre.AddAgencyAsync("1001");
        await RunAsync("bash", "make-key.sh");
        await centre.Services.GetRequiredService<Provisioning>().CreateClientAsync(
            "agency-1001", agency.Id, [.. ApiScopes.All], await File.ReadAllTextAsync(Path.Combine(Folder, "public.jwk"), Cancel), Cancel);
        using var http = new HttpClient();
        var machine = new Cli.Simulation.CentreClient(http, centre.BaseAddress, Cli.Simulation.ClientKey.Read(Path.Combine(Folder, "agency-1001.jwk")), TimeProvider.System, sandbox: true);
        Assert.Equal(200, (await machine.PushAsync("/api/v1/intake/events", "{\"records\":[]}"u8.ToArray(), "a-key-of-the-script", Cancel)).Status);
    }

    [Fact]
    public async Task The_pages_show_the_very_text_of_the_files()
    {
        using var http = centre.CreateClient();
        Assert.All(DeveloperFiles.All, file =>
        {
            var source = SourceTree.Text(file.Path);
            Assert.Equal(source, DeveloperFiles.TextOf(file.Name));
            var page = WebUtility.HtmlDecode(http.GetStringAsync("developers/samples/" + file.Name, Cancel).Result);
            Assert.Contains(source.TrimEnd(), page, StringComparison.Ordinal);
        });
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("developers/samples/secrets.txt", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("developers/files/..%2fappsettings.json", Cancel)).StatusCode);
        var start = WebUtility.HtmlDecode(await http.GetStringAsync("developers", Cancel));
        Assert.All(DeveloperFiles.All, file => Assert.Contains($"/developers/samples/{file.Name}", start, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", start, StringComparison.Ordinal);
    }

    /// <summary>Skipped where a runtime is missing; under CI that is a failure, and tests/run.sh installs them.</summary>
    private static void Need(string runtime)
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, runtime)));
        Assert.SkipUnless(isThere || Environment.GetEnvironmentVariable("CI") == "true", $"{runtime} is missing.");
    }

    private async Task<string> RunAsync(string runtime, string file, string? kid = null)
    {
        using var process = Process.Start(new ProcessStartInfo(runtime, [file])
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["CENTRE"] = centre.Issuer, ["KID"] = kid ?? "", ["LC_ALL"] = "C.UTF-8" },
        })!;
        var (told, wrong) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, $"{file}: {await told} {await wrong}");
        return await told;
    }
}
