using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>
/// A frozen edition as one JSON document, mizkhedmat.edition/1: manifest, methodology, peer groups, facts and results. Whoever
/// has the file computes it again without the centre: <see cref="Verify"/>.
/// </summary>
public sealed class EditionDocument
{
    /// <summary>The schema that this engine writes and reads.</summary>
    public const string Schema = "mizkhedmat.edition/1";

    /// <summary>Changes with every change of a formula.</summary>
    public const string EngineVersion = "1.0.0";

    private EditionDocument(JsonElement root, IndexRun agencies, IndexRun? cells, IReadOnlyList<ProvinceResult> provinces, MonteCarlo? draws, IReadOnlyList<string> warnings)
    {
        Root = root;
        Utf8 = CanonicalJson.Utf8(root);
        RunHash = root.GetProperty("run_hash").GetString()!;
        (Agencies, Cells, ProvinceResults, Draws, Warnings) = (agencies, cells, provinces, draws, warnings);
    }

    /// <summary>The document.</summary>
    public JsonElement Root { get; }

    /// <summary>Its canonical text: what is stored and given out.</summary>
    public byte[] Utf8 { get; }

    /// <summary>SHA-256 of the canonical manifest, which holds all other hashes; the next run's prev_run_hash.</summary>
    public string RunHash { get; }

    /// <summary>The run of the agencies.</summary>
    public IndexRun Agencies { get; }

    /// <summary>The run of the cells agency × province; null without provinces.</summary>
    public IndexRun? Cells { get; }

    public IReadOnlyList<ProvinceResult> ProvinceResults { get; }

    /// <summary>Null when none were asked for.</summary>
    public MonteCarlo? Draws { get; }

    /// <summary>Values that lie nearer than 1e-9 to a rounding boundary; they stand in the manifest.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Computes an edition; the same input gives the same bytes. Throws <see cref="ScoringException"/> for input that does not fit together.</summary>
    public static EditionDocument Make(EditionInput input)
    {
        Check(input);
        var method = input.Agencies.Method;
        var agencies = new IndexRun(method, input.Agencies, input.Priors);
        var cells = input.Cells is { } inside ? new IndexRun(method, inside, agencies.Priors) : null;
        var provinces = cells is not null && method.Province is not null ? Provinces.Run(method, input.NationalRequests, ProvincesOf(input, cells)) : [];
        var count = input.Draws ?? method.Uncertainty.Draws;
        var draws = count > 0 && agencies.Listed.Count > 0 ? MonteCarlo.Run(agencies, MonteCarlo.SeedOf(input.Head.RunId), count) : null;
        var writer = new EditionFacts(input);
        var facts = EditionJson.Json(writer.Write);
        var told = new EditionResults(input, writer, agencies, cells, provinces, draws);
        var results = EditionJson.Json(told.Write);
        var groups = EditionJson.Json(w => Groups(w, input.Agencies));
        var priors = JsonSerializer.SerializeToElement(agencies.Priors.ToJson(method));
        var manifest = EditionJson.Json(w => Manifest(w, input, method, draws?.Draws ?? 0, groups, priors, facts, results, told.Warnings));
        var root = EditionJson.Json(w =>
        {
            w.WriteStartObject();
            w.WriteString("schema", Schema);
            w.WriteString("run_hash", CanonicalJson.Hash(manifest));
            foreach (var (name, part) in new[] { ("manifest", manifest), ("methodology", input.Methodology), ("groups", groups), ("facts", facts), ("results", results) })
            {
                w.WritePropertyName(name);
                part.WriteTo(w);
            }

            w.WriteEndObject();
        });
        return new(root, agencies, cells, provinces, draws, told.Warnings);
    }

