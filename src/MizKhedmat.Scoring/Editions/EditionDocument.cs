using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>
/// A frozen edition as one JSON document, mizkhedmat.edition/1: manifest, methodology, units, peer groups, facts and results. Whoever
/// has the file computes it again without the centre: <see cref="Verify"/>.
/// </summary>
public sealed class EditionDocument
{
    /// <summary>The schema that this engine writes and reads.</summary>
    public const string Schema = "mizkhedmat.edition/1";

    /// <summary>Changes with every change of a formula.</summary>
    public const string EngineVersion = "1.0.0";

    private EditionDocument(JsonElement root, EditionRuns runs, IReadOnlyDictionary<string, MonteCarlo> draws, IReadOnlyList<string> warnings)
    {
        Root = root;
        Utf8 = CanonicalJson.Utf8(root);
        RunHash = root.GetProperty("run_hash").GetString()!;
        (Runs, Draws, Warnings) = (runs, draws, warnings);
    }

    /// <summary>The document.</summary>
    public JsonElement Root { get; }

    /// <summary>Its canonical text: what is stored and given out.</summary>
    public byte[] Utf8 { get; }

    /// <summary>SHA-256 of the canonical manifest, which holds all other hashes; the next run's prev_run_hash.</summary>
    public string RunHash { get; }

    /// <summary>Roots over the rows of the facts and of the results, lower-case hexadecimal.</summary>
    public string FactsHash => Root.GetProperty("manifest").GetProperty("facts_hash").GetString()!;

    public string ResultHash => Root.GetProperty("manifest").GetProperty("result_hash").GetString()!;

    /// <summary>What the results were written from.</summary>
    public EditionRuns Runs { get; }

    /// <summary>Draws of the method by list; without the lists where none were asked for or nobody is ranked.</summary>
    public IReadOnlyDictionary<string, MonteCarlo> Draws { get; }

    /// <summary>Values that lie nearer than 1e-9 to a rounding boundary; they stand in the manifest.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Computes an edition; the same input gives the same bytes. Throws <see cref="ScoringException"/> for input that does not fit together.</summary>
    public static EditionDocument Make(EditionInput input)
    {
        var runs = EditionRuns.Of(input);
        var method = input.Agencies.Method;
        var count = input.Draws ?? method.Uncertainty.Draws;
        var seed = MonteCarlo.SeedOf(input.Head.RunId);
        var draws = count == 0 ? [] : runs.Lists.Where(l => l.Value.Listed.Count > 0).ToDictionary(l => l.Key, l => MonteCarlo.Run(l.Value, seed, count), StringComparer.Ordinal);
        var writer = new EditionFacts(input);
        var facts = EditionJson.Json(writer.Write);
        var told = new EditionResults(runs, writer, draws);
        var results = EditionJson.Json(told.Write);
        var units = EditionJson.Json(w => Units(w, input));
        var groups = EditionJson.Json(w => Groups(w, input.Agencies));
        var priors = JsonSerializer.SerializeToElement(runs.Priors.ToJson(method));
        var manifest = EditionJson.Json(w => Manifest(w, input, count, units, groups, priors, facts, results, told.Warnings));
        var root = EditionJson.Json(w =>
        {
            w.WriteStartObject();
            w.WriteString("schema", Schema);
            w.WriteString("run_hash", CanonicalJson.Hash(manifest));
            foreach (var (name, part) in new[] { ("manifest", manifest), ("methodology", input.Methodology), ("units", units), ("groups", groups), ("facts", facts), ("results", results) })
            {
                w.WritePropertyName(name);
                part.WriteTo(w);
            }

            w.WriteEndObject();
        });
        return new(root, runs, draws, told.Warnings);
    }

    /// <summary>
    /// Computes everything again from the stored cells, methodology and priors; every value that is not the stored one is named
    /// with its place. Empty when the edition is whole. Never throws for what a file may hold.
    /// </summary>
    public static IReadOnlyList<EditionFinding> Verify(JsonElement edition) => EditionDiff.Found(() => EditionDiff.Compare(edition, Make(EditionReader.Read(edition)).Root));

    internal static void Units(Utf8JsonWriter writer, EditionInput input)
    {
        writer.WriteStartArray();
        foreach (var unit in input.AllUnits)
        {
            writer.WriteStartObject();
            writer.WriteString("code", unit.Code);
            writer.WriteString("list", unit.List);
            writer.WriteString("name_en", unit.NameEn);
            writer.WriteString("name_fa", unit.NameFa);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Groups(Utf8JsonWriter writer, IndexFacts facts)
    {
        writer.WriteStartObject();
        for (var i = 0; i < facts.Count; i++)
        {
            writer.WriteString(facts.Units[i], facts.Groups[facts.GroupOf(i)]);
        }

        writer.WriteEndObject();
    }

    private static void Manifest(
        Utf8JsonWriter writer, EditionInput input, int draws, JsonElement units, JsonElement groups, JsonElement priors, JsonElement facts, JsonElement results, IReadOnlyList<string> warnings)
    {
        var head = input.Head;
        writer.WriteStartObject();
        writer.WriteString("run_id", head.RunId);
        writer.WriteString("kind", head.Kind);
        writer.WriteString("period", head.Period);
        writer.WriteString("cutoff_utc", head.CutoffUtc.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("methodology_hash", input.Agencies.Method.Hash);
        writer.WriteString("calendar_hash", head.CalendarHash);
        writer.WriteString("obligations_hash", head.ObligationsHash);
        writer.WriteString("na_register_hash", head.NaRegisterHash);
        writer.WriteString("peer_group_hash", CanonicalJson.Hash(groups));
        writer.WritePropertyName("priors");
        priors.WriteTo(writer);
        writer.WriteString("priors_hash", CanonicalJson.Hash(priors));
        writer.WriteString("engine_version", head.EngineVersion);
        writer.WriteString("seed", MonteCarlo.SeedOf(head.RunId).ToString("x16", CultureInfo.InvariantCulture));
        writer.WriteNumber("draws", draws);
        Tree(writer, "units_hash", "units_rows", EditionTree.OfUnits(units));
        Tree(writer, "facts_hash", "facts_rows", EditionTree.OfFacts(facts));
        Tree(writer, "result_hash", "result_rows", EditionTree.OfResults(results));
        writer.WriteString("prev_run_hash", head.PrevRunHash);
        EditionJson.Strings(writer, "signed_by", head.SignedBy);
        EditionJson.Strings(writer, "warnings", warnings);
        writer.WriteEndObject();
    }

    /// <summary>How many rows there are belongs to a root: a proof of one row rests on both.</summary>
    private static void Tree(Utf8JsonWriter writer, string hash, string rows, EditionTree tree)
    {
        writer.WriteString(hash, tree.Root);
        writer.WriteNumber(rows, tree.Count);
    }
}
