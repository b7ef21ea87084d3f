using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring;

/// <summary>
/// What one agency needs to compute its own score again, mizkhedmat.share/1: the manifest, the methodology, its own facts and results, the published
/// scores of its list and of its peer group without names, provinces and nation; each row with its proof into the roots of the edition.
/// </summary>
public static class EditionShare
{
    public const string Schema = "mizkhedmat.share/1";

    /// <summary>What other agencies' figures decide: it rests on the proof of its row alone.</summary>
    private static readonly string[] ByOthers = ["rank_lo", "rank_hi", "peer_lo", "peer_hi", "draws"];

    /// <summary>The share of an agency, as canonical UTF-8 JSON. Throws <see cref="ScoringException"/> for one that the edition does not rank or know.</summary>
    public static byte[] Make(JsonElement edition, string agency)
    {
        var (facts, results, units) = (edition.GetProperty("facts"), edition.GetProperty("results"), edition.GetProperty("units"));
        var (ofFacts, ofResults, ofUnits) = (EditionTree.OfFacts(facts), EditionTree.OfResults(results), EditionTree.OfUnits(units));
        var own = Rows(results, "agencies", row => Is(row, "unit", agency)).Select(at => (int?)at).FirstOrDefault()
            ?? throw new ScoringException("unit-unknown", "", $"دستگاه «{agency}» در این ویرایش امتیاز ندارد؛ شناسهٔ درست را بدهید.", $"The agency '{agency}' has no score in this edition. Give the right code.");
        var row = results.GetProperty("agencies")[own];
        var (list, group) = (row.GetProperty("list").GetString(), row.GetProperty("group").GetString());
        var share = Whole(
            edition.GetProperty("run_hash").GetString()!, agency, Node(edition.GetProperty("manifest")), Node(edition.GetProperty("methodology")),
            Leaf(ofUnits, "", One(units.EnumerateArray(), u => Is(u, "code", agency) && Is(u, "list", list!))),
            Leaf(ofFacts, "agencies", Rows(facts, "agencies", r => Is(r, "unit", agency)).First()),
            Rows(facts, "cells", r => Is(r, "agency", agency)).Select(at => Leaf(ofFacts, "cells", at)),
            new()
            {
                ["head"] = LeafAt(ofResults, 0),
                ["list"] = Leaf(ofResults, "scores", Rows(results, "scores", r => Is(r, "list", list!) && r.GetProperty("group").ValueKind == JsonValueKind.Null).First()),
                ["peers"] = Leaf(ofResults, "scores", Rows(results, "scores", r => Is(r, "list", list!) && Is(r, "group", group!)).First()),
                ["agency"] = Leaf(ofResults, "agencies", own),
                ["cells"] = List(Rows(results, "cells", r => Is(r, "agency", agency)).Select(at => Leaf(ofResults, "cells", at))),
                ["provinces"] = List(Rows(results, "provinces", _ => true).Select(at => Leaf(ofResults, "provinces", at))),
            });
        return CanonicalJson.Utf8(JsonSerializer.SerializeToElement(share));
    }

    /// <summary>
    /// Computes the own score again from the own facts by the method and the priors, counts the ranks in the published scores, and follows each proof to
    /// its root. Empty when all of it holds. Never throws for what a file may hold.
    /// </summary>
    public static IReadOnlyList<EditionFinding> Verify(JsonElement share) => EditionDiff.Found(() =>
    {
        if (share.ValueKind != JsonValueKind.Object || !share.TryGetProperty("schema", out var schema) || !schema.ValueEquals(Schema))
        {
            throw new ScoringException("not-a-share", "/schema", $"این فایل سهمی با طرح {Schema} نیست؛ فایل درست را بدهید.", $"This file is no share of schema {Schema}. Give the right one.");
        }

        return [.. EditionDiff.Compare(share, JsonSerializer.SerializeToElement(Again(share))), .. EditionProofs.Of(share)];
    });

