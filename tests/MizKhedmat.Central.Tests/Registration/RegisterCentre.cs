using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>What came back from an address of the register.</summary>
public sealed record Answered(HttpStatusCode Status, byte[] Bytes, string? ETag, string? Allow)
{
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Status of a record that was taken, code of one that was refused.</summary>
    public string Word => Json.TryGetProperty("type", out _) ? Json.GetProperty("code").GetString()! : Json.GetProperty("status").GetString()!;

    /// <summary><c>code pointer</c> of each fault.</summary>
    public string[] Faults => Pairs("errors");

    /// <summary><c>code pointer</c> of each warning.</summary>
    public string[] Warnings => Pairs("warnings");

    /// <summary>Codes of the listed items.</summary>
    public string[] Codes => [.. Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("code").GetString()!)];

    private string[] Pairs(string list) =>
        [.. Json.GetProperty(list).EnumerateArray().Select(e => $"{e.GetProperty("code").GetString()} {e.GetProperty("pointer").GetString()}")];
}

/// <summary>A centre with two agencies, their clients and a clock that a test moves.</summary>
public sealed class RegisterCentre : IAsyncLifetime
{
    private static int serial;

    /// <summary>30 Aban 1405, at nine in Tehran.</summary>
    public StillClock Clock { get; } = new(new(2026, 11, 21, 5, 30, 0, TimeSpan.Zero));

    public Centre Centre { get; private set; } = null!;

    public TestClient Client { get; private set; } = null!;

    public TestClient Other { get; private set; } = null!;

    /// <summary>Tokens end after five minutes: a test that moves the clock asks for a new caller.</summary>
    public HttpClient Http { get; private set; } = null!;

    public HttpClient OtherHttp { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Centre = await Centre.StartAsync(new() { Settings = IntakeCentre.Unlimited, Clock = Clock });
        Client = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1001"));
        Other = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1002"));
        await CallAnewAsync();
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        OtherHttp.Dispose();
        return Centre.DisposeAsync();
    }

    public async Task PassAsync(int days)
    {
        Clock.Advance(TimeSpan.FromDays(days));
        await CallAnewAsync();
    }

    private async Task CallAnewAsync()
    {
        Http?.Dispose();
        OtherHttp?.Dispose();
        Http = await Centre.CallerAsync(Client);
        OtherHttp = await Centre.CallerAsync(Other);
    }

    /// <summary>A code that no other test uses: <c>23-T17</c>.</summary>
    public static string New(string prefix) => prefix + Interlocked.Increment(ref serial).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Office(string? title = null) => new()
    {
        ["title"] = title ?? New("واحد "), ["province"] = "23", ["county"] = "2301", ["level"] = "line", ["staff"] = 12, ["hasClients"] = true,
        ["address"] = "خیابان نخست", ["validFrom"] = "2020-01-01",
    };

    public static JsonObject Service(string? title = null) => new()
    {
        ["serviceCode"] = null, ["title"] = title ?? New("خدمت "), ["cofog"] = "01.3.1", ["audience"] = "citizen", ["validFrom"] = "2020-01-01",
    };

    public static JsonObject Desk(string office = "23-0001") => new()
    {
        ["office"] = office, ["kind"] = "in-person", ["floor"] = "همکف", ["building"] = New("ساختمان "), ["validFrom"] = "2020-01-01",
    };

    public static JsonObject Operator(string desk = "D-1") => new() { ["desk"] = desk, ["name"] = "م. احمدی", ["nationalId"] = "0499370899", ["since"] = "2025-01-01" };

    public static JsonObject Representative() => new()
    {
        ["name"] = "ر. کریمی", ["nationalId"] = "0499370899", ["post"] = "معاون", ["mobile"] = "09123456789", ["letterNumber"] = "۱۲/۳", ["letterOn"] = "2026-01-02",
    };

    public static JsonObject Exemption(string kind) => new() { ["exemption"] = kind, ["reason"] = "دلیل", ["letterNumber"] = "1", ["letterOn"] = "2026-01-02" };

    public Task<Answered> PutAsync(string address, JsonNode body, string options = "", string? ifMatch = null, HttpClient? http = null) =>
        PutTextAsync(address + options, body.ToJsonString(), ifMatch, http);

