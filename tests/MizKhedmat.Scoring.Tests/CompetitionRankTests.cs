using System.Text.Json;
using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>Standard competition ranks: two seconds, then a fourth.</summary>
public sealed class CompetitionRankTests
{
    [Fact]
    public void Ties_rank_as_in_the_reference_cases()
    {
        var reference = ReferenceCase.Read("rank-ties");
        foreach (var (values, expected) in Pairs(reference, "descending"))
        {
            Assert.Equal(expected, CompetitionRank.Descending(values));
        }

        // Ascending order is descending order of the negated values.
        foreach (var (values, expected) in Pairs(reference, "ascending"))
        {
            Assert.Equal(expected, CompetitionRank.Descending([.. values.Select(value => -value)]));
        }
    }

    [Fact]
    public void Two_that_share_the_second_place_are_followed_by_the_fourth() =>
        Assert.Equal([1, 2, 2, 4], CompetitionRank.Descending([0.9, 0.8, 0.8, 0.7]));

    [Fact]
    public void Nobody_to_rank_is_no_fault() => Assert.Empty(CompetitionRank.Descending(new List<double>()));

    private static IEnumerable<(double[] Values, int[] Ranks)> Pairs(ReferenceCase reference, string order) =>
        reference.Input.GetProperty(order).EnumerateArray().Zip(
            reference.Expected.GetProperty(order).EnumerateArray(),
            (input, expected) => (input.Deserialize<double[]>()!, expected.GetProperty("min").EnumerateArray().Select(rank => (int)rank.GetDouble()).ToArray()));
}
