using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Tests;
using Xunit;

namespace MizKhedmat.Crash.Tests;

/// <summary>
/// A machine of an agency that pushes without a pause: batches of 1 to 200 events, new requests and further events of those
/// that were acknowledged. When the way breaks it sends the same push again until it is answered; now and then it gives up,
/// as machines do, and never learns what became of it.
/// </summary>
internal sealed class PushingClient(CrashedCentre centre, int number, History history, int seed)
{
    private const double GivesUp = 0.25;

    private readonly TestClient client = centre.Clients[number];
    private readonly Random random = new(seed);
    private readonly List<Known> open = [];
    private string? token;
    private int pushes;
    private int requests;

    /// <summary>Pushes until it is told to stop, and then goes on with the push in hand until its fate is known.</summary>
    public async Task RunAsync(int round, CancellationToken stop)
    {
        Forget();
        while (!stop.IsCancellationRequested)
        {
            await PushAsync(round, random.Next(3) switch { 0 => 1, 1 => random.Next(2, 21), _ => random.Next(21, 201) }, random.NextDouble() >= GivesUp);
        }
    }

    /// <summary>One push of so many events, sent again until it is answered or, when the sender is not patient, until the way breaks.</summary>
    public async Task<Push> PushAsync(int round, int count, bool isPatient = true)
    {
        var touched = new List<Known>();
        var push = Make(round, count, touched);
        history.Begin(push);
        await SettleAsync(push, isPatient);
        if (push.Outcome == Outcome.Acknowledged)
        {
            open.AddRange(touched.Where(request => !request.IsAnswered));
        }

        return push;
    }

    /// <summary>Begins with requests of its own.</summary>
    public void Forget() => open.Clear();

    /// <summary>The stored answer of a receipt; null when the centre knows none.</summary>
    public async Task<byte[]?> ReceiptAsync(string receipt)
    {
        using var answer = await SendAsync(() => new(HttpMethod.Get, $"api/v1/receipts/{receipt}"));
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync() : null;
    }

    /// <summary>The very same push once more.</summary>
    public async Task<Replay> RepeatAsync(Push push)
    {
        using var answer = await SendAsync(() => Request(push));
        return new(await answer.Content.ReadAsByteArrayAsync(), IsReplayed(answer));
    }

    /// <summary>Accepted requests of the agency in the live period, as the API tells it.</summary>
    public async Task<long> AcceptedAsync()
    {
        using var answer = await SendAsync(() => new(HttpMethod.Get, $"api/v1/kpis?scope=agency:{client.Agency.Code}&period=live&indicator=accepted-requests"));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        var row = body.GetProperty("rows").EnumerateArray().FirstOrDefault();
        return row.ValueKind == JsonValueKind.Undefined ? 0 : row.GetProperty("part").GetInt64();
    }

    private async Task SettleAsync(Push push, bool isPatient)
    {
        var start = TimeProvider.System.GetUtcNow();
        while (push.Outcome == Outcome.Pending)
        {
            push.Attempts++;
            if (!await TryAsync(push))
            {
                push.Outcome = isPatient ? Outcome.Pending : Outcome.Unknown;
                await Task.Delay(random.Next(20, 200));
            }
        }

        history.End(push, start, TimeProvider.System.GetUtcNow());
    }

