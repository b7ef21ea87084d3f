using System.Text.RegularExpressions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Screens;
using MizKhedmat.Dashboards.Score;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>Why a province has its score (SCORING.md 12, 16): agencies by the country's mix and the governor's own part, to the last point.</summary>
[Clause("1538588/C-7")]
public sealed class ProvinceSheetTests(ShelfCentre home) : IClassFixture<ShelfCentre>
{
    private static readonly Scope Governor = Scope.OfProvince(new("23"));

    [Theory]
    [InlineData("08")]
    [InlineData("11")]
    [InlineData("23")]
    public async Task Shares_make_a_whole_and_the_points_lost_make_the_way_from_a_hundred_to_the_score(string province)
    {
        var sheet = await SheetAsync(Scope.National, ShelfCentre.Final, province);
        Assert.Equal(1, sheet.Parts.Sum(p => p.Share) + sheet.OfGovernor.Sum(g => g.EffectiveWeight), 9);
        Assert.Equal(100 - sheet.Index!.Value, sheet.Parts.Sum(p => p.Points) + sheet.OfGovernor.Sum(g => g.PointsAvailable), 9);
        Assert.Equal(Math.Round((decimal)sheet.Index.Value, 2), sheet.Own.Score!.Value, 2);
        Assert.Equal(sheet.Parts.Select(p => p.Points).OrderDescending(), sheet.Parts.Select(p => p.Points));
        var table = (await home.Shelf.TableAsync(Scope.National, ShelfCentre.Final, StandingOf.Provinces, null, default))!;
        Assert.Equal(table.Rows.Single(r => r.Code == province) with { Pillars = [] }, sheet.Own with { Pillars = [] });
        Assert.Equal(ShelfCentre.Spring, sheet.Table.ComparedWith);
        Assert.NotNull(sheet.Own.Move);
    }

    [Fact]
    public async Task Every_agency_there_stands_with_the_score_of_its_part_and_a_share_of_the_countrys_mix()
    {
        var sheet = await SheetAsync(Governor, ShelfCentre.Final, "23");
        var parts = (await home.Shelf.TableAsync(Governor, ShelfCentre.Final, StandingOf.Agencies, new("23"), default))!;
        Assert.Equal(parts.Rows.ToDictionary(r => r.Code, r => (r.Score, r.Tier, r.Requests, r.Status)), sheet.Parts.ToDictionary(p => p.Code, p => (p.Score, p.Tier, p.Requests, p.Status)));
        var ranked = sheet.Parts.Where(p => p.Status == StandingStatus.Ranked).ToList();
        Assert.Equal(sheet.Standardised!.Value, ranked.Sum(p => p.Share * (double)p.Score!.Value) / (1 - sheet.GovernorShare), 0.01);

        // 1002 has 7 of some ten thousand requests of the country and weighs accordingly, however many of its requests lie here.
        Assert.Equal(7d / (1000 + '1') * ranked.Single(p => p.Code == "1001").Share, ranked.Single(p => p.Code == "1002").Share, 1e-9);
    }

    [Fact]
    public async Task A_governors_duty_without_facts_gives_its_weight_to_the_others()
    {
        var sheet = await SheetAsync(Governor, ShelfCentre.Final, "23");
        Assert.Equal(["G.1", "G.2", "G.3", "G.4"], sheet.OfGovernor.Select(g => g.Rule.Code));
        var unseen = sheet.OfGovernor[1];
        Assert.Equal((CellStatus.NotObserved, null, 0d), (unseen.Status, unseen.Score, unseen.EffectiveWeight));
        Assert.Equal(sheet.OfGovernor[0].EffectiveWeight, sheet.GovernorShare / 3, 1e-12);
        Assert.Equal(sheet.GovernorShare, sheet.OfGovernor.Sum(g => g.NominalWeight), 1e-12);
        Assert.Equal((0.75, 50d), (sheet.OfGovernor[2].Value, sheet.OfGovernor[2].Score));
        Assert.All(sheet.OfGovernor, g => Assert.NotEmpty(sheet.Definitions[g.Rule.Code].Clauses));
    }

    [Fact]
    public async Task What_was_corrected_in_a_part_shows_in_the_province()
    {
        var (before, after) = (await SheetAsync(Scope.National, ShelfCentre.Provisional, "23"), await SheetAsync(Scope.National, ShelfCentre.Final, "23"));
        Assert.NotEqual(before.Parts.Single(p => p.Code == "1005").Points, after.Parts.Single(p => p.Code == "1005").Points);
        Assert.Equal(before.Parts.Select(p => (p.Code, p.Share)).Order(), after.Parts.Select(p => (p.Code, p.Share)).Order());
    }

    [Theory]
    [InlineData("province:08")]
    [InlineData("county:2301")]
    [InlineData("agency:1005")]
    public async Task Nobody_else_sees_it(string scope)
    {
        Assert.True(Scope.TryParse(scope, null, out var stranger));
        Assert.Null(await home.Shelf.ExplainAsync(stranger, ShelfCentre.Final, new ProvinceCode("23"), default));
        Assert.Null(await home.Shelf.ExplainAsync(Governor, ShelfCentre.Draft, new ProvinceCode("23"), default));
        Assert.Null(await home.Shelf.ExplainAsync(Governor, "1405-Q9-final", new ProvinceCode("23"), default));
        Assert.NotNull(await home.Shelf.ExplainAsync(Scope.National, ShelfCentre.Draft, new ProvinceCode("23"), default));
    }

    [Fact]
    public async Task The_sheet_reads_in_Persian_and_leads_to_every_agency_in_the_same_edition()
    {
        var picture = await ProvincePicture.OfAsync(Governor, await SheetAsync(Governor, ShelfCentre.Final, "23"), home.Shelf, default);
        var html = await Screen.FaAsync<ProvinceScoreView>(("Picture", picture), ("Home", "/province/score"), ("AgencyHome", "/province/agencies/"), ("Edition", ShelfCentre.Final));
        Assert.Equal(picture.Sheet.Parts.Count, Regex.Matches(html, $"/province/agencies/([0-9]{{4}})/score\\?edition={ShelfCentre.Final}\"").Select(m => m.Groups[1].Value).Distinct().Count());
        Assert.Contains("id=\"why-moved\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"why-score\"", html, StringComparison.Ordinal);
        Assert.Contains("\"/province/register/offices?asof=2026-09-22\"", html, StringComparison.Ordinal);
        Assert.Contains("۳ از ۴", html, StringComparison.Ordinal);
        PartsTests.NoLatinDigits(Regex.Replace(html, "<bdi lang=\"en\"[^>]*>[^<]*</bdi>|دستگاه [0-9]+", ""));
    }

    private async Task<ProvinceSheet> SheetAsync(Scope scope, string edition, string province) =>
        (await home.Shelf.ExplainAsync(scope, edition, new ProvinceCode(province), default))!;
}
