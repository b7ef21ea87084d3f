using System.Text.Json;
using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>The interval that stands beside every share, against R and against Newcombe's published table.</summary>
public sealed class WilsonTests
{
    private const double Z998 = 3.090232306167813;

    [Fact]
    public void The_interval_is_that_of_R()
    {
        var reference = ReferenceCase.Read("wilson-r");
        foreach (var (row, expected) in Rows(reference.Input).Zip(Rows(reference.Expected)))
        {
            var (x, n) = (row.GetProperty("x").GetInt64(), row.GetProperty("n").GetInt64());
            var ordinary = Wilson.Interval(x, n);
            var wide = Wilson.Interval(x, n, Z998);
            AssertNear(reference, expected, "lo95", ordinary.Lo);
            AssertNear(reference, expected, "hi95", ordinary.Hi);
            AssertNear(reference, expected, "lo998", wide.Lo);
            AssertNear(reference, expected, "hi998", wide.Hi);
        }
    }

    [Fact]
    public void The_interval_is_that_of_Newcombe_1998_table_I()
    {
        var reference = ReferenceCase.Read("wilson-newcombe");
        var expected = reference.Expected.GetProperty("wilson").EnumerateArray().ToList();
        var rows = Rows(reference.Input).ToList();
        Assert.Equal(rows.Count, expected.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var (lo, hi) = Wilson.Interval(rows[i].GetProperty("x").GetInt64(), rows[i].GetProperty("n").GetInt64());
            Assert.True(reference.Accepts(expected[i][0].GetDouble(), lo) && reference.Accepts(expected[i][1].GetDouble(), hi), $"row {i}: {lo}–{hi}");
        }
    }

    [Fact]
    public void The_interval_holds_the_share_and_stays_inside_zero_and_one()
    {
        for (var n = 1; n <= 60; n++)
        {
            for (var x = 0; x <= n; x++)
            {
                var (lo, hi) = Wilson.Interval(x, n);
                Assert.InRange((double)x / n, lo, hi);
                Assert.True(lo >= 0 && hi <= 1 && lo < hi, $"{x} of {n}: {lo}–{hi}");
                var (mirrorLo, mirrorHi) = Wilson.Interval(n - x, n);
                Assert.Equal(lo, 1 - mirrorHi, 12);
                Assert.Equal(hi, 1 - mirrorLo, 12);
            }
        }
    }

    [Fact]
    public void Ten_times_the_cases_give_a_narrower_interval()
    {
        var few = Wilson.Interval(8, 10);
        var many = Wilson.Interval(80, 100);
        Assert.True(many.Hi - many.Lo < few.Hi - few.Lo);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 4)]
    [InlineData(5, 4)]
    public void Counts_that_are_no_share_are_refused(long part, long whole) =>
        Assert.ThrowsAny<ArgumentException>(() => Wilson.Interval(part, whole));

    private static IEnumerable<JsonElement> Rows(JsonElement holder) => holder.GetProperty("rows").EnumerateArray();

    private static void AssertNear(ReferenceCase reference, JsonElement row, string name, double actual) =>
        Assert.True(reference.Accepts(row.GetProperty(name).GetDouble(), actual), $"{row} {name}: {actual}");
}
