using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>Equal published scores share a rank; the order inside a tie is no rank.</summary>
public sealed class TieTests
{
    private static readonly IndexPriors Frozen = Sample.Priors();

    [Fact]
    public void Units_that_differ_behind_the_published_decimals_share_a_rank_and_their_bands_hold_it()
    {
        var facts = new IndexFacts(Sample.Method, [("a", "g"), ("b", "g"), ("c", "g")]);
        for (var unit = 0; unit < 3; unit++)
        {
            facts[unit, 0] = Cell.Ratio(400_000 + (unit == 2 ? 500_000 : unit), 1_000_000);
        }

        var run = new IndexRun(Sample.Method, facts, Frozen);
        Assert.Equal([2, 2, 1], Enumerable.Range(0, 3).Select(u => run.RankOf(u)!.Value));
        Assert.True(run.Index[1] > run.Index[0]);
        Assert.All(new[] { RankBands.Joint(run), RankBands.JointAmongPeers(run) }, bands => Assert.Equal([(2, 3), (2, 2), (1, 1)], bands.Select(b => b!.Value)));
    }

    [Fact]
    public void A_tie_is_listed_by_the_named_pillar_and_then_by_code_without_another_rank()
    {
        var document = Sample.Copy();
        document["ranking"]!["round_decimals"] = 0;
        var method = IndexMethod.Parse(Sample.Element(document));
        var facts = Sample.Facts(5, 200, 1, 0, method);
        var run = new IndexRun(method, facts, Frozen);
        var p3 = method.Pillars.ToList().FindIndex(p => p.Code == "P3");
        var ties = 0;
        foreach (var (a, b) in run.Listed.Zip(run.Listed.Skip(1)))
        {
            if (run.RankOf(a) == run.RankOf(b))
            {
                ties++;
                Assert.Equal(run.PublishedOf(a), run.PublishedOf(b));
                Assert.True(run.PillarsOf(a)[p3] >= run.PillarsOf(b)[p3]);
            }
            else
            {
                Assert.True(run.PublishedOf(a) > run.PublishedOf(b));
            }
        }

        Assert.True(ties > 50);
    }
}
