using System.Text.Json;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.Dashboards.Method;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Score;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>The parts that explain: they sum, and say the same without colour and without sight.</summary>
public sealed class ScorePartsTests
{
    private static readonly IndexMethod Method = IndexMethod.Parse(JsonDocument.Parse(SourceTree.Text("seed-data/methodology-1.0.0.json")).RootElement);

    [Fact]
    public void The_points_that_are_lost_sum_exactly_to_what_is_missing_up_to_100()
    {
        var facts = new IndexFacts(Method, [("1001", "g"), ("1002", "g")]);
        for (var unit = 0; unit < 2; unit++)
        {
            for (var i = 0; i < Method.Indicators.Count; i++)
            {
                facts[unit, i] = i % 5 == 4 ? Cell.NotObserved : Method.Indicators[i].Estimator switch
                {
                    Estimator.ExactMean => Cell.Mean(0.2 + (0.02 * i)),
                    Estimator.ValueSe => Cell.Estimate(1.1, 0.1),
                    Estimator.NormalNormal => Cell.Sample(Method.Indicators[i].Code == "P5.1" ? 3.4 : 1.4, 0.01),
                    _ => Cell.Ratio(10 + i + unit, 60),
                };
            }
        }

        var run = new IndexRun(Method, facts);
        var own = new Standing("1001", "", "", StandingStatus.Ranked, 1, 1, 2, null, null, null, null, 0, run.PublishedOf(0), null, null, [], 0, 1, false);
        var table = new StandingTable(default, JalaliPeriod.Quarter(1405, 2), StandingOf.Agencies, "1.0.0", "", [], [], [own]);
        var sheet = new ScoreSheet(default, table.Period, table, own, run.Index[0], 0, run.IndicatorsOf(0), [], new Dictionary<string, CellDefinition>());
        var losses = ScoreLosses.Of(sheet, Method.IndexAggregate);
        Assert.Equal(100 - run.Index[0], losses.Sum(l => l.Points), 9);
        Assert.All(losses, l => Assert.True(l.Points > 0));

        // The geometric mean charges the weakest pillar most: more than its plain share.
        var weakest = run.PillarsOf(0).ToArray().Select((p, i) => (Score: p, Pillar: i)).Where(p => !double.IsNaN(p.Score)).MinBy(p => p.Score).Pillar;
        var plain = ScoreLosses.Of(sheet, Method.PillarAggregate);
        Assert.Equal(100 - run.Index[0], plain.Sum(l => l.Points), 9);
        Assert.True(losses.Where(l => l.Row.Rule.Pillar == weakest).Sum(l => l.Points) > plain.Where(l => l.Row.Rule.Pillar == weakest).Sum(l => l.Points));
    }

    /// <summary>Of a period that is over the register is shown as it was then; what is counted by requests leads to them.</summary>
    [Theory]
    [InlineData("P1.1", "/agency/score", "/agency", "/agency/services?asof=2026-09-22")]
    [InlineData("P1.4", "/national/agencies/1001/score?province=23", "/national/agencies/1001?province=23", "/national/register/desks?agency=1001&asof=2026-09-22")]
    [InlineData("P3.1", "/national/agencies/1001/score?province=23", "/national/agencies/1001?province=23", "/national/agencies/1001?province=23&period=1405-Q2&filter=late#requests")]
    [InlineData("P3.3", "/province/agencies/1001/score", "/province/agencies/1001", "/province/agencies/1001?period=1405-Q2&filter=all#requests")]
    [InlineData("P6.4", "/agency/score", "/agency", "/agency/api")]
    [InlineData("P6.4", "/national/agencies/1001/score", "/national/agencies/1001", null)]
    [InlineData("P6.3", "/agency/score", "/agency", null)]
    public void A_number_leads_to_its_facts_at_the_end_of_its_period(string indicator, string home, string up, string? href)
    {
        var own = new Standing("1001", "", "", StandingStatus.Ranked, 1, 1, 2, null, null, null, null, 0, 50, null, null, [], 0, 1, false);
        var table = new StandingTable(new(2026, 10, 8), JalaliPeriod.Quarter(1405, 2), StandingOf.Agencies, "1.0.0", "", [], [], [own]);
        Assert.Equal(href, ScoreFacts.Of(new(table.AsOf, table.Period, table, own, 50, 0, [], [], new Dictionary<string, CellDefinition>()), indicator, home, up));
    }

    [Fact]
    public async Task Why_a_rank_moved_is_told_in_words_and_its_parts_sum_to_the_move()
    {
        var html = await Screen.FaAsync<WhyMoved>(("Move", new StandingMove(-2, -2.9, 1.1, -0.2, 0)), ("Since", "بهار"));
        Assert.Contains("۲ پله بالاتر", html, StringComparison.Ordinal);
        Assert.Contains("عملکرد خود \u200E−۲٫۹", html, StringComparison.Ordinal);
        Assert.Contains("+۱٫۱", html, StringComparison.Ordinal);
        Assert.Equal(4, Regex.Count(html, "<rect"));
        PartsTests.NoLatinDigits(html);
        Assert.Contains("up 2", await Screen.EnAsync<WhyMoved>(("Move", new StandingMove(-2, -2.9, 1.1, -0.2, 0)), ("Since", "spring")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_has_an_arrow_and_words_and_says_when_chance_alone_could_be_it()
    {
        Assert.Contains("در بازهٔ عدم قطعیت", await Screen.FaAsync<Moved>(("Places", 3), ("IsWithinChance", true)), StringComparison.Ordinal);
        Assert.Contains("۳ پله پایین‌تر", await Screen.FaAsync<Moved>(("Places", 3)), StringComparison.Ordinal);
        Assert.Contains("بی‌تغییر", await Screen.FaAsync<Moved>(("Places", 0)), StringComparison.Ordinal);
        Assert.Contains("<svg", await Screen.EnAsync<Moved>(("Places", -1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trend_keeps_its_gaps_and_is_told_in_words()
    {
        var html = await Screen.FaAsync<Sparkline>(("Values", (double?[])[60, 62.5, null, 70, 71]));
        Assert.Equal(2, Regex.Count(html, "<polyline"));
        Assert.Contains("امتیاز در ۴ ویرایش: از ۶۰٫۰ به ۷۱٫۰", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg", await Screen.FaAsync<Sparkline>(("Values", (double?[])[null, 60])), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_documents_differ_where_a_member_differs_whatever_the_order_of_their_lists()
    {
        var (a, b) = (Json("""{"version":"1","pillars":[{"code":"P1","weight":15.0},{"code":"P2","weight":20}]}"""), Json("""{"version":"2","pillars":[{"code":"P2","weight":25},{"code":"P1","weight":15}]}"""));
        Assert.Equal([new("pillars/P2/weight", "20", "25"), new("version", "1", "2")], MethodDiff.Compare(a, b));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
