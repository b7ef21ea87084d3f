using FsCheck;
using FsCheck.Fluent;

namespace MizKhedmat.Scoring.Tests;

/// <summary>Random inputs of the properties.</summary>
internal static class Drawn
{
    /// <summary>Scores 0 to 100 with many ties: quarters of a point.</summary>
    public static Gen<double> Score => Gen.Choose(0, 400).Select(quarter => quarter / 4.0);

    public static Gen<double> Weight => Gen.Choose(1, 40).Select(tenth => tenth / 10.0);

    /// <summary>Parts of wholes, some wholes zero.</summary>
    public static Gen<(double X, double N)> Share =>
        from n in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 500)))
        from x in Gen.Choose(0, n)
        select ((double)x, (double)n);

    public static Gen<double[]> Scores(int least = 1) => Many(Score, least);

    public static Gen<T[]> Many<T>(Gen<T> one, int least = 1, int most = 30) =>
        from count in Gen.Choose(least, most)
        from items in one.ArrayOf(count)
        select items;

    public static void Hold<T>(this Gen<T> drawn, Func<T, bool> property) => Prop.ForAll(drawn.ToArbitrary(), property).QuickCheckThrowOnFailure();
}
