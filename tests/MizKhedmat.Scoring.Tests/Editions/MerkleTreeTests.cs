using System.Text;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Editions;

/// <summary>The tree of RFC 6962: its well-known roots, and proofs that hold for one row at one place only.</summary>
public sealed class MerkleTreeTests
{
    /// <summary>The eight leaves of the reference implementation of RFC 6962.</summary>
    private static readonly byte[][] Rows =
    [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        [.. Enumerable.Range(0x60, 16).Select(i => (byte)i)],
    ];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_are_those_of_the_rfc(int rows, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(Tree(rows).Root));

    [Fact]
    public void A_proof_holds_for_its_row_its_place_and_its_tree_only()
    {
        for (var count = 1; count <= 20; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(i => MerkleTree.Leaf(Encoding.UTF8.GetBytes($"row {i}"))).ToList();
            var tree = new MerkleTree(leaves);
            for (var place = 0; place < count; place++)
            {
                var proof = tree.Proof(place);
                Assert.True(MerkleTree.Verify(tree.Root, count, place, leaves[place], proof));
                Assert.False(MerkleTree.Verify(tree.Root, count, place, MerkleTree.Leaf([1]), proof));
                Assert.False(MerkleTree.Verify(MerkleTree.Leaf([1]), count, place, leaves[place], proof));
                Assert.False(MerkleTree.Verify(tree.Root, count, place, leaves[place], [.. proof, tree.Root]));
                Assert.False(proof.Count > 0 && MerkleTree.Verify(tree.Root, count, place, leaves[place], [.. proof.Skip(1)]));
                for (var other = 0; other < count; other++)
                {
                    Assert.Equal(other == place, MerkleTree.Verify(tree.Root, count, other, leaves[place], proof));
                }
            }
        }
    }

    /// <summary>Audit paths as RFC 6962 section 2.1.3 draws them: third row of five, seventh of eight.</summary>
    [Fact]
    public void Proofs_hold_the_nodes_beside_the_way_up()
    {
        Assert.Equal(
            [Leaf(3), Node(0, 1), Leaf(4)],
            Tree(5).Proof(2).Select(Convert.ToHexStringLower));
        Assert.Equal([Leaf(7), Node(4, 5), Convert.ToHexStringLower(Tree(4).Root)], Tree(8).Proof(6).Select(Convert.ToHexStringLower));

        static string Leaf(int row) => Convert.ToHexStringLower(MerkleTree.Leaf(Rows[row]));
        static string Node(int a, int b) => Convert.ToHexStringLower(new MerkleTree([MerkleTree.Leaf(Rows[a]), MerkleTree.Leaf(Rows[b])]).Root);
    }

    [Fact]
    public void What_is_no_proof_is_refused_and_never_a_crash()
    {
        var tree = Tree(5);
        Assert.False(MerkleTree.Verify(tree.Root, 5, -1, tree.Root, []));
        Assert.False(MerkleTree.Verify(tree.Root, 5, 5, tree.Root, []));
        Assert.False(MerkleTree.Verify(tree.Root, 0, 0, tree.Root, []));
        Assert.False(MerkleTree.Verify([], 5, 1, [], [[], [1]]));
        Assert.False(MerkleTree.Verify(tree.Root, int.MaxValue, 7, MerkleTree.Leaf([]), [new byte[3]]));

        // A node of the tree is no row of it: rows and nodes are hashed apart.
        Assert.False(MerkleTree.Verify(Tree(8).Root, 4, 0, Convert.FromHexString("00"), []));
        Assert.NotEqual(MerkleTree.Leaf([.. MerkleTree.Leaf([]), .. MerkleTree.Leaf([0])]), Tree(2).Root);
    }

    private static MerkleTree Tree(int rows) => new(Rows.Take(rows).Select(row => MerkleTree.Leaf(row)));
}
