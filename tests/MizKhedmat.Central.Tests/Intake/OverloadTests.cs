using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>
/// More than a centre can take: it says so before it reads a body, holds no more bodies than it has places, leaves places to
/// agencies that flood not, and its readers notice nothing.
/// </summary>
public sealed class OverloadTests
{
    private const string Places = "8";

    [Fact]
    public async Task No_more_bodies_are_asked_for_than_there_are_places_and_every_agency_finds_one()
    {
        await using var at = await LoadedCentre.StartAsync(new(), ("Limits:Batches", "2"), ("Limits:WaitingBatches", "6"));
        var asked = new List<(int Agency, OfferedBody Body, Task<HttpResponseMessage> Answer)>();
        var refused = new List<HttpResponseMessage>();
        foreach (var agency in Enumerable.Range(0, 16).Select(i => i / 4))
        {
            var body = new OfferedBody(at.Batch(agency, 60));
            var answer = at.SendAsync(agency, body);
            await Task.WhenAny(body.Asked, answer);
            if (body.Asked.IsCompleted)
            {
                asked.Add((agency, body, answer));
            }
            else
            {
                refused.Add(await answer);
            }
        }

        Assert.Equal([4, 2, 1, 1], asked.CountBy(a => a.Agency).OrderBy(a => a.Key).Select(a => a.Value));
        Assert.Equal(8, refused.Count);
        Assert.All(refused, AssertTold);
        asked.ForEach(a => a.Body.Send());
        Assert.All(await Task.WhenAll(asked.Select(a => a.Answer)), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));

