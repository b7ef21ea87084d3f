using System.Text.Json;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>Kinds of agency by yearly volume; what is too small goes together with the next band (SCORING.md 11).</summary>
public sealed class PeerGroupsTests
{
    private static readonly PeerRule Rules = Read();

    [Fact]
    public void A_band_that_is_large_enough_is_a_group_of_its_own_kind()
    {
        var groups = Of([.. Units(AgencyKind.Ministry, "m", 5, 1_000_000), .. Units(AgencyKind.Ministry, "n", 6, 999_999), .. Units(AgencyKind.Institution, "i", 5, 2_000_000)]);
        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal("ministry/A", groups[$"m{i}"]));
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal("ministry/B", groups[$"n{i}"]));
        Assert.Equal("national-organisation/A", groups["i0"]);
    }

    [Fact]
    public void A_small_band_is_merged_with_the_next_and_what_is_left_with_the_one_above()
    {
        var groups = Of(
            [.. Units(AgencyKind.University, "a", 2, 3_000_000), .. Units(AgencyKind.University, "b", 4, 60_000), .. Units(AgencyKind.University, "c", 7, 2_000), .. Units(AgencyKind.University, "d", 4, 1_999)]);
        Assert.Equal(("university/A-B", "university/A-B", "university/C-D", "university/C-D"), (groups["a0"], groups["b3"], groups["c6"], groups["d0"]));
    }

    [Fact]
    public void An_empty_band_between_two_small_ones_parts_nothing()
    {
        var groups = Of([.. Units(AgencyKind.Bank, "a", 3, 1_000_000), .. Units(AgencyKind.Bank, "c", 2, 5_000)]);
        Assert.Equal(["bank-insurance/A-C"], groups.Values.Distinct());
    }

    [Fact]
    public void A_kind_that_is_too_small_altogether_stays_one_group()
    {
        var groups = Of([.. Units(AgencyKind.Post, "p", 1, 9_000_000), .. Units(AgencyKind.StateCompany, "c", 2, 0)]);
        Assert.Equal(["state-company/A-D"], groups.Values.Distinct());
        Assert.Empty(Of([]));
    }

    [Fact]
    public void The_order_of_units_changes_no_group_and_every_type_of_agency_has_one()
    {
        var units = Enum.GetValues<AgencyKind>().SelectMany((kind, k) => Units(kind, $"{kind}-", 3 + (k % 4), 10L << (3 * (k % 6)))).ToList();
        var groups = Of(units);
        Assert.Equal(units.Count, groups.Count);
        Assert.Equal(groups.OrderBy(g => g.Key), Of(Enumerable.Reverse(units)).OrderBy(g => g.Key));
        Assert.All(groups.GroupBy(g => g.Value), g => Assert.True(g.Count() >= 5 || units.Count(u => groups[u.Code].Split('/')[0] == g.Key.Split('/')[0]) == g.Count(), g.Key));
    }

    private static IReadOnlyDictionary<string, string> Of(IEnumerable<(string Unit, string Type, double Requests)> units) => PeerGroups.Assign(Rules, units);

    private static IEnumerable<(string Code, string Type, double Requests)> Units(AgencyKind kind, string prefix, int count, long requests) =>
        Enumerable.Range(0, count).Select(i => (prefix + i, CellUnit.TypeCode(kind), (double)requests));

    private static PeerRule Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(House.SourceTree.Root, "seed-data", "methodology-1.0.0.json")));
        return IndexMethod.Parse(document.RootElement).Peers!;
    }
}