    /// <summary>
    /// Computes everything again from the stored cells, methodology and priors; every value that is not the stored one is named
    /// with its place. Empty when the edition is whole. Never throws for what a file may hold.
    /// </summary>
    public static IReadOnlyList<EditionFinding> Verify(JsonElement edition)
    {
        try
        {
            return EditionDiff.Compare(edition, Make(EditionReader.Read(edition)).Root);
        }
        catch (ScoringException fault)
        {
            return [.. fault.Faults.Select(f => new EditionFinding(f.Code, f.Path, "", null, null, f.Persian, f.English))];
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or ArithmeticException)
        {
            // Bytes that are no text, or figures that no estimator takes: a file that nobody wrote by this engine.
            return [new("unreadable", "", "", null, null, "این فایل متن یا عددی دارد که با آن نمی‌توان محاسبه کرد؛ فایل اصلی را بدهید.", $"The file holds text or figures that cannot be computed with ({fault.Message}). Give the original file.")];
        }
    }

    private static IEnumerable<ProvinceFacts> ProvincesOf(EditionInput input, IndexRun cells) => input.Places.GroupBy(p => p.Province).Select(province => new ProvinceFacts(
        province.Key,
        [.. province.Select(p => (Place: p, Unit: cells.Facts.IndexOf(p.Unit))).Select(p => new ProvinceCell(
            p.Place.Agency, cells.Index[p.Unit], cells.Errors[p.Unit], cells.RankabilityOf(p.Unit) == Rankability.Ranked, p.Place.Requests))],
        input.Governors.GetValueOrDefault(province.Key) ?? []));

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
        Utf8JsonWriter writer, EditionInput input, IndexMethod method, int draws,
        JsonElement groups, JsonElement priors, JsonElement facts, JsonElement results, IReadOnlyList<string> warnings)
    {
        var head = input.Head;
        writer.WriteStartObject();
        writer.WriteString("run_id", head.RunId);
        writer.WriteString("kind", head.Kind);
        writer.WriteString("period", head.Period);
        writer.WriteString("cutoff_utc", head.CutoffUtc.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("methodology_hash", method.Hash);
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
        writer.WriteString("facts_hash", CanonicalJson.Hash(facts));
        writer.WriteString("result_hash", CanonicalJson.Hash(results));
        writer.WriteString("prev_run_hash", head.PrevRunHash);
        EditionJson.Strings(writer, "signed_by", head.SignedBy);
        EditionJson.Strings(writer, "warnings", warnings);
        writer.WriteEndObject();
    }

    private static void Check(EditionInput input)
    {
        if (input.Agencies.Method.Hash != CanonicalJson.Hash(input.Methodology) || (input.Cells is { } c && c.Method != input.Agencies.Method))
        {
            throw new ScoringException("methodology-differs", "/methodology", "داده‌ها برای روش‌شناسی دیگری خوانده شده‌اند؛ با همین سند بخوانید.", "The facts were read for another methodology. Read them with this document.");
        }

        if (!EditionHead.Kinds.Contains(input.Head.Kind))
        {
            throw new ScoringException("kind-unknown", "/manifest/kind", $"نوع «{input.Head.Kind}» شناخته نیست؛ یکی از اینها را بنویسید: {string.Join("، ", EditionHead.Kinds)}.",
                $"The kind '{input.Head.Kind}' is not known. Write one of: {string.Join(", ", EditionHead.Kinds)}.");
        }

        var places = input.Places.Select(p => p.Unit).ToHashSet(StringComparer.Ordinal);
        if (places.Count != input.Places.Count || !places.SetEquals(input.Cells?.Units ?? []) || input.Places.Any(p => !(p.Requests is >= 0 and <= 1e15))
            || input.NationalRequests.Values.Any(n => !(n is >= 0 and <= 1e15)))
        {
            throw new ScoringException("places-differ", "/facts/cells", "هر خانهٔ دستگاه و استان یک بار و با شمار درخواست نامنفی بیاید؛ داده را اصلاح کنید.",
                "Every cell of agency and province comes once, with requests that are not negative. Correct the data.");
        }
    }
}
