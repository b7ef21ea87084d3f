using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>How far a caller may see, and no further.</summary>
public sealed class ScopeTests
{
    private static readonly string[] All =
    [
        "national", "province:23", "province:07", "county:2301", "county:2302", "county:0701", "agency:1001", "agency:1002",
        "office:1001/23-0007", "office:1001/07-0001", "office:1002/23-0007",
    ];

    [Theory]
    [InlineData("national", "national province:23 province:07 county:2301 county:2302 county:0701 agency:1001 agency:1002 office:1001/23-0007 office:1001/07-0001 office:1002/23-0007")]
    [InlineData("province:23", "province:23 county:2301 county:2302 office:1001/23-0007 office:1002/23-0007")]
    [InlineData("province:07", "province:07 county:0701 office:1001/07-0001")]
    [InlineData("county:2301", "county:2301")]
    [InlineData("agency:1001", "agency:1001 office:1001/23-0007 office:1001/07-0001")]
    [InlineData("office:1001/23-0007", "office:1001/23-0007")]
    public void A_scope_covers_what_lies_inside_it_and_nothing_else(string scope, string covered) => Assert.Equal(
        covered.Split(' '), All.Where(other => Scope.Parse(scope, null).Covers(Scope.Parse(other, null))));

    [Fact]
    public void A_scope_covers_itself_and_no_two_cover_each_other()
    {
        var scopes = All.Select(text => Scope.Parse(text, null)).ToList();
        Assert.All(scopes, scope => Assert.True(scope.Covers(scope)));
        Assert.All(scopes, one => Assert.All(scopes.Where(other => other != one), other => Assert.False(one.Covers(other) && other.Covers(one))));
        Assert.All(scopes, a => Assert.All(scopes.Where(a.Covers), b => Assert.All(scopes.Where(b.Covers), c => Assert.True(a.Covers(c)))));
    }

    [Theory]
    [InlineData("national", "23", "1001", true)]
    [InlineData("province:23", "23", "1001", true)]
    [InlineData("province:23", "07", "1001", false)]
    [InlineData("county:2301", "07", "1001", false)]
    [InlineData("agency:1001", "23", "1001", true)]
    [InlineData("agency:1001", "23", "1002", false)]
    [InlineData("office:1001/23-0007", "23", "1001", true)]
    [InlineData("office:1001/23-0007", "07", "1001", false)]
    [InlineData("office:1001/23-0007", "23", "1002", false)]
    public void A_change_wakes_only_those_who_may_see_it(string scope, string province, string agency, bool wakes) =>
        Assert.Equal(wakes, Scope.Parse(scope, null).Covers(new ProvinceCode(province), new AgencyCode(agency)));

    [Fact]
    public void A_scope_reads_back_as_it_is_written() => Assert.All(All, text =>
    {
        var scope = Scope.Parse(text, null);
        Assert.Equal(text, scope.ToString());
        Assert.Equal(scope, Scope.Parse(scope.ToString(), null));
    });

    [Theory]
    [InlineData("")]
    [InlineData("National")]
    [InlineData("national ")]
    [InlineData("national:")]
    [InlineData("province:2")]
    [InlineData("province:231")]
    [InlineData("province:۲۳")]
    [InlineData("province:23:07")]
    [InlineData("province: 23")]
    [InlineData("county:23")]
    [InlineData("agency:abcd")]
    [InlineData("office:1001")]
    [InlineData("office:1001/")]
    [InlineData("office:1001/23")]
    [InlineData("office:1001/23-")]
    [InlineData("office:1001/2-0007")]
    [InlineData("office:1001/23-00/07")]
    [InlineData("office:1001/23-00 07")]
    [InlineData("office:1001/23-۰۰۰۷")]
    [InlineData("office:1001/23-000700070007000700070")]
    [InlineData("ministry:1")]
    [InlineData(null)]
    public void Whatever_else_is_written_is_no_scope(string? text)
    {
        Assert.False(Scope.TryParse(text, null, out var scope));
        Assert.Null(scope);
    }

    [Theory]
    [InlineData("00", true)]
    [InlineData("30", true)]
    [InlineData("3", false)]
    [InlineData("۲۳", false)]
    [InlineData("2a", false)]
    public void A_province_code_has_two_ASCII_digits(string text, bool valid) => Assert.Equal(valid, ProvinceCode.TryParse(text, null, out _));

    [Fact]
    public void A_county_lies_in_the_province_of_its_first_two_digits() => Assert.Equal(new ProvinceCode("23"), new CountyCode("2301").Province);
}
