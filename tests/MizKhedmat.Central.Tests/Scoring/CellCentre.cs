using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Central.Tests.Registration;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>
/// A centre at 1405/08/30, noon in Tehran, whose agencies fill their register and push requests through the real doors; each test
/// takes agencies of its own and reads their cells.
/// </summary>
public sealed class CellCentre : IAsyncLifetime
{
    public const string Quarter = "1405-Q3";

    private const string Opened = "2019-01-01";

    public ReviewCentre Home { get; } = new();

    public Centre Centre => Home.Centre;

    public CellBoard Board => Centre.Services.GetRequiredService<CellBoard>();

    public ValueTask InitializeAsync() => Home.InitializeAsync();

    public ValueTask DisposeAsync() => Home.DisposeAsync();

    /// <summary>
    /// Headquarters and a line office in province 23, a line office in 08; one service with an id and a standard time of one working
    /// day, given electronically and in person everywhere; a verified electronic desk at headquarters and a verified in-person one,
    /// D, at 23-0001.
    /// </summary>
    public async Task<CellAgency> AgencyAsync(string type = "institution", int standardMinutes = 420)
    {
        var register = await Home.AgencyAsync(type);
        foreach (var (office, level) in new[] { ("23-0000", "headquarters"), ("23-0001", "line"), ("08-0001", "line") })
        {
            await register.OkAsync(RegisterKind.Office, office, new { title = "واحد " + office, province = office[..2], county = office[..2] + "01", level, validFrom = Opened });
        }

        var body = RegisterAgency.Body("1", ("*", "electronic"), ("*", "in-person"));
        body["validFrom"] = Opened;
        body["standardMinutes"] = standardMinutes;
        await register.OkAsync(RegisterKind.Service, "1", body);
        var code = $"99{register.Code}00001";
        await register.AcceptAsync(await register.PendingAsync(ReviewKind.ServiceChange, "1"), code);
        await register.OkAsync(RegisterKind.Desk, "E", new { office = "23-0000", kind = "electronic", url = "https://example.ir/desk", validFrom = Opened });
        await register.OkAsync(RegisterKind.Desk, "D", new { office = "23-0001", kind = "in-person", validFrom = Opened });
        await register.AcceptAsync(await register.PendingAsync(ReviewKind.DeskVerification, "E"));
        await register.AcceptAsync(await register.PendingAsync(ReviewKind.DeskVerification, "D"));
        return new(this, register, await Centre.AddClientAsync(new(register.Id, register.Code, "23-0001", code, "D")));
    }

    public JalaliPeriod Period(string key) => JalaliPeriod.TryParse(key, Home.Today, out var period) ? period : throw new ArgumentException(key);

    public async Task<CellTable> TableAsync(CellLevel level = CellLevel.Agency, string period = Quarter, Scope? scope = null) =>
        Assert.IsType<CellTable>(await Board.ReadAsync(scope ?? Scope.National, level, Period(period), default));

    /// <summary>The cell of a unit: <c>1001</c>, <c>1001/23</c>, <c>1001/23-0001</c>, <c>23</c>.</summary>
    public async Task<Cell> CellAsync(string unit, string indicator, string period = Quarter) =>
        (await TableAsync(unit.Length == 2 ? CellLevel.Province : unit.Length == 4 ? CellLevel.Agency : unit.Length == 7 ? CellLevel.AgencyProvince : CellLevel.Office, period))
            .Find(unit, indicator) ?? throw new InvalidOperationException($"no cell {unit} {indicator}");
}

/// <summary>An agency that tells requests.</summary>
public sealed record CellAgency(CellCentre Home, RegisterAgency Register, TestClient Client)
{
    public string Code => Register.Code.Value;

    public TestAgency Agency => Client.Agency;

    public Told Told(string code) => new(Agency, code);

    /// <summary>The same request at the office of province 08, whose desk is not named.</summary>
    public static JsonObject Elsewhere(JsonObject accepted)
    {
        accepted["office"] = "08-0001";
        accepted.Remove("desk");
        return accepted;
    }

    public static JsonObject Electronic(JsonObject accepted)
    {
        accepted["channel"] = "electronic";
        accepted.Remove("desk");
        return accepted;
    }

    public async Task PushAsync(params JsonObject[] records)
    {
        using var http = await Home.Centre.CallerAsync(Client);
        await KpiCentre.PushAsync(http, records);
    }

    public async Task DeskDayAsync(DateOnly on, int open, int due = 420)
    {
        using var http = await Home.Centre.CallerAsync(Client);
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/intake/desk-days")
        {
            Content = new StringContent(IntakeCentre.Batch(new JsonObject
            {
                ["office"] = "23-0001", ["desk"] = "D", ["on"] = on.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["openMinutes"] = open, ["dueMinutes"] = due,
            }), null, "application/json"),
        };
        request.Headers.Add("Idempotency-Key", IntakeCentre.NewKey());
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && JsonNode.Parse(text)!["counts"]!["rejected"]!.GetValue<int>() == 0, text);
    }

    /// <summary>Status, x and n, to six decimals.</summary>
    public async Task<(CellStatus, double, double)> CellAsync(string indicator, string area = "", string period = CellCentre.Quarter) =>
        await Home.CellAsync(area.Length == 0 ? Code : $"{Code}/{area}", indicator, period) is var cell ? (cell.Status, Math.Round(cell.X, 6), Math.Round(cell.N, 6)) : default;

    public static (CellStatus, double, double) Ratio(double x, double n) => (CellStatus.Value, Math.Round(x, 6), n);
}
