using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>Check digits: a typo in a number read out over the telephone is told as a typo.</summary>
public sealed class IdsTests
{
    [Fact]
    public void The_check_digit_of_572_is_4()
    {
        Assert.Equal('4', Damm.CheckDigit("572"));
        Assert.True(Damm.IsValid("5724"));
    }

    [Fact]
    [Clause("386059/4-6c")]
    public void Every_single_wrong_digit_of_a_tracking_id_is_found() => Prop.ForAll(Ids(), id =>
        Enumerable.Range(0, id.Length).All(place => Enumerable.Range(0, 10).Where(digit => id[place] != '0' + digit)
            .All(digit => !Damm.IsValid($"{id[..place]}{digit}{id[(place + 1)..]}")))).QuickCheckThrowOnFailure();

    [Fact]
    [Clause("386059/4-6c")]
    public void Every_swap_of_neighbours_in_a_tracking_id_is_found() => Prop.ForAll(Ids(), id =>
        Enumerable.Range(0, id.Length - 1).Where(place => id[place] != id[place + 1])
            .All(place => !Damm.IsValid($"{id[..place]}{id[place + 1]}{id[place]}{id[(place + 2)..]}"))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("57a4")]
    [InlineData("۵۷۲۴")]
    [InlineData("5724 ")]
    [InlineData("-724")]
    public void What_is_no_row_of_digits_has_no_valid_check_digit(string text) => Assert.False(Damm.IsValid(text));

    [Fact]
    public void National_id_0499370899_is_valid() => Assert.True(IranianIds.IsNationalId("0499370899"));

    [Theory]
    [InlineData("0499370898")]
    [InlineData("0493970899")]
    [InlineData("499370899")]
    [InlineData("04993708990")]
    [InlineData("۰۴۹۹۳۷۰۸۹۹")]
    [InlineData("")]
    [InlineData(null)]
    public void A_wrong_national_id_is_refused(string? id) => Assert.False(IranianIds.IsNationalId(id));

    [Fact]
    public void Ten_equal_digits_are_nobody() =>
        Assert.All(Enumerable.Range(0, 10), digit => Assert.False(IranianIds.IsNationalId(new string((char)('0' + digit), 10))));

    [Fact]
    public void Exactly_one_check_digit_fits_nine_digits() => Prop.ForAll(Gen.Choose(0, 999_999_999).ToArbitrary(), number =>
    {
        var nine = number.ToString("000000000", CultureInfo.InvariantCulture);
        var fitting = Enumerable.Range(0, 10).Count(digit => IranianIds.IsNationalId($"{nine}{digit}"));
        return fitting == (nine.Distinct().Count() == 1 ? 0 : 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Legal_entity_id_10380284790_is_valid() => Assert.True(IranianIds.IsLegalEntityId("10380284790"));

    [Theory]
    [InlineData("10380284791")]
    [InlineData("10380824790")]
    [InlineData("1038028479")]
    [InlineData("10300000090")]
    [InlineData("۱۰۳۸۰۲۸۴۷۹۰")]
    [InlineData(null)]
    public void A_wrong_legal_entity_id_is_refused(string? id) => Assert.False(IranianIds.IsLegalEntityId(id));

    [Theory]
    [InlineData("09123456789", true)]
    [InlineData("9123456789", false)]
    [InlineData("+989123456789", false)]
    [InlineData("08123456789", false)]
    [InlineData("۰۹۱۲۳۴۵۶۷۸۹", false)]
    [InlineData(null, false)]
    public void A_mobile_number_has_eleven_digits_and_begins_with_09(string? number, bool valid) => Assert.Equal(valid, IranianIds.IsMobile(number));

    private static Arbitrary<string> Ids() => (
        from digits in Gen.ArrayOf(Gen.Choose(0, 9), 15)
        let text = string.Concat(digits)
        select text + Damm.CheckDigit(text)).ToArbitrary();
}