    public async Task<Answered> PutTextAsync(string address, string body, string? ifMatch = null, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "api/v1/registry/" + address) { Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(body)) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation(ifMatch == "*" ? "If-None-Match" : "If-Match", ifMatch);
        }

        return await SendAsync(request, http ?? Http);
    }

    /// <summary>Puts a record that must be taken.</summary>
    public async Task<Answered> TakenAsync(string address, JsonNode body, string word = "created")
    {
        var answer = await PutAsync(address, body);
        Assert.True((int)answer.Status < 300 && answer.Word == word, answer.Text + Centre.Log.All.LastOrDefault(line => line.StartsWith("Error", StringComparison.Ordinal)));
        return answer;
    }

    /// <summary>Puts a record that must be refused with these faults, and see that nothing was stored.</summary>
    public async Task<Answered> RefusedAsync(string address, JsonNode body, HttpStatusCode status, params string[] faults)
    {
        var before = await IntakeCentre.StockAsync(Centre);
        var answer = await PutAsync(address, body);
        Assert.True(answer.Status == status, answer.Text);
        Assert.Equal(faults, answer.Faults);
        Assert.Equal(before, await IntakeCentre.StockAsync(Centre));
        return answer;
    }

    public async Task<Answered> GetAsync(string address, HttpClient? http = null) => await SendAsync(new(HttpMethod.Get, "api/v1/" + address), http ?? Http);

    public async Task<Answered> SendAsync(HttpRequestMessage request, HttpClient http)
    {
        using var answer = await http.SendAsync(request);
        return new(
            answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag?.ToString(),
            answer.Content.Headers.Allow.Count == 0 ? null : string.Join(", ", answer.Content.Headers.Allow));
    }

    /// <summary>A batch of records of a kind; each needs its code.</summary>
    public async Task<Pushed> PushAsync(string kind, string body, string options = "", string? key = null, HttpClient? http = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/registry/{kind}:batch{options}") { Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(body)) };
        request.Headers.Add("Idempotency-Key", key ?? IntakeCentre.NewKey());
        using var answer = await (http ?? Http).SendAsync(request);
        return new(
            answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.Contains("Idempotent-Replayed"), answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Sends a file of records.</summary>
    public async Task<Answered> SendFileAsync(string kind, byte[] file, string options = "", string name = "file.xlsx", HttpClient? http = null)
    {
        var part = new ByteArrayContent(file);
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace('\\', '/')}\"");
        using var form = new MultipartFormDataContent { part };
        form.HeaderEncodingSelector = (_, _) => Encoding.UTF8;
        form.Add(new StringContent(kind), "kind");
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/imports" + options) { Content = form };
        return await SendAsync(request, http ?? Http);
    }

    /// <summary>Waits until a file is worked on; the job as it then stands.</summary>
    public async Task<JsonElement> DoneAsync(Answered sent, HttpClient? http = null)
    {
        Assert.True(sent.Status == HttpStatusCode.Accepted, sent.Text);
        for (var turn = 0; turn < 600; turn++)
        {
            var job = (await GetAsync("imports/" + sent.Json.GetProperty("id").GetString(), http)).Json;
            if (job.GetProperty("state").GetString() is not ("uploaded" or "checking" or "storing"))
            {
                return job;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The import does not end.");
    }

    /// <summary>A push of events.</summary>
    public async Task<Pushed> PushEventsAsync(IEnumerable<JsonNode> records, string options = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events" + options) { Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(IntakeCentre.Batch(records.Select(r => r.DeepClone())))) };
        request.Headers.Add("Idempotency-Key", IntakeCentre.NewKey());
        using var answer = await Http.SendAsync(request);
        return new(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), false, null);
    }

    /// <summary>One event of a request at an office and desk; its fate in one line, or nothing.</summary>
    public async Task<string[]> TellAsync(JsonNode record)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events") { Content = IntakeCentre.Json(Encoding.UTF8.GetBytes(IntakeCentre.Batch(record))) };
        request.Headers.Add("Idempotency-Key", IntakeCentre.NewKey());
        using var answer = await Http.SendAsync(request);
        return new Pushed(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), false, null).Results;
    }
}
