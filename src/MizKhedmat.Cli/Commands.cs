using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Cli;

/// <summary>The commands of mizctl (API.md section 1). Exit codes: 0 ok, 1 refused or failed, 2 usage.</summary>
internal static class Commands
{
    private const int Ok = 0;
    private const int Failed = 1;
    private const int Usage = 2;
    private const string EventsPath = "/api/v1/intake/events";

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Read(args.Skip(1));
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) => stop.Cancel(!(press.Cancel = true));
        try
        {
            return (args.FirstOrDefault(), arguments) switch
            {
                ("push", { } a) when a.Are(1, "url", "client") => await PushAsync(a, isCheck: false, stop.Token),
                ("validate", { } a) when a.Are(1, "url", "client") => await PushAsync(a, isCheck: true, stop.Token),
                ("simulate", { } a) when a.Are(0, "url", "clients", "rate", "seconds", "batch") => await SimulateAsync(a, stop.Token),
                ("score", { } a) when a.Are(2) && a.Word == "run" => ScoreCommands.Run(a.Words[1], Console.Out, Console.Error),
                ("score", { } a) when a.Are(2) && a.Word == "verify" => ScoreCommands.Verify(a.Words[1], Console.Out, Console.Error),
                ("help" or "--help" or "-h", _) => Explain(isAsked: true),
                _ => Explain(),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            return Failed;
        }
    }

    /// <summary>What can be asked for; an answer to <c>help</c>, a complaint to anything else.</summary>
    private static int Explain(bool isAsked = false)
    {
        (isAsked ? Console.Out : Console.Error).WriteLine(
            """
            mizctl: talks to a centre as an agency does, and computes its rankings again without it.
            The client id is the name of the key file without .jwk.
              mizctl validate --url U --client FILE.jwk [--sandbox] [--json] FILE
                                  check a batch {"records":[…]} of events, store nothing
              mizctl push     --url U --client FILE.jwk [--sandbox] [--json] FILE
                                  push it; the same file again is the same push and counts once
              mizctl simulate --url U --clients DIR --rate N --seconds S --batch B [--sandbox]
                                  play every agency that has a .jwk and a .json in DIR, N events a second together
              mizctl score run CASE.json
                                  compute a case {"kind":…,"input":…} and print the result as JSON
              mizctl score verify FILE
                                  compute a published edition (also .gz) again and name every value that is not the same
              mizctl help         this text
            --sandbox  in the trial environment: own data, never in a figure of the centre
            --json     the centre's answer as it came, instead of lines
            429, 503 and a broken line are tried again under the same Idempotency-Key, never earlier than Retry-After.
            Exit: 0 all stored (or would be), or the same; 1 something was rejected, refused, failed or differs; 2 usage.
            """);
        return isAsked ? Ok : Usage;
    }

    private static async Task<int> PushAsync(Arguments arguments, bool isCheck, CancellationToken ct)
    {
        if (UrlOf(arguments) is not { } url)
        {
            return Explain();
        }

        var body = await File.ReadAllBytesAsync(arguments.Word, ct);
        using var http = new HttpClient();
        var client = new CentreClient(http, url, ClientKey.Read(arguments["client"]), TimeProvider.System, arguments.Has("sandbox"));
        var outcome = await client.PushAsync(
            isCheck ? EventsPath + "?validateOnly=true" : EventsPath, body,
            isCheck ? null : Convert.ToHexStringLower(SHA256.HashData(body))[..40], ct);
        if (arguments.Has("json"))
        {
            Console.WriteLine(outcome.Body);
        }
        else
        {
            PushReport.Write(outcome, isCheck, Console.Out, Console.Error);
        }

        return outcome.IsFailed || outcome.Rejected > 0 ? Failed : Ok;
    }

    private static async Task<int> SimulateAsync(Arguments arguments, CancellationToken ct)
    {
        if (UrlOf(arguments) is not { } url || Number(arguments["rate"]) is not { } rate || Number(arguments["seconds"]) is not { } seconds
            || Number(arguments["batch"]) is not { } batch || batch is < 1 or > 5000)
        {
            return Explain();
        }

        var tally = await new SimulationRun(TimeProvider.System).RunAsync(url, arguments["clients"], rate, seconds, (int)batch, arguments.Has("sandbox"), ct);
        foreach (var sample in tally.Samples)
        {
            await Console.Error.WriteLineAsync(sample);
        }

        Console.WriteLine(tally.Summary());
        return tally.Failed + tally.Rejected == 0 ? Ok : Failed;
    }

    private static Uri? UrlOf(Arguments arguments) =>
        Uri.TryCreate(arguments["url"], UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
