using System.Numerics;

namespace MizKhedmat.Scoring;

/// <summary>
/// Sobol's low-discrepancy points with the direction numbers of Joe and Kuo (2008, SIAM J. Sci. Comput. 30:2635), up to 21
/// dimensions, each point in the middle of its 2⁻³² cell: never 0, never 1. Deterministic.
/// </summary>
public sealed class SobolSequence
{
    /// <summary>Dimensions for which direction numbers are kept.</summary>
    public const int MostDimensions = 21;

    private const int Bits = 32;

    /// <summary>From the second dimension on: the polynomial's inner coefficients, then the first direction numbers.</summary>
    private static readonly uint[][] Primitive =
    [
        [0, 1], [1, 1, 3], [1, 1, 3, 1], [2, 1, 1, 1], [1, 1, 1, 3, 3], [4, 1, 3, 5, 13], [2, 1, 1, 5, 5, 17], [4, 1, 1, 5, 5, 5],
        [7, 1, 1, 7, 11, 19], [11, 1, 1, 5, 1, 1], [13, 1, 1, 1, 3, 11], [14, 1, 3, 5, 5, 31], [1, 1, 3, 3, 9, 7, 49],
        [13, 1, 1, 1, 15, 21, 21], [16, 1, 3, 1, 13, 27, 49], [19, 1, 1, 1, 15, 7, 5], [22, 1, 3, 1, 15, 13, 25],
        [25, 1, 1, 5, 5, 19, 61], [1, 1, 3, 7, 11, 23, 15, 103], [4, 1, 3, 7, 13, 13, 15, 69],
    ];

    private readonly uint[][] directions;
    private readonly uint[] current;
    private uint drawn;

    /// <exception cref="ArgumentOutOfRangeException">Not between 1 and 21 dimensions.</exception>
    public SobolSequence(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MostDimensions);
        current = new uint[dimensions];
        directions = new uint[dimensions][];
        for (var i = 0; i < dimensions; i++)
        {
            directions[i] = Directions(i);
        }
    }

    /// <summary>Fills <paramref name="point"/>, one figure for each dimension, inside (0, 1).</summary>
    public void Next(Span<double> point)
    {
        Require.SameCount(current.Length, point.Length, nameof(point));
        var flip = BitOperations.TrailingZeroCount(~drawn++);
        for (var i = 0; i < current.Length; i++)
        {
            point[i] = (current[i] + 0.5) / 4294967296.0;
            current[i] ^= flip < Bits ? directions[i][flip] : 0;
        }
    }

    private static uint[] Directions(int dimension)
    {
        var numbers = new uint[Bits];
        var primitive = dimension == 0 ? [] : Primitive[dimension - 1];
        var degree = primitive.Length - 1;
        for (var bit = 0; bit < Bits; bit++)
        {
            if (dimension == 0)
            {
                numbers[bit] = 1u << (Bits - 1 - bit);
            }
            else if (bit < degree)
            {
                numbers[bit] = primitive[bit + 1] << (Bits - 1 - bit);
            }
            else
            {
                var number = numbers[bit - degree] ^ (numbers[bit - degree] >> degree);
                for (var k = 1; k < degree; k++)
                {
                    number ^= ((primitive[0] >> (degree - 1 - k)) & 1) * numbers[bit - k];
                }

                numbers[bit] = number;
            }
        }

        return numbers;
    }
}
