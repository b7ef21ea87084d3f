using System.Security.Cryptography;

namespace MizKhedmat.Scoring;

/// <summary>
/// The hash tree of RFC 6962 (SHA-256; 0x00 before a leaf, 0x01 before two nodes): its root seals many rows at once, and a short proof shows that
/// one row is among them without showing the others.
/// </summary>
public sealed class MerkleTree
{
    private const int HashBytes = 32;

    private readonly List<byte[][]> levels = [];

    /// <param name="leaves">Hashes by <see cref="Leaf"/>, in their order.</param>
    public MerkleTree(IEnumerable<byte[]> leaves)
    {
        levels.Add([.. leaves]);
        while (levels[^1].Length > 1)
        {
            // Pair by pair; a last one without a partner goes up as it is. This is the tree that the RFC defines by largest powers of two.
            var below = levels[^1];
            levels.Add([.. below.Chunk(2).Select(pair => pair.Length == 2 ? Node(pair[0], pair[1]) : pair[0])]);
        }
    }

    /// <summary>How many rows it seals.</summary>
    public int Count => levels[0].Length;

    /// <summary>Of no rows: the hash of nothing.</summary>
    public byte[] Root => Count == 0 ? SHA256.HashData([]) : levels[^1][0];

    /// <summary>Hash of a row.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> row)
    {
        var bytes = new byte[row.Length + 1];
        row.CopyTo(bytes.AsSpan(1));
        return SHA256.HashData(bytes);
    }

    /// <summary>The hashes beside the way from a row up to the root, the lowest first.</summary>
    public IReadOnlyList<byte[]> Proof(int place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Count);
        var proof = new List<byte[]>();
        foreach (var level in levels.SkipLast(1))
        {
            if ((place ^ 1) < level.Length)
            {
                proof.Add(level[place ^ 1]);
            }

            place >>= 1;
        }

        return proof;
    }

    /// <summary>Whether a leaf stands at a place of the tree of so many rows with this root. False for whatever is no proof.</summary>
    public static bool Verify(ReadOnlySpan<byte> root, int count, int place, ReadOnlySpan<byte> leaf, IReadOnlyList<byte[]> proof)
    {
        if (place < 0 || place >= count || leaf.Length != HashBytes)
        {
            return false;
        }

        var (at, last, hash, used) = (place, count - 1, leaf.ToArray(), 0);
        for (; last > 0; (at, last) = (at >> 1, last >> 1))
        {
            if ((at ^ 1) > last)
            {
                continue;
            }

            if (used == proof.Count || proof[used].Length != HashBytes)
            {
                return false;
            }

            var beside = proof[used++];
            hash = (at & 1) == 0 ? Node(hash, beside) : Node(beside, hash);
        }

        return used == proof.Count && root.SequenceEqual(hash);
    }

    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * HashBytes)];
        bytes[0] = 1;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + HashBytes)..]);
        return SHA256.HashData(bytes);
    }
}
