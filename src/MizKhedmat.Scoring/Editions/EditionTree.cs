using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>A part of an edition as a Merkle tree over the canonical bytes of its rows: a head first, then list by list in the order of the document.</summary>
internal sealed class EditionTree
{
    private readonly MerkleTree tree;
    private readonly IReadOnlyList<JsonElement> rows;
    private readonly Dictionary<string, int> firsts = new(StringComparer.Ordinal);

    /// <param name="head">Members that belong to no row.</param>
    private EditionTree(JsonElement part, string[] head, string[] lists)
    {
        var all = new List<JsonElement>();
        if (head.Length > 0)
        {
            all.Add(EditionJson.Json(writer =>
            {
                writer.WriteStartObject();
                foreach (var name in head.Where(name => part.TryGetProperty(name, out _)))
                {
                    writer.WritePropertyName(name);
                    part.GetProperty(name).WriteTo(writer);
                }

                writer.WriteEndObject();
            }));
        }

        foreach (var list in lists)
        {
            firsts[list] = all.Count;
            all.AddRange((list.Length == 0 ? part : part.GetProperty(list)).EnumerateArray());
        }

        rows = all;
        tree = new(all.Select(LeafOf));
    }

    public static EditionTree OfUnits(JsonElement units) => new(units, [], [""]);

    public static EditionTree OfFacts(JsonElement facts) => new(facts, ["codes", "governor_codes", "national_requests"], ["agencies", "cells", "governors"]);

    public static EditionTree OfResults(JsonElement results) => new(results, ["average_shift", "nation"], ["scores", "agencies", "cells", "provinces"]);

    public string Root => Convert.ToHexStringLower(tree.Root);

    public int Count => tree.Count;

    public static byte[] LeafOf(JsonElement row) => MerkleTree.Leaf(CanonicalJson.Utf8(row));

    /// <summary>Where a row of a list stands among all rows; the head stands first.</summary>
    public int PlaceOf(string list, int row) => firsts[list] + row;

    public JsonElement this[int place] => rows[place];

    public IReadOnlyList<byte[]> Proof(int place) => tree.Proof(place);
}
