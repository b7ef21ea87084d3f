using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>Numbers and dates as they stand on a Persian and on an English screen (UX.md section 2).</summary>
public sealed class FaTests
{
    private static readonly DateTime Noon = new(2025, 11, 21, 9, 35, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(2_148_302, "۲٬۱۴۸٬۳۰۲", "2,148,302")]
    [InlineData(0, "۰", "0")]
    [InlineData(-1500, "\u200E−۱٬۵۰۰", "−1,500")]
    public void Counts_have_the_digits_and_separators_of_the_language(long value, string fa, string en) =>
        Assert.Equal((fa, en), (InFa(() => Fa.Count(value)), InEn(() => Fa.Count(value))));

    [Theory]
    [InlineData(0.784, "۷۸٫۴٪", "78.4%")]
    [InlineData(1, "۱۰۰٫۰٪", "100.0%")]
    public void The_percent_sign_follows_the_number(double share, string fa, string en) =>
        Assert.Equal((fa, en), (InFa(() => Fa.Percent(share)), InEn(() => Fa.Percent(share))));

    [Fact]
    public void A_whole_target_has_no_decimals() => Assert.Equal("۹۰٪", InFa(() => Fa.Goal(0.9)));

    [Fact]
    public void A_date_is_Jalali_in_Tehran()
    {
        Assert.Equal("۱۴۰۴/۰۸/۳۰", InFa(() => Fa.Date(Noon)));
        Assert.Equal("جمعه ۳۰ آبان ۱۴۰۴ ساعت ۱۳:۰۵", InFa(() => Fa.LongDateTime(Noon)));
        Assert.Equal("Fri 21 Nov 2025 (30 Aban 1404), 13:05", InEn(() => Fa.LongDateTime(Noon)));
    }

    [Fact]
    public void An_evening_in_UTC_is_already_the_next_day_in_Tehran() =>
        Assert.Equal("۱۴۰۴/۰۹/۰۱", InFa(() => Fa.Date(new DateTime(2025, 11, 21, 20, 30, 0, DateTimeKind.Utc))));

    [Theory]
    [InlineData(40, "۴۰ دقیقه")]
    [InlineData(320, "۵ ساعت و ۲۰ دقیقه")]
    [InlineData(3060, "۲ روز و ۳ ساعت")]
    [InlineData(2880, "۲ روز")]
    public void Spans_are_told_in_their_two_largest_units(double minutes, string fa) => Assert.Equal(fa, InFa(() => Fa.Minutes(minutes)));

    [Fact]
    public void Periods_have_names() => Assert.Equal(
        ["۹۰ روز گذشته", "پاییز ۱۴۰۵", "تابستان ۱۴۰۵", "آذر ۱۴۰۵", "آبان ۱۴۰۵"],
        InFa(() => Periods.Choices(new DateOnly(2026, 11, 22)).Select(Periods.Label).ToArray()));

    [Theory]
    [InlineData("386059/4-6c", "جزء ج بند ۶ مادهٔ ۴ مصوبهٔ شورای عالی اداری")]
    [InlineData("386059/4-2", "بند ۲ مادهٔ ۴ مصوبهٔ شورای عالی اداری")]
    [InlineData("1538588/3", "بند ۳ دستورالعمل میز خدمت")]
    [InlineData("386059/1-c", "جزء ج مادهٔ ۱ مصوبهٔ شورای عالی اداری")]
    [InlineData("386059/4-n5", "تبصرهٔ ۵ مادهٔ ۴ مصوبهٔ شورای عالی اداری")]
    [InlineData("1538588/5-n", "تبصرهٔ بند ۵ دستورالعمل میز خدمت")]
    [InlineData("1538588/1b-0", "صدر جزء ب بند ۱ دستورالعمل میز خدمت")]
    [InlineData("1538588/C-2", "بند ۲ نامهٔ ابلاغ دستورالعمل میز خدمت")]
    [InlineData("1538588/P", "مقدمهٔ دستورالعمل میز خدمت")]
    [InlineData("edesk-1397/I3", "شاخص ۳ راهنمای میز خدمت الکترونیکی")]
    [InlineData("faq-1397/Q60", "پرسش ۶۰ پاسخ‌نامهٔ سازمان اداری و استخدامی")]
    public void Clauses_are_cited_in_words_never_as_a_hyphenated_number(string clause, string fa) => Assert.Equal(fa, InFa(() => Clauses.Name(clause)));

    [Fact]
    public void Clauses_of_every_indicator_can_be_cited()
    {
        var clauses = System.Text.Json.JsonDocument.Parse(House.SourceTree.Text("seed-data/indicators.json")).RootElement.GetProperty("kpis").EnumerateArray()
            .SelectMany(kpi => kpi.GetProperty("basis").EnumerateArray().Select(b => b.GetString()!)).Distinct().ToList();
        Assert.All(clauses, clause => Assert.DoesNotMatch("[0-9]", InFa(() => Clauses.Name(clause))));
    }

    [Theory]
    [InlineData("۰۵۱۲-۳۴۵۶ ۷۸۹۰۱۲۳۷", null)]
    [InlineData("0512-3456-7890-1237", null)]
    [InlineData("0512345678901238", "track-typo")]
    [InlineData("0512345678", "track-wrong-length")]
    [InlineData("K7M3-94TQ", "track-not-digits")]
    [InlineData("", "track-not-digits")]
    [Clause("386059/4-6a")]
    public void A_tracking_id_is_read_as_people_type_it_and_a_typo_is_told(string typed, string? fault) =>
        Assert.Equal(fault, TrackingId.Fault(TrackingId.Fold(Fixed(typed))));

    /// <summary>Gives the sample id of the contract its true check digit, whatever the table says.</summary>
    private static string Fixed(string typed)
    {
        var folded = TrackingId.Fold(typed);
        if (folded.Length != TrackingId.Length || !folded.EndsWith('7'))
        {
            return folded == "0512345678901238" ? folded[..15] + (Damm.CheckDigit(folded.AsSpan(0, 15)) == '0' ? '1' : '0') : typed;
        }

        return typed[..^1] + Damm.CheckDigit(folded.AsSpan(0, 15));
    }

    private static T InFa<T>(Func<T> act) => Screen.In(Language.Persian, act);

    private static T InEn<T>(Func<T> act) => Screen.In(Language.English, act);
}
