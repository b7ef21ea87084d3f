using MizKhedmat.Central.Host.Demo;
using Xunit;

namespace MizKhedmat.Central.Tests.Demo;

public sealed class DemoRandomTests
{
    [Fact]
    public void The_sequence_is_that_of_xoshiro256_starstar_seeded_by_splitmix64()
    {
        var random = new DemoRandom(0);
        Assert.Equal([0x99EC5F36CB75F2B4UL, 0xBF6E1F784956452AUL, 0x1A5F849D4933E6E0UL], [random.Next(), random.Next(), random.Next()]);
    }

    [Fact]
    public void A_fork_does_not_depend_on_what_was_drawn_before()
    {
        var fresh = new DemoRandom(7).Fork("a").Next();
        var used = new DemoRandom(7);
        used.Next();
        Assert.Equal(fresh, used.Fork("a").Next());
        Assert.NotEqual(fresh, used.Fork("b").Next());
    }

    [Fact]
    public void A_weighted_draw_never_takes_what_weighs_nothing()
    {
        var random = new DemoRandom(1);
        var draw = new WeightedDraw([0, 3, 0, 1]);
        var counts = Enumerable.Range(0, 4000).Select(_ => draw.Draw(random)).CountBy(i => i).ToDictionary();
        Assert.Equal([1, 3], counts.Keys.Order());
        Assert.InRange(counts[1], 2850, 3150);
    }
}
