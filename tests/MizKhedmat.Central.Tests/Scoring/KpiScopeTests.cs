using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>KPIs inside the reach of who asks: the views for officials, and <c>/api/v1/kpis</c> and <c>/rankings</c> for machines.</summary>
public sealed class KpiScopeTests(KpiCentre fixture) : IClassFixture<KpiCentre>
{
    private static readonly Scope Governor = Scope.OfProvince(new("23"));

    [Fact]
    public async Task A_governor_sees_a_national_agency_in_his_province_only()
    {
        Assert.Equal(6, (await fixture.RowAsync("accepted-requests", Scope.OfAgency(new("1001")), "1405-Q3", scope: Governor)).Part);
        Assert.Equal(1, (await fixture.RowAsync("accepted-requests", Scope.OfAgency(new("1001")), "1405-Q3", scope: Scope.OfProvince(new("08")))).Part);
        Assert.Equal(6, (await fixture.RowAsync("accepted-requests", Scope.OfAgency(new("1001")), "1405-Q3", scope: Scope.OfCounty(new("2301")))).Part);
    }

    [Theory]
    [InlineData("national")]
    [InlineData("province:08")]
    [InlineData("county:0801")]
    [InlineData("office:1001/08-0001")]
    [InlineData("province:99")]
    public async Task A_governor_gets_nothing_of_another_province_or_the_nation(string of) =>
        Assert.Null(await fixture.Board.ReadAsync(Governor, new(Scope.Parse(of, null), KpiCentre.Period("1405-Q3")), default));

    [Theory]
    [InlineData(KpiBy.Province)]
    [InlineData(KpiBy.County)]
    [InlineData(KpiBy.Agency)]
    [InlineData(KpiBy.Office)]
    [InlineData(KpiBy.Service)]
    [InlineData(KpiBy.Channel)]
    [InlineData(KpiBy.Place)]
    [InlineData(KpiBy.Month)]
    [InlineData(KpiBy.Total)]
    public async Task No_breakdown_of_a_governor_counts_or_names_another_province(KpiBy by)
    {
        var table = (await fixture.Board.ReadAsync(Governor, new(Governor, KpiCentre.Period("1405-Q3"), by), default))!;
        Assert.Equal(7, table.Rows.Where(r => r.Indicator == "accepted-requests").Sum(r => r.Part ?? 0));
        Assert.DoesNotContain(table.Rows, r => r.Key is "08" or "0801" or "08-0001");
    }

    [Fact]
    public async Task An_agency_gets_nothing_of_another_one()
    {
        var own = Scope.OfAgency(new("1002"));
        Assert.Null(await fixture.Board.ReadAsync(own, new(Scope.OfAgency(new("1001")), KpiCentre.Period("live")), default));
        Assert.Null(await fixture.Board.ReadAsync(own, new(Governor, KpiCentre.Period("live")), default));
        Assert.Equal(1, (await fixture.RowAsync("accepted-requests", own, scope: own)).Part);
    }

    [Fact]
    public async Task The_API_gives_rows_with_everything_needed_to_trust_them()
    {
        var body = await GetAsync("kpis?scope=agency:1001&period=1405-08&indicator=on-time-rate");
        var row = Assert.Single(body.GetProperty("rows").EnumerateArray());
        Assert.Equal(("on-time-rate", "", 3, 5, "value"), (
            row.GetProperty("indicator").GetString(), row.GetProperty("key").GetString(), row.GetProperty("part").GetInt32(), row.GetProperty("whole").GetInt32(), row.GetProperty("status").GetString()));
        Assert.Equal(.6, row.GetProperty("value").GetDouble(), 9);
        Assert.InRange(row.GetProperty("interval").GetProperty("lo").GetDouble(), 0, .6);
        Assert.InRange(row.GetProperty("interval").GetProperty("hi").GetDouble(), .6, 1);
        Assert.Equal(1, row.GetProperty("target").GetDouble());
        Assert.True(row.TryGetProperty("previous", out _));
        Assert.Equal(KpiCentre.Noon, body.GetProperty("asOf").GetDateTimeOffset());
        var none = (await GetAsync("kpis?scope=agency:1001&period=1405-06&indicator=on-time-rate")).GetProperty("rows")[0];
        Assert.Equal(("no-data", JsonValueKind.Null), (none.GetProperty("status").GetString(), none.GetProperty("value").ValueKind));
    }

