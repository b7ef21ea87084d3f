using System.Text.RegularExpressions;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>The parts of the boards: what they say, from which side they are drawn, and what stays apart.</summary>
public sealed partial class PartsTests
{
    private static readonly DateTime Now = new(2026, 11, 21, 9, 35, 0, DateTimeKind.Utc);
    private static readonly JalaliPeriod Autumn = JalaliPeriod.Quarter(1405, 3);
    private static readonly KpiDefinition OnTime = new("on-time-rate", "K04", "پاسخ به‌موقع", "On-time rate", KpiUnit.Share, true, 0.9, "x / n", ["1538588/3"]);

    private static readonly StandingTable League = new(Now, Autumn, StandingOf.Provinces, "1.0.0", "", [new("G.1", "بازرسی", 25)],
        [new("A", "عالی", 90), new("B", "خوب", 75), new("C", "متوسط", 60), new("D", "ضعیف", 40), new("E", "بحرانی", 0)],
    [
        Line("06", "خوزستان", 1, 1, 2, 90.25m, "A"), Line("27", "گلستان", 2, 1, 4, 80, "B"), Line("00", "مرکزی", 2, 1, 4, 80, "B"),
        Line("11", "سیستان و بلوچستان", 4, 2, 4, 39.99m, "E", few: true),
        Line("16", "ایلام", null, null, null, null, null) with { Status = StandingStatus.InsufficientData },
    ]);

    [Fact]
    public async Task The_map_names_every_province_and_tells_no_data_from_a_value()
    {
        var values = new Dictionary<string, double?> { ["06"] = 0.86, ["11"] = 0.39, ["16"] = null };
        var html = await Screen.FaAsync<IranMap>(("Values", values), ("Title", "نقشه"), ("Href", (Func<string, string>)(code => $"/national/provinces/{code}")));
        Assert.Equal(31, Regex.Count(html, "<title>[^<]+</title>"));
        Assert.Equal(31, Regex.Count(html, "<use href=\"/map/iran-provinces.svg#p[0-9]{2}\""));
        Assert.Matches("href=\"/national/provinces/06\" class=\"prov c4 \"[^>]*>\\s*<title>خوزستان: ۸۶٫۰٪</title>", html);
        Assert.Matches("class=\"prov c1 \"[^>]*>\\s*<title>سیستان و بلوچستان: ۳۹٫۰٪</title>", html);
        Assert.Matches("class=\"prov c0 \"[^>]*>\\s*<title>ایلام: داده نرسیده</title>", html);
        Assert.Contains("مرزها تقریبی و برای نمایش آماری است", html, StringComparison.Ordinal);
        Assert.Contains("<caption", html, StringComparison.Ordinal);
        NoLatinDigits(html);
    }

    [Theory]
    [InlineData(0.3999, "c1")]
    [InlineData(0.40, "c2")]
    [InlineData(0.60, "c3")]
    [InlineData(0.75, "c4")]
    [InlineData(0.90, "c5")]
    public async Task Map_colours_have_fixed_cuts(double share, string expected)
    {
        var html = await Screen.FaAsync<IranMap>(
            ("Values", new Dictionary<string, double?> { ["07"] = share }), ("Title", "نقشه"), ("Href", (Func<string, string>)(code => "/" + code)));
        Assert.Contains($"class=\"prov {expected} \"", html, StringComparison.Ordinal);
    }

