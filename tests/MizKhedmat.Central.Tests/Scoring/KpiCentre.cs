using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>
/// A small country whose figures are counted by hand. It is 1405/08/30 (21 November 2026), noon in Tehran.
/// Agency 1001 in province 23: A answered in time and delivered at home, B late with a late defect and no receipt, C open
/// and overdue, D promised for today and open, E answered today before today's promise, F withdrawn in time. All in
/// 1405-08, except A, in 1405-07. Agency 1001 in province 08: G, electronic, at headquarters, in time. Agency 1002 in 23: H, in time.
/// </summary>
public sealed class KpiCentre : IAsyncLifetime
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(3.5));

    public StillClock Clock { get; } = new(Noon);

    public Centre Centre { get; private set; } = null!;

    public TestClient Client { get; private set; } = null!;

    public TestClient Other { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public HttpClient OtherHttp { get; private set; } = null!;

    public KpiBoard Board => Centre.Services.GetRequiredService<KpiBoard>();

    /// <summary>An instant of a day of Aban 1405 (8), or of another month.</summary>
    public static DateTimeOffset On(int day, double hour, int month = 8) =>
        new DateTimeOffset(TehranTime.StartOf(new JalaliDate(1405, month, day).ToDateOnly()), TimeSpan.Zero).AddHours(hour);

    public static JalaliPeriod Period(string key) => JalaliPeriod.TryParse(key, DateOnly.FromDateTime(Noon.Date), out var period) ? period : throw new ArgumentException(key);

    public async ValueTask InitializeAsync()
    {
        Centre = await Centre.StartAsync(new() { Clock = Clock, Settings = IntakeCentre.Unlimited });
        Client = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1001"));
        Other = await Centre.AddClientAsync(await Centre.AddAgencyAsync("1002"));
        await Centre.InDbAsync(async db =>
        {
            db.Add(new Office
            {
                AgencyId = Client.Agency.Id, Code = "08-0001", TitleFa = "ستاد", Province = new("08"), County = new("0801"), Level = OfficeLevel.Headquarters, ValidFrom = new(2018, 1, 1),
            });
            return await db.SaveChangesAsync();
        });
        Http = await Centre.CallerAsync(Client);
        OtherHttp = await Centre.CallerAsync(Other);
        await PushAsync(Http, [.. Own(Client.Agency)]);
        var h = new Told(Other.Agency, "H");
        await PushAsync(OtherHttp, h.Accepted(On(10, 8), 2), h.Answered(On(11, 8)));
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        OtherHttp.Dispose();
        return Centre.DisposeAsync();
    }

    public static async Task PushAsync(HttpClient http, params JsonObject[] records)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/events") { Content = new StringContent(IntakeCentre.Batch(records), null, "application/json") };
        request.Headers.Add("Idempotency-Key", IntakeCentre.NewKey());
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && JsonNode.Parse(text)!["counts"]!["rejected"]!.GetValue<int>() == 0, text);
    }

    public async Task<KpiRow> RowAsync(string slug, Scope of, string period = "1405-08", KpiBy by = KpiBy.Total, string key = "", Scope? scope = null) =>
        (await Board.ReadAsync(scope ?? Scope.National, new(of, Period(period), by, Indicators: [slug]), default))!.Find(slug, key)
            ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"no row {slug} {key}"));

    /// <summary>A receipt is given 20 seconds after acceptance with one visit and a promise range of its second half, unless said otherwise.</summary>
    private static IEnumerable<JsonObject> Own(TestAgency agency)
    {
        var a = new Told(agency, "A");
        yield return a.Accepted(On(28, 8, 7), 4);
        yield return a.Answered(On(30, 8, 7).AddHours(12));
        yield return a.Other("delivered", On(30, 9, 7).AddHours(12), new() { ["deliveryChannel"] = "in-person", ["deliveryPlace"] = agency.Office, ["responsible"] = Told.Responsible() });
        var b = new Told(agency, "B");
        var unnamed = Told.With(b.Accepted(On(4, 8), 2), new() { ["visits"] = 3 });
        unnamed.Remove("receipt");
        unnamed.Remove("responsible");
        yield return unnamed;
        yield return b.Other("defect-told", On(5, 8), new() { ["service"] = agency.Service, ["office"] = agency.Office, ["items"] = new JsonArray("عکس"), ["responsible"] = Told.Responsible() });
        yield return b.Answered(On(8, 8));
        yield return b.Other("delivered", On(8, 9), new() { ["deliveryChannel"] = "in-person", ["deliveryPlace"] = "08-0001", ["responsible"] = Told.Responsible() });
        yield return new Told(agency, "C").Accepted(On(10, 8), 5);
        yield return new Told(agency, "D").Accepted(On(28, 14), 2);
        var e = new Told(agency, "E");
        yield return e.Accepted(On(29, 8), 1.25);
        yield return e.Answered(On(30, 8));
        var f = new Told(agency, "F");
        yield return f.Accepted(On(12, 8), 5);
        yield return f.Other("cancelled", On(13, 8), new() { ["byApplicant"] = true });
        var g = new Told(agency, "G");
        var electronic = Told.With(g.Accepted(On(20, 8), 2), new() { ["office"] = "08-0001", ["channel"] = "electronic", ["place"] = "headquarters", ["visits"] = 0 });
        electronic.Remove("desk");
        yield return electronic;
        yield return g.Answered(On(20, 8).AddMinutes(3));
    }
}
