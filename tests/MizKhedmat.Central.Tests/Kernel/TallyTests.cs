using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>Shares are kept as counts, so that provinces add up to the nation.</summary>
public sealed class TallyTests
{
    [Fact]
    public void Nothing_counted_is_unknown_and_not_zero()
    {
        Assert.Null(new Tally(0, 0).Share);
        Assert.Equal(0, new Tally(0, 3).Share);
    }

    [Fact]
    public void Two_tallies_add_their_counts_and_not_their_percentages() =>
        Assert.Equal(0.75, (new Tally(1, 2) + new Tally(8, 10)).Share);
}
