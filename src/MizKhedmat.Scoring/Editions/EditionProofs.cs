using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>Follows the proofs of a share to the roots in its manifest.</summary>
internal static class EditionProofs
{
    public static IEnumerable<EditionFinding> Of(JsonElement share)
    {
        var manifest = share.GetProperty("manifest");
        var (facts, results) = (share.GetProperty("facts"), share.GetProperty("results"));
        var leaves = new List<(string Path, JsonElement Leaf, string Tree)> { ("/unit", share.GetProperty("unit"), "units"), ("/facts/agency", facts.GetProperty("agency"), "facts") };
        leaves.AddRange(facts.GetProperty("cells").EnumerateArray().Select((leaf, i) => ($"/facts/cells/{i}", leaf, "facts")));
        leaves.AddRange(new[] { "head", "list", "peers", "agency" }.Select(name => ($"/results/{name}", results.GetProperty(name), "result")));
        foreach (var list in new[] { "cells", "provinces" })
        {
            leaves.AddRange(results.GetProperty(list).EnumerateArray().Select((leaf, i) => ($"/results/{list}/{i}", leaf, "result")));
        }

        // The head stands first among the rows of the results: another row cannot take its place.
        return leaves.Where(l => !Holds(manifest, l.Leaf, l.Tree) || (l.Path == "/results/head") != (l.Tree == "result" && l.Leaf.GetProperty("place").GetInt32() == 0)).Select(l => new EditionFinding(
            "proof-fails", $"{l.Path}/proof", "", null, null,
            "این سطر با ریشهٔ ویرایش نمی‌خواند: سطر یا گواهش تغییر کرده است؛ فایل اصلی را از سامانه بگیرید.",
            "This row does not lead to the root of the edition: the row or its proof was changed. Take the original file from the centre."));
    }

    private static bool Holds(JsonElement manifest, JsonElement leaf, string tree) => MerkleTree.Verify(
        Bytes(manifest.GetProperty($"{tree}_hash")), manifest.GetProperty($"{tree}_rows").GetInt32(), leaf.GetProperty("place").GetInt32(), EditionTree.LeafOf(leaf.GetProperty("row")),
        [.. leaf.GetProperty("proof").EnumerateArray().Select(Bytes)]);

    /// <summary>Capital digits are another way to write the same: only the one way is taken.</summary>
    private static byte[] Bytes(JsonElement hex) => hex.GetString() is { } text && Convert.FromHexString(text) is var bytes && Convert.ToHexStringLower(bytes) == text ? bytes : [];
}