    /// <summary>The share as it should be: stored is only what cannot be computed from it.</summary>
    private static JsonObject Again(JsonElement share)
    {
        var agency = share.GetProperty("agency").GetString()!;
        var (facts, results, manifest) = (share.GetProperty("facts"), share.GetProperty("results"), share.GetProperty("manifest"));
        var own = results.GetProperty("agency").GetProperty("row");
        var runs = EditionRuns.Of(Input(share, agency, own));
        var writer = new EditionFacts(runs.Input);
        var ownFacts = EditionJson.Json(writer.Write);
        var ownResults = EditionJson.Json(new EditionResults(runs, writer, new Dictionary<string, MonteCarlo>()).Write);
        var method = runs.Input.Agencies.Method;
        var priors = JsonSerializer.SerializeToElement(runs.Priors.ToJson(method));
        var told = Members(manifest);
        (told["methodology_hash"], told["priors"], told["priors_hash"]) = (method.Hash, Node(priors), CanonicalJson.Hash(priors));
        told["seed"] = MonteCarlo.SeedOf(runs.Input.Head.RunId).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

        var unit = runs.Input.AllUnits.First(u => u.Code == agency);
        var row = Members(ownResults.GetProperty("agencies")[0]);
        Copy(own, row, ByOthers);
        row["rank"] = Rank(row, results.GetProperty("list"));
        row["peer_rank"] = Rank(row, results.GetProperty("peers"));
        return Whole(
            CanonicalJson.Hash(manifest), agency, told, Node(share.GetProperty("methodology")),
            Stored(share.GetProperty("unit"), Node(EditionJson.Json(w => EditionDocument.Units(w, runs.Input)).EnumerateArray().First(u => Is(u, "code", agency)))),
            Stored(facts.GetProperty("agency"), Node(ownFacts.GetProperty("agencies")[0])),
            Match(facts.GetProperty("cells"), ownFacts.GetProperty("cells")),
            new()
            {
                ["head"] = Stored(results.GetProperty("head")),
                ["list"] = Scores(results.GetProperty("list"), unit.List, null),
                ["peers"] = Scores(results.GetProperty("peers"), unit.List, row["group"]!.GetValue<string>()),
                ["agency"] = Stored(results.GetProperty("agency"), row),
                ["cells"] = List(Match(results.GetProperty("cells"), ownResults.GetProperty("cells"), "rank_in_province")),
                ["provinces"] = List(results.GetProperty("provinces").EnumerateArray().Select(p => Stored(p))),
            });
    }

    /// <summary>An edition of this agency alone: its facts, the frozen priors, its requests.</summary>
    private static EditionInput Input(JsonElement share, string agency, JsonElement own)
    {
        var (facts, methodology) = (share.GetProperty("facts"), share.GetProperty("methodology"));
        var method = IndexMethod.Parse(methodology);
        var agencyFacts = Members(facts.GetProperty("agency").GetProperty("row"));
        agencyFacts["unit"] = agency;
        var alone = new JsonObject
        {
            ["schema"] = EditionDocument.Schema,
            ["manifest"] = Node(share.GetProperty("manifest")),
            ["methodology"] = Node(methodology),
            ["units"] = new JsonArray(Node(share.GetProperty("unit").GetProperty("row"))),
            ["groups"] = new JsonObject { [agency] = Node(own.GetProperty("group")) },
            ["facts"] = new JsonObject
            {
                ["codes"] = new JsonArray([.. method.Indicators.Select(i => (JsonNode)i.Code)]),
                ["governor_codes"] = new JsonArray([.. (method.Province?.Governor ?? []).Select(g => (JsonNode)g.Code)]),
                ["agencies"] = new JsonArray(agencyFacts),
                ["cells"] = List(facts.GetProperty("cells").EnumerateArray().Select(cell =>
                {
                    var row = Members(cell.GetProperty("row"));
                    row["agency"] = agency;
                    return row;
                })),
                ["governors"] = new JsonArray(),
                ["national_requests"] = own.TryGetProperty("requests", out var requests) ? new JsonObject { [agency] = Node(requests) } : [],
            },
        };
        return EditionReader.Read(JsonSerializer.SerializeToElement(alone)) with { Draws = 0 };
    }

