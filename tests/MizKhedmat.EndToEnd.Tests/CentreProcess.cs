using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Playwright;
using MizKhedmat.Central.Tests.House;
using Xunit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace MizKhedmat.EndToEnd.Tests;

/// <summary>One centre and one browser for all tests of the project: starting them is the dear part.</summary>
[CollectionDefinition(Name)]
public sealed class CentreGroup : ICollectionFixture<CentreProcess>
{
    public const string Name = "centre";
}

/// <summary>
/// The shipped Host as its own process on a free port, with the small demo country in a directory of its own and without
/// the simulator, so that a number moves only when a test moves it. Ends its process by its own id.
/// </summary>
public class CentreProcess : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("centre-e2e-").FullName;
    private readonly StreamWriter log;
    private Process? host;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public CentreProcess()
        : this("host.log")
    {
    }

    protected CentreProcess(string logFile) => log = new(Path.Combine(Results, logFile)) { AutoFlush = true };

    /// <summary>Kept after the run: logs, screenshots.</summary>
    public static string Results { get; } = Directory.CreateDirectory(Path.Combine(SourceTree.Root, "tests", "TestResults", "e2e")).FullName;

    public Uri Address { get; } = new($"http://localhost:{FreePort()}/");

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(60) };

    public virtual async ValueTask InitializeAsync()
    {
        Http.BaseAddress = Address;
        var project = Path.Combine(SourceTree.Root, "src", "MizKhedmat.Central.Host");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, "--urls", Address.OriginalString.TrimEnd('/')])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_CONTENTROOT"] = project,
                ["Central__DataDirectory"] = directory,
                ["Demo__Enabled"] = "true",
                ["Demo__Size"] = "small",
                ["Demo__Simulate"] = "false",
            },
        };
        foreach (var (name, value) in DatabaseOf(directory))
        {
            start.Environment[name] = value;
        }

        host = Process.Start(start)!;
        host.OutputDataReceived += (_, line) => Log(line.Data);
        host.ErrorDataReceived += (_, line) => Log(line.Data);
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            Assert.False(host.HasExited, $"the Host ended with {(host.HasExited ? host.ExitCode : 0)}: see tests/TestResults/e2e/host.log");
            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(4), "the Host is not ready after four minutes: see tests/TestResults/e2e/host.log");
            await Task.Delay(250);
        }
    }

    /// <summary>A fresh browser profile that speaks Persian. Without Chromium the test is skipped, under CI it fails.</summary>
    public async Task<IBrowserContext> BrowseAsync(string language = "fa-IR", int width = 1440)
    {
        browser ??= await LaunchAsync();
        return await browser.NewContextAsync(new()
        {
            BaseURL = Address.OriginalString, Locale = language, TimezoneId = "Asia/Tehran", ViewportSize = new() { Width = width, Height = 900 },
        });
    }

    /// <summary>Signs in as a person does: the form, the password of accounts.json, the button.</summary>
    public async Task<IPage> SignInAsync(IBrowserContext context, string user, string returnTo = "/")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"sign-in?returnUrl={Uri.EscapeDataString(returnTo)}");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", PasswordOf(user));
        await page.ClickAsync("form[action='/sign-in'] button[type=submit]");
        await page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
        return page;
    }

    public string PasswordOf(string user)
    {
        using var accounts = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "demo", "accounts.json")));
        return accounts.RootElement.EnumerateArray().First(account => account.GetProperty("user").GetString() == user).GetProperty("password").GetString()!;
    }

    /// <summary>Private key of a client, as the demo country leaves it for its programmers.</summary>
    public string KeyFileOf(string clientId) => Path.Combine(directory, "demo", "clients", $"{clientId}.jwk");

    /// <summary>A machine of the demo country with its real key.</summary>
    public Machine Machine(string clientId) => new(Http, Address.OriginalString.TrimEnd('/'), clientId, File.ReadAllText(KeyFileOf(clientId)));

    /// <summary>Kept as tests/TestResults/e2e/{name}.png.</summary>
    public static Task ScreenshotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Results, $"{name}.png"), FullPage = true });

    /// <summary>Settings of the database of a data directory, as environment; none: the embedded one.</summary>
    protected virtual IReadOnlyDictionary<string, string> DatabaseOf(string directory) => new Dictionary<string, string>();

    public virtual async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        Http.Dispose();
        if (host is { HasExited: false })
        {
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync();
        }

        host?.Dispose();
        await log.DisposeAsync();
        GC.SuppressFinalize(this);
        Directory.Delete(directory, recursive: true);
    }

    private async Task<IBrowser> LaunchAsync()
    {
        var chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(chromium))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "Chromium is missing: install the Debian package chromium.");
            Assert.Fail("Chromium is missing, and under CI that is a failure.");
        }

        playwright ??= await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Log(string? line)
    {
        lock (log)
        {
            log.WriteLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