    [Fact]
    [Clause("1538588/4")]
    public async Task Nobody_is_ranked_without_the_span_of_ranks_and_ties_share_a_rank()
    {
        var html = await LeagueAsync();
        Assert.Contains("(۱–۲)", html, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(html, "<b>=۲</b>"));
        Assert.All(["۹۰٫۲۵", "۳۹٫۹۹", "بحرانی", "غیررسمی"], part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.DoesNotContain("<b>۳</b>", html, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(html, "داده کم"));
        NoLatinDigits(html);
    }

    [Fact]
    public async Task Units_without_data_stand_apart_under_their_reason_never_at_the_bottom()
    {
        var html = await LeagueAsync();
        var table = html[..html.IndexOf("</table>", StringComparison.Ordinal)];
        Assert.DoesNotContain("ایلام", table, StringComparison.Ordinal);
        Assert.Matches("بدون رتبه[\\s\\S]*داده ناکافی:</b>[\\s\\S]*ایلام", html);
    }

    [Fact]
    public async Task A_bullet_starts_at_the_right_in_Persian_and_at_the_left_in_English()
    {
        (string, object?)[] values = [("Value", 0.25), ("Target", 0.9), ("Label", "x")];
        Assert.Contains("class=\"bullet-bar\" x=\"75%\" y=\"3\" width=\"25%\"", await Screen.FaAsync<Bullet>(values), StringComparison.Ordinal);
        Assert.Contains("class=\"bullet-target\" x1=\"10%\"", await Screen.FaAsync<Bullet>(values), StringComparison.Ordinal);
        Assert.Contains("class=\"bullet-bar\" x=\"0\" y=\"3\" width=\"25%\"", await Screen.EnAsync<Bullet>(values), StringComparison.Ordinal);
        Assert.Contains("class=\"bullet-target\" x1=\"90%\"", await Screen.EnAsync<Bullet>(values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_answers_target_change_whole_and_certainty()
    {
        var row = new KpiRow("on-time-rate", "", "", "", 784, 1000, 0.784, new(0.757, 0.808), 0.9, 0.759, KpiStatus.Value);
        var html = await Screen.FaAsync<KpiCard>(("Definition", OnTime), ("Row", row), ("Period", Autumn));
        Assert.All(
            ["۷۸٫۴٪", "هدف ۹۰٪", "۲٫۵ واحد بهتر", "فصل پیش", "۷۵٫۹٪", "از ۱٬۰۰۰ درخواست", "۷۵٫۷٪ تا ۸۰٫۸٪", "بند ۳ دستورالعمل میز خدمت", "۷۸۴ از ۱٬۰۰۰"],
            part => Assert.Contains(part, html, StringComparison.Ordinal));
        NoLatinDigits(html);
    }

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task No_data_zero_and_not_applicable_are_three_different_things()
    {
        var table = new KpiTable(Now, Autumn,
        [
            Row("a", KpiStatus.NoData, null), Row("b", KpiStatus.Value, 0), Row("c", KpiStatus.NotApplicable, null), Row("d", KpiStatus.Suppressed, null),
        ]);
        var html = await Screen.FaAsync<KpiGrid>(("Table", table), ("Columns", new[] { OnTime }), ("First", "واحد"), ("Caption", "واحدها"));
        Assert.All(["داده نرسیده", "۰٫۰٪", "عدم مصداق", "کمتر از ۱۰"], word => Assert.Contains(word, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_chart_has_a_table_that_says_the_same_and_needs_no_script_to_be_read()
    {
        var html = await Screen.FaAsync<FlowChart>(("Days", new[] { new DayFlow(new(2026, 11, 21), 1234, 7) }));
        Assert.Contains("شنبه ۳۰ آبان ۱۴۰۵", html, StringComparison.Ordinal);
        Assert.Contains("۱٬۲۳۴", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_link_to_what_the_citizen_sees_with_codes_in_Latin_digits()
    {
        var line = new RequestLine("SHZ-2291", "0512345678901237", RequestState.InProgress, "خدمت", "23-0007", "اداره", Channel.InPerson, Place.Line, Now.AddDays(-9), Now.AddDays(-1), null, null);
        var html = await Screen.FaAsync<RequestTable>(
            ("Page", new RequestPage(Now, 120, 1, 50, [line])), ("Filter", RequestFilter.Overdue), ("Href", (Func<RequestFilter, int, string>)((f, p) => $"/x?{f}&{p}")));
        Assert.Contains("<a class=\"code\" dir=\"ltr\" href=\"/track/0512345678901237\">0512-3456-7890-1237</a>", html, StringComparison.Ordinal);
        Assert.Contains("گذشته از مهلت", html, StringComparison.Ordinal);
        Assert.Contains("صفحهٔ ۱ از ۳ · ۱۲۰ درخواست", html, StringComparison.Ordinal);
        NoLatinDigits(html);
    }

    /// <summary>Text between tags, without what is marked as machine text (dir=ltr, code, scripts of SVG).</summary>
    internal static void NoLatinDigits(string html)
    {
        var text = Tag().Replace(Ltr().Replace(html, " "), "\n");
        Assert.DoesNotMatch("[0-9]", text);
    }

    private static Task<string> LeagueAsync() => Screen.FaAsync<LeagueTable>(
        ("Table", League), ("Href", (Func<Standing, string>)(s => "/" + s.Code)), ("Caption", "رتبه"), ("WithPillars", true));

    private static Standing Line(string code, string name, int? rank, int? low, int? high, decimal? score, string? tier, bool few = false) => new(
        code, name, name, StandingStatus.Ranked, rank, low, high, null, null, null, null, 0, score, score is { } s ? new((double)s - 2, (double)s + 2) : null, tier, [null], 120, 0.72, few);

    private static KpiRow Row(string key, KpiStatus status, double? value) => new("on-time-rate", key, "واحد " + key, key, value is null ? null : 0, value is null ? null : 20, value, null, 0.9, null, status);

    [GeneratedRegex("""<(\w+)[^>]*\bdir="ltr"[^>]*>[\s\S]*?</\1>""")]
    private static partial Regex Ltr();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