    [Theory]
    [InlineData("scope=national", 8)]
    [InlineData("", 8)]
    [InlineData("scope=province:23", 7)]
    [InlineData("scope=county:2301", 7)]
    [InlineData("scope=national&by=province", 8)]
    [InlineData("scope=national&by=month", 8)]
    [InlineData("scope=national&by=agency", 7)]
    [InlineData("scope=national&by=service", 7)]
    [InlineData("scope=province:23&by=agency", 6)]
    [InlineData("scope=province:08&by=office", 1)]
    [InlineData("scope=county:0801&by=agency", 1)]
    [InlineData("scope=agency:1001&by=province", 7)]
    [InlineData("scope=office:1001/08-0001", 1)]
    [InlineData("scope=province:۲۳", 7)]
    public async Task The_nation_and_provinces_are_open_and_agencies_only_ones_own(string query, int accepted)
    {
        var rows = (await GetAsync($"kpis?period=1405-Q3&indicator=accepted-requests&{query}")).GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(accepted, rows.Where(r => r.GetProperty("part").ValueKind == JsonValueKind.Number).Sum(r => r.GetProperty("part").GetInt32()));
        Assert.DoesNotContain(rows, r => r.GetProperty("key").GetString() == "1002");
    }

    [Theory]
    [InlineData("scope=agency:1001")]
    [InlineData("scope=office:1001/23-0001")]
    [InlineData("scope=agency:1001&by=month")]
    [InlineData("scope=agency:1001&by=office")]
    [InlineData("scope=office:1002/99-0001")]
    [InlineData("scope=province:99")]
    [InlineData("scope=county:9901")]
    public async Task Another_agency_answers_like_a_missing_one_byte_for_byte(string query)
    {
        using var missing = await fixture.OtherHttp.GetAsync("api/v1/kpis?scope=agency:9999");
        using var other = await fixture.OtherHttp.GetAsync("api/v1/kpis?" + query);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (missing.StatusCode, other.StatusCode));
        Assert.Equal(await missing.Content.ReadAsStringAsync(), await other.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("scope=agency:12", "query-malformed", "/scope")]
    [InlineData("scope=", "query-malformed", "/scope")]
    [InlineData("scope=national&scope=national", "query-malformed", "/scope")]
    [InlineData("period=1405-13", "period-unknown", "/period")]
    [InlineData("period=1405-Q5", "period-unknown", "/period")]
    [InlineData("period=2026-11", "period-unknown", "/period")]
    [InlineData("by=desk", "query-malformed", "/by")]
    [InlineData("by=3", "query-malformed", "/by")]
    [InlineData("by=Province", "query-malformed", "/by")]
    [InlineData("by=", "query-malformed", "/by")]
    [InlineData("indicator=K04", "indicator-unknown", "/indicator")]
    [InlineData("indicator=", "indicator-unknown", "/indicator")]
    [InlineData("format=csv", "query-malformed", "/format")]
    public async Task A_malformed_question_is_400_with_its_pointer(string query, string code, string pointer)
    {
        using var answer = await fixture.Http.GetAsync("api/v1/kpis?" + query);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(pointer, problem.GetProperty("errors")[0].GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task The_ranking_names_every_province_and_of_agencies_ones_own()
    {
        var provinces = (await GetAsync("rankings/provinces?edition=live")).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("code").GetString()).ToList();
        Assert.Equal(31, provinces.Distinct().Count());
        var agencies = (await GetAsync("rankings/agencies")).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("code").GetString());
        Assert.Equal(["1001"], agencies);
        Assert.Equal(HttpStatusCode.NotFound, (await fixture.Http.GetAsync("api/v1/rankings/offices")).StatusCode);
    }

    private async Task<JsonElement> GetAsync(string address)
    {
        using var answer = await fixture.Http.GetAsync("api/v1/" + address);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
