using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MizKhedmat.Benchmarks;

/// <summary>How long somebody waited for a page: 95th percentile in milliseconds, of how many, and how many did not come.</summary>
internal sealed record PageTimes(double P95, int Count, int Failed);

/// <summary>An official who reads the national page again and again.</summary>
internal sealed partial class OverloadReader : IDisposable
{
    private const string User = "national@demo";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient http;

    private OverloadReader(Uri address) =>
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<OverloadReader> SignInAsync(OverloadCentre centre)
    {
        var reader = new OverloadReader(centre.Address);
        using var accounts = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(centre.DemoDirectory, "accounts.json")));
        var password = accounts.RootElement.EnumerateArray().First(account => account.GetProperty("user").GetString() == User).GetProperty("password").GetString()!;
        var field = Antiforgery().Match(await reader.http.GetStringAsync("sign-in"));
        using var answer = await reader.http.PostAsync("sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["user"] = User, ["password"] = password, [field.Groups["name"].Value] = WebUtility.HtmlDecode(field.Groups["value"].Value),
        }));
        return answer.StatusCode == HttpStatusCode.SeeOther && !answer.Headers.Location!.OriginalString.Contains("failed", StringComparison.Ordinal)
            ? reader
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no sign-in: {(int)answer.StatusCode}"));
    }

    public async Task<PageTimes> WatchAsync(TimeSpan span)
    {
        var times = new List<double>();
        var failed = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < span; await Task.Delay(Pause))
        {
            var start = Stopwatch.GetTimestamp();
            using var page = await http.GetAsync("national");
            var text = await page.Content.ReadAsStringAsync();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            failed += page.StatusCode == HttpStatusCode.OK && text.Contains("data-kpi", StringComparison.Ordinal) ? 0 : 1;
        }

        times.Sort();
        return new(times[(int)((times.Count - 1) * .95)], times.Count, failed);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""<input type="hidden" name="(?<name>__[^"]+)" value="(?<value>[^"]+)""")]
    private static partial Regex Antiforgery();
}
