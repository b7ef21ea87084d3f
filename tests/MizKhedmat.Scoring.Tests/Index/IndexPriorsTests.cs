using System.Text.Json.Nodes;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>Whose experience a small unit is drawn to.</summary>
public sealed class IndexPriorsTests
{
    [Fact]
    public void A_peer_group_of_eight_has_a_prior_of_its_own_and_a_smaller_one_that_of_all()
    {
        var i = Sample.Method.IndexOf("P3.1");
        var units = Enumerable.Range(0, 15).Select(u => (Unit: $"u{u:D2}", Group: u < 8 ? "eight" : "seven")).ToList();
        var facts = new IndexFacts(Sample.Method, units);
        var cells = units.Select((_, u) => (X: 50d + (5 * u) - (u % 3), N: 150d + u)).ToList();
        for (var u = 0; u < 15; u++)
        {
            facts[u, i] = Cell.Ratio(cells[u].X, cells[u].N);
        }

        var priors = IndexPriors.Estimate(Sample.Method, facts);
        var (own, all) = (BetaBinomialPrior.Estimate([.. cells.Take(8)], 2, 10000), BetaBinomialPrior.Estimate(cells, 2, 10000));
        Assert.Equal(new Prior(own.Mean, own.Strength), priors.Of("eight", "P3.1"));
        Assert.Equal(new Prior(all.Mean, all.Strength), priors.Of("seven", "P3.1"));
        Assert.Null(priors.Of("eight", "P3.4"));
        facts[7, i] = Cell.NotObserved;
        Assert.NotEqual(new Prior(own.Mean, own.Strength), IndexPriors.Estimate(Sample.Method, facts).Of("eight", "P3.1"));

        // Frozen ones stay, whatever the facts; a group that they do not know gets one.
        var frozen = IndexPriors.Read(Sample.Method, Sample.Element(JsonNode.Parse("""{"eight":{"P3.1":{"mean":0.5,"M":20}}}""")!)).CompletedFrom(Sample.Method, facts);
        Assert.Equal(new Prior(0.5, 20), frozen.Of("eight", "P3.1"));
        Assert.NotNull(frozen.Of("seven", "P3.1"));
    }
}
