using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Cli.Simulation;
using Xunit;

namespace MizKhedmat.Central.Tests.Sandbox;

/// <summary>mizctl as a vendor runs it: its own process, its exit code, its words; and its patience (API.md section 1).</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private Centre centre = null!;
    private TestClient client = null!;

    private string Key => Path.Combine(centre.DataDirectory, "agency-1001.jwk");

    private Told Told(string code) => new(client.Agency, code);

    private DateTimeOffset Start => DateTimeOffset.FromUnixTimeSeconds(centre.Now).AddDays(-2);

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new() { Settings = new Dictionary<string, string> { ["Limits:RequestsPerSecond"] = "1", ["Limits:Burst"] = "1", ["Limits:RecordsPerHour"] = "6" } });
        client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        await File.WriteAllTextAsync(Key, client.Key.PrivateJwk);
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    [Fact]
    public async Task It_checks_pushes_and_repeats_a_file_in_the_sandbox_and_the_centre_knows_nothing_of_it()
    {
        var file = await FileAsync(Told("CLI-1").Accepted(Start), Told("CLI-1").Step(Start.AddHours(1), "E-9"));
        var check = await RunAsync("validate", "--sandbox", file);
        Assert.Equal((0, ""), (check.Exit, check.Wrong));
        Assert.Contains("received 2, created 2", check.Told, StringComparison.Ordinal);
        Assert.Contains("nothing was stored", check.Told, StringComparison.Ordinal);
        var first = await RunAsync("push", "--sandbox", file);
        Assert.Matches("CLI-1 is [0-9]{16}", first.Told);
        var again = await RunAsync("push", "--sandbox", file);
        Assert.Equal((0, 0), (first.Exit, again.Exit));
        Assert.Contains("the answer is that of the first time", again.Told, StringComparison.Ordinal);
        Assert.Equal(0, await centre.InDbAsync(db => db.RequestEvents.CountAsync()));
    }

    [Fact]
    public async Task A_rejected_record_is_named_with_its_reason_and_the_exit_code_is_1()
    {
        var file = await FileAsync(Told("CLI-2").Accepted(Start), Told("CLI-2").Answered(Start.AddHours(-1), "E-BAD"));
        var run = await RunAsync("push", "--sandbox", file);
        Assert.Equal(1, run.Exit);
        Assert.Contains("created 1", run.Told, StringComparison.Ordinal);
        Assert.Contains("record 1 E-BAD rejected: answer-before-acceptance at /records/1/at:", run.Wrong, StringComparison.Ordinal);
        Assert.Contains("/developers/errors/answer-before-acceptance", run.Wrong, StringComparison.Ordinal);
        var refused = await RunAsync("push", "--sandbox", await FileOfAsync("""{"records":[{"type":"step","eventId":1}]}"""));
        Assert.Equal(1, refused.Exit);
        Assert.StartsWith("400 ", refused.Wrong, StringComparison.Ordinal);
        Assert.Contains(" at /records/0/eventId:", refused.Wrong, StringComparison.Ordinal);
        Assert.StartsWith("{", (await RunAsync("push", "--sandbox", "--json", file)).Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_waits_as_long_as_it_is_told_and_gives_up_with_the_time_when_that_is_too_long()
    {
        var (one, two) = (await FileAsync(Told("CLI-3").Accepted(Start)), await FileAsync(Told("CLI-4").Accepted(Start)));
        Assert.Equal(0, (await RunAsync("push", one)).Exit);
        Assert.Equal(0, (await RunAsync("push", two)).Exit); // the bucket of one call a second is empty: 429, then stored
        var many = await FileAsync([.. Enumerable.Range(0, 7).Select(_ => Told("CLI-5").Step(Start))]);
        var late = await RunAsync("push", many);
        Assert.Equal(1, late.Exit);
        Assert.Contains("429 records-limited", late.Wrong, StringComparison.Ordinal);
        Assert.Matches("come back in [0-9]+ s with the same file", late.Wrong);
    }

    [Theory]
    [InlineData(2, "push")]
    [InlineData(2, "push", "--url", "http://x", "--client", "k.jwk", "--what", "1", "f")]
    [InlineData(2, "nonsense")]
    [InlineData(0, "help")]
    public async Task Usage_is_explained(int exit, params string[] arguments)
    {
        var run = await StartAsync(arguments);
        Assert.Equal(exit, run.Exit);
        Assert.Contains("mizctl push", exit == 0 ? run.Told : run.Wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_was_lost_on_its_way_is_asked_for_again_under_the_same_key_and_counts_once()
    {
        using var line = new BrokenLine();
        using var http = new HttpClient(line);
        var machine = new CentreClient(http, centre.BaseAddress, ClientKey.Read(Key), TimeProvider.System);
        var body = System.Text.Encoding.UTF8.GetBytes(IntakeCentre.Batch(Told("CLI-6").Accepted(Start)));
        var outcome = await machine.PushAsync("/api/v1/intake/events", body, "the-key-of-a-lost-answer", TestContext.Current.CancellationToken);
        Assert.Equal((200, true, 2), (outcome.Status, outcome.IsReplay, line.Pushes));
        Assert.Equal(1, await centre.InDbAsync(db => db.PushReceipts.CountAsync()));
    }

    /// <summary>Brings the first push to the centre and loses its answer.</summary>
    private sealed class BrokenLine() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Pushes { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            return request.RequestUri!.AbsolutePath.StartsWith("/api", StringComparison.Ordinal) && answer.IsSuccessStatusCode && ++Pushes == 1
                ? throw new HttpRequestException("The line broke.")
                : answer;
        }
    }

    private Task<(int Exit, string Told, string Wrong)> RunAsync(string command, params string[] rest) =>
        StartAsync([command, "--url", centre.BaseAddress.OriginalString, "--client", Key, .. rest]);

    private static async Task<(int Exit, string Told, string Wrong)> StartAsync(string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(SourceTree.Root, "src", "MizKhedmat.Cli", "bin", configuration, "net10.0", "mizctl.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LANG"] = "en_US.UTF-8", ["LC_ALL"] = "en_US.UTF-8" },
        })!;
        var (told, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await told, await wrong);
    }

    private Task<string> FileAsync(params JsonNode[] records) => FileOfAsync(IntakeCentre.Batch(records));

    private async Task<string> FileOfAsync(string text)
    {
        var path = Path.Combine(centre.DataDirectory, Path.GetRandomFileName() + ".json");
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