        // Their places are free again.
        var later = new OfferedBody(at.Batch(0, 60));
        later.Send();
        Assert.Equal(HttpStatusCode.OK, (await at.SendAsync(0, later)).StatusCode);
    }

    [Fact]
    public async Task Small_pushes_wait_in_places_of_their_own_of_which_nobody_takes_more_than_half()
    {
        var gate = new CommitGate();
        await using var at = await LoadedCentre.StartAsync(gate, ("Limits:SmallPushes", Places));
        gate.Close();
        var flood = Enumerable.Range(0, 12).Select(_ => at.PushAsync(0, 1)).ToList();
        while (flood.Count(push => push.IsCompleted) < 8)
        {
            await Task.WhenAny(flood.Where(push => !push.IsCompleted)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }

        var refused = await Task.WhenAll(flood.Where(push => push.IsCompleted));
        Assert.All(refused, AssertTold);
        var other = at.PushAsync(1, 1);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.False(other.IsCompleted);
        gate.Open();
        Assert.Equal(HttpStatusCode.OK, (await other).StatusCode);
        Assert.Equal(4, (await Task.WhenAll(flood)).Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Readers_are_answered_while_every_turn_of_the_writers_is_taken()
    {
        var gate = new CommitGate();
        await using var at = await LoadedCentre.StartAsync(gate, ("Limits:Batches", "2"), ("Limits:WaitingBatches", "6"));
        await at.Centre.AddOfficialAsync("national@test", Roles.NationalOfficer, "national");
        var cookie = await Browser.CookieAsync(at.Centre, "national@test");
        gate.Close();
        var pushes = Enumerable.Range(0, 2).Select(agency => at.PushAsync(agency, 60)).ToList();
        await gate.ReachedAsync();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        using var kpis = await at.Http[2].GetAsync("api/v1/kpis?scope=national&period=live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, kpis.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await Browser.StatusAsync(at.Centre, "national", cookie));
        Assert.DoesNotContain(pushes, push => push.IsCompleted);
        gate.Open();
        Assert.All(await Task.WhenAll(pushes), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task A_compressed_body_that_grows_beyond_the_room_is_refused_and_gives_it_back()
    {
        // The whole room is 48 MB: 45 of them are held, and the body inflates to 4.
        await using var at = await LoadedCentre.StartAsync(new());
        var admission = at.Centre.Services.GetRequiredService<Admission>();
        var held = new[] { admission.RoomForBody(901, 23L << 20)!, admission.RoomForBody(902, 12L << 20)!, admission.RoomForBody(903, 6L << 20)!, admission.RoomForBody(904, 3L << 20)!, admission.RoomForBody(905, 1L << 20)! };
        var body = Encoding.UTF8.GetBytes(new string(' ', 4 << 20) + at.Batch(0, 1));
        AssertTold(await at.SendAsync(0, Zipped(body)));
        Array.ForEach(held, share => share.Dispose());
        Assert.Equal(HttpStatusCode.OK, (await at.SendAsync(0, Zipped(body))).StatusCode);
    }

    private static ByteArrayContent Zipped(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            zip.Write(body);
        }

        var content = IntakeCentre.Json(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>503 with a moment to wait and the client's own limits.</summary>
    private static void AssertTold(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        Assert.All(new[] { "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset" }, name => Assert.True(
            long.TryParse(answer.Headers.GetValues(name).Single(), NumberStyles.None, CultureInfo.InvariantCulture, out _), name));
        Assert.Contains("\"code\":\"overloaded\"", answer.Content.ReadAsStringAsync().GetAwaiter().GetResult(), StringComparison.Ordinal);
    }

    /// <summary>A body whose sender waits to be asked for it (<c>Expect: 100-continue</c>), and then for <see cref="Send"/>.</summary>
    private sealed class OfferedBody : ByteArrayContent
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public OfferedBody(string body)
            : base(Encoding.UTF8.GetBytes(body)) => Headers.ContentType = new("application/json");

        public Task Asked => asked.Task;

        public void Send() => sent.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            asked.TrySetResult();
            await sent.Task;
            await base.SerializeToStreamAsync(stream, context);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) => SerializeToStreamAsync(stream, context);
    }

    /// <summary>A centre with four agencies behind a gate.</summary>
    private sealed class LoadedCentre : IAsyncDisposable
    {
        private int told;

        public required Centre Centre { get; init; }

        public List<TestClient> Clients { get; } = [];

        public List<HttpClient> Http { get; } = [];

        public static async Task<LoadedCentre> StartAsync(CommitGate gate, params (string Name, string Value)[] limits)
        {
            var settings = new Dictionary<string, string>(IntakeCentre.Unlimited);
            foreach (var (name, value) in limits)
            {
                settings[name] = value;
            }

            var at = new LoadedCentre { Centre = await Centre.StartAsync(new() { Settings = settings, Services = gate.Watch }) };
            for (var i = 1; i <= 4; i++)
            {
                var client = await at.Centre.AddClientAsync(await at.Centre.AddAgencyAsync("100" + i.ToString(CultureInfo.InvariantCulture)));
                at.Clients.Add(client);
                using var caller = await at.Centre.CallerAsync(client);
                var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = at.Centre.BaseAddress };
                http.DefaultRequestHeaders.Authorization = caller.DefaultRequestHeaders.Authorization;
                at.Http.Add(http);
            }

            return at;
        }

        public string Batch(int agency, int records) => IntakeCentre.Batch(Enumerable.Range(0, records).Select(_ =>
            new Told(Clients[agency].Agency, "OVER-" + (++told).ToString(CultureInfo.InvariantCulture)).Accepted(DateTimeOffset.FromUnixTimeSeconds(Centre.Now).AddDays(-9))));

        public Task<HttpResponseMessage> PushAsync(int agency, int records) => SendAsync(agency, IntakeCentre.Json(Encoding.UTF8.GetBytes(Batch(agency, records))));

        public async Task<HttpResponseMessage> SendAsync(int agency, HttpContent content)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events") { Content = content, Headers = { { "Idempotency-Key", IntakeCentre.NewKey() } } };
            request.Headers.ExpectContinue = content is OfferedBody;
            return await Http[agency].SendAsync(request);
        }

        public ValueTask DisposeAsync()
        {
            Http.ForEach(http => http.Dispose());
            return Centre.DisposeAsync();
        }
    }
}