    /// <summary>Place among published scores; null for a unit without one. A score that does not stand among them has no place either.</summary>
    private static JsonNode? Rank(JsonObject row, JsonElement scores)
    {
        var all = scores.GetProperty("row").GetProperty("scores").EnumerateArray().Select(s => s.GetDecimal()).ToList();
        return row["published"] is { } published && all.Contains(published.GetValue<JsonElement>().GetDecimal()) ? 1 + all.Count(s => s > published.GetValue<JsonElement>().GetDecimal()) : null;
    }

    private static JsonObject Scores(JsonElement leaf, string list, string? group) => Stored(
        leaf, new JsonObject { ["group"] = group, ["list"] = list, ["scores"] = Node(leaf.GetProperty("row").GetProperty("scores")) });

    private static IEnumerable<JsonObject> Match(JsonElement stored, JsonElement recomputed, params string[] byOthers) => recomputed.EnumerateArray().Select((row, i) =>
    {
        var made = Members(row);
        if (i >= stored.GetArrayLength())
        {
            return new JsonObject { ["row"] = made };
        }

        Copy(stored[i].GetProperty("row"), made, byOthers);
        return Stored(stored[i], made);
    });

    private static void Copy(JsonElement from, JsonObject to, string[] names)
    {
        foreach (var name in names)
        {
            if (from.TryGetProperty(name, out var value))
            {
                to[name] = Node(value);
            }
        }
    }

    private static JsonObject Stored(JsonElement leaf, JsonNode? row = null) => new()
    {
        ["place"] = Node(leaf.GetProperty("place")), ["proof"] = Node(leaf.GetProperty("proof")), ["row"] = row ?? Node(leaf.GetProperty("row")),
    };

    private static JsonObject Leaf(EditionTree tree, string list, int row) => LeafAt(tree, tree.PlaceOf(list, row));

    private static JsonObject LeafAt(EditionTree tree, int place) => new()
    {
        ["place"] = place, ["proof"] = new JsonArray([.. tree.Proof(place).Select(hash => (JsonNode)Convert.ToHexStringLower(hash))]), ["row"] = Node(tree[place]),
    };

    private static JsonObject Whole(
        string runHash, string agency, JsonNode? manifest, JsonNode? methodology, JsonObject unit, JsonObject agencyFacts, IEnumerable<JsonObject> cellFacts, JsonObject results) => new()
    {
        ["schema"] = Schema,
        ["run_hash"] = runHash,
        ["agency"] = agency,
        ["manifest"] = manifest,
        ["methodology"] = methodology,
        ["unit"] = unit,
        ["facts"] = new JsonObject { ["agency"] = agencyFacts, ["cells"] = List(cellFacts) },
        ["results"] = results,
    };

    private static IEnumerable<int> Rows(JsonElement part, string list, Func<JsonElement, bool> isIt) =>
        part.GetProperty(list).EnumerateArray().Index().Where(r => isIt(r.Item)).Select(r => r.Index);

    private static int One(IEnumerable<JsonElement> rows, Func<JsonElement, bool> isIt) => rows.Index().First(r => isIt(r.Item)).Index;

    private static bool Is(JsonElement row, string name, string value) => row.GetProperty(name).ValueKind == JsonValueKind.String && row.GetProperty(name).ValueEquals(value);

    private static JsonArray List(IEnumerable<JsonObject> rows) => new([.. rows.Select(row => (JsonNode)row)]);

    private static JsonObject Members(JsonElement element) => Node(element) as JsonObject ?? throw new InvalidOperationException("an object is expected");

    /// <summary>A node of its own, numbers as they were written; none for null.</summary>
    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