    /// <summary>False when the way broke or the centre said "later".</summary>
    private async Task<bool> TryAsync(Push push)
    {
        try
        {
            using var answer = await SendAsync(() => Request(push));
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable)
            {
                return false;
            }

            using var body = JsonDocument.Parse(bytes);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode} {body.RootElement}");
            Assert.True(body.RootElement.GetProperty("counts").GetProperty("rejected").GetInt32() == 0, body.RootElement.ToString());
            (push.Receipt, push.Answer, push.Outcome) = (body.RootElement.GetProperty("receipt").GetString(), bytes, Outcome.Acknowledged);
            push.WasReplayed = IsReplayed(answer);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return false;
        }
    }

    private static bool IsReplayed(HttpResponseMessage answer) => answer.Headers.TryGetValues("Idempotent-Replayed", out var said) && said.Single() == "true";

    private HttpRequestMessage Request(Push push)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events") { Content = new ByteArrayContent(push.Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Idempotency-Key", push.Key);
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ??= await TokenAsync());
            var answer = await centre.Http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || isSecond)
            {
                return answer;
            }

            answer.Dispose();
            token = null;
        }
    }

    private async Task<string> TokenAsync()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var assertion = new Assertion(new JsonObject { ["alg"] = "ES256" }, new JsonObject
        {
            ["iss"] = client.ClientId, ["sub"] = client.ClientId, ["aud"] = centre.Address.OriginalString.TrimEnd('/'), ["iat"] = now, ["exp"] = now + 60,
            ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        });
        using var answer = await centre.Http.PostAsync("oauth/token", Assertion.Form(assertion.Sign(client.Key)));
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InternalServerError)
        {
            throw new HttpRequestException("no token now");
        }

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body.GetProperty("access_token").GetString()!;
    }

    private Push Make(int round, int count, List<Known> touched)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"crash-{number}-{round}-{++pushes:00000000}");
        var events = new List<SentEvent>(count);
        var records = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"{key}-{i}");
            var request = open.Count > 0 && random.Next(2) == 0 ? Take() : new Known($"R{round}-{number}-{++requests}", TimeProvider.System.GetUtcNow().AddDays(-5));
            var (sent, record) = request.Next(client.Agency, mark, random);
            touched.Add(request);
            events.Add(sent);
            records.Add(record);
        }

        return new(number, round, key, Encoding.UTF8.GetBytes(new JsonObject { ["records"] = records }.ToJsonString()), events);
    }

    private Known Take()
    {
        var at = random.Next(open.Count);
        var request = open[at];
        open[at] = open[^1];
        open.RemoveAt(open.Count - 1);
        return request;
    }

    /// <summary>A request as its sender knows it: what was told of it so far.</summary>
    private sealed class Known(string code, DateTimeOffset from)
    {
        private readonly DateTimeOffset from = DateTimeOffset.FromUnixTimeSeconds(from.ToUnixTimeSeconds());
        private int told;

        public bool IsAnswered { get; private set; }

        public (SentEvent Sent, JsonObject Record) Next(TestAgency agency, string mark, Random random)
        {
            var at = from.AddHours(told++);
            var id = string.Create(CultureInfo.InvariantCulture, $"E-{told}");
            var (type, record) = told == 1 ? ("accepted", Accepted(agency, at)) : random.Next(3) == 0 ? ("answered", Answered()) : Between(random.Next(6));
            IsAnswered = type == "answered";
            record["type"] = type;
            record["eventId"] = id;
            record["trackingCode"] = code;
            record["at"] = Told(at);
            record["responsible"] = new JsonObject { ["post"] = mark };
            return (new(code, id, type, at.UtcDateTime, mark), record);
        }

        private static JsonObject Accepted(TestAgency agency, DateTimeOffset at) => new()
        {
            ["service"] = agency.Service, ["office"] = agency.Office, ["desk"] = agency.Desk, ["channel"] = "in-person", ["place"] = "line",
            ["applicant"] = new JsonObject { ["kind"] = "natural", ["nationalId"] = "0499370899", ["mobile"] = "09123456789" },
            ["promisedUntil"] = Told(at.AddDays(4)), ["receipt"] = new JsonObject { ["number"] = "R-1", ["issuedAt"] = Told(at.AddSeconds(20)) },
        };

        private static JsonObject Answered() => new() { ["outcome"] = "granted", ["answerChannel"] = "electronic" };

        private static (string Type, JsonObject Record) Between(int which) => which switch
        {
            0 => ("inquiry-sent", Inquiry()),
            1 => ("inquiry-answered", Inquiry()),
            2 => ("message", new() { ["text"] = "پرونده در دست بررسی است", ["direction"] = "to-applicant" }),
            3 => ("step", new() { ["title"] = "بررسی مدارک", ["notified"] = "sms" }),
            _ => ("step", new() { ["title"] = "بررسی مدارک" }),
        };

        private static JsonObject Inquiry() => new() { ["inquiry"] = "Q-1", ["toAgency"] = "1002", ["title"] = "استعلام ثبت", ["electronic"] = true };

        private static string Told(DateTimeOffset at) => at.ToOffset(TimeSpan.FromMinutes(210)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
