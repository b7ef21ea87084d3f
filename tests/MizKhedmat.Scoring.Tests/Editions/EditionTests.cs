using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Scoring.Tests.Index;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Editions;

/// <summary>A frozen edition can be computed again by anybody, and a file in which anything was changed is found out.</summary>
public sealed class EditionTests
{
    private static readonly Lazy<EditionDocument> Made = new(() => EditionDocument.Make(Input()));

    [Fact]
    public void It_verifies_itself_and_the_same_input_gives_the_same_bytes()
    {
        Assert.Empty(EditionDocument.Verify(Parse(Made.Value.Utf8)));
        Assert.Equal(Made.Value.Utf8, EditionDocument.Make(Input()).Utf8);
        Assert.Equal(Made.Value.RunHash, CanonicalJson.Hash(Made.Value.Root.GetProperty("manifest")));
    }

    [Fact]
    public void The_manifest_names_all_that_the_run_rests_on()
    {
        var (root, manifest) = (Made.Value.Root, Made.Value.Root.GetProperty("manifest"));
        Assert.Equal(
            ["calendar_hash", "cutoff_utc", "draws", "engine_version", "facts_hash", "facts_rows", "kind", "methodology_hash", "na_register_hash", "obligations_hash", "peer_group_hash",
             "period", "prev_run_hash", "priors", "priors_hash", "result_hash", "result_rows", "run_id", "seed", "signed_by", "units_hash", "units_rows", "warnings"],
            Parse(Made.Value.Utf8).GetProperty("manifest").EnumerateObject().Select(m => m.Name));
        Assert.Equal(
            ["units 10", "facts 28", "result 33"],
            new[] { "units", "facts", "result" }.Select(name => $"{name} {manifest.GetProperty($"{name}_rows")}"));
        Assert.Equal(CanonicalJson.Hash(root.GetProperty("groups")), manifest.GetProperty("peer_group_hash").GetString());
        Assert.Equal(CanonicalJson.Hash(Sample.Document), manifest.GetProperty("methodology_hash").GetString());
        Assert.Equal("2026-10-07T20:30:00Z", manifest.GetProperty("cutoff_utc").GetString());
    }

    [Fact]
    public void Its_figures_are_those_of_the_runs()
    {
        var results = Made.Value.Root.GetProperty("results");
        var (row, run) = (results.GetProperty("agencies")[2], Made.Value.Runs.Lists[EditionUnit.Agencies]);
        Assert.Equal(run.Index[2], row.GetProperty("index").GetDouble(), 6);
        Assert.Equal(run.PublishedOf(2), row.GetProperty("published").GetDecimal());
        Assert.Equal(run.RankOf(2), row.GetProperty("rank").GetInt32());
        Assert.Equal(32, row.GetProperty("indicators").GetArrayLength());
        var province = Made.Value.Runs.Provinces.Single(p => p.Province == "PR1");
        Assert.Equal(province.Index!.Value, results.GetProperty("provinces").EnumerateArray().Single(p => p.GetProperty("province").GetString() == "PR1").GetProperty("index").GetDouble(), 6);
        Assert.InRange(results.GetProperty("nation").GetDouble(), 20, 90);
        Assert.Equal(30, Made.Value.Draws[EditionUnit.Agencies].Draws);
    }

    [Fact]
    public void Lists_are_ranked_apart_with_the_priors_of_all_and_who_is_not_bound_has_a_name_only()
    {
        var (root, runs) = (Made.Value.Root, Made.Value.Runs);
        var rows = root.GetProperty("results").GetProperty("agencies").EnumerateArray().ToList();
        Assert.Equal(["agencies", "agencies", "agencies", "agencies", "agencies", "provincial-agencies"], rows.Select(r => r.GetProperty("list").GetString()));
        Assert.Equal((1, 1, 1, 1), (Int(rows[5], "rank"), Int(rows[5], "rank_lo"), Int(rows[5], "rank_hi"), Int(rows[5], "peer_rank")));
        Assert.Equal([1, 2, 3, 4, 5], rows.Take(5).Select(r => Int(r, "rank")).Order());
        Assert.Equal(["A0005"], runs.Ranked(EditionUnit.ProvincialAgencies).Keys);

        // Alone in its list, its small numbers are still drawn to the peers of the whole country.
        var whole = new IndexRun(Sample.Method, Input().Agencies, Sample.Priors());
        Assert.Equal(whole.Index[5], runs.Lists[EditionUnit.ProvincialAgencies].Index[0]);
        Assert.Equal(whole.Index[2], runs.Lists[EditionUnit.Agencies].Index[2]);

        var units = root.GetProperty("units").EnumerateArray().ToDictionary(u => u.GetProperty("code").GetString()!);
        Assert.Equal("شهرداری نمونه", units["A0005"].GetProperty("name_fa").GetString());
        Assert.Equal(("agencies", "A0001"), (units["A0001"].GetProperty("list").GetString(), units["A0001"].GetProperty("name_en").GetString()));
        Assert.Equal("not-bound", units["Z9"].GetProperty("list").GetString());
        Assert.DoesNotContain("Z9", root.GetProperty("results").GetRawText(), StringComparison.Ordinal);

        static int Int(JsonElement row, string name) => row.GetProperty(name).GetInt32();
    }

    [Fact]
    public void Draws_and_published_scores_stay_within_a_list()
    {
        var results = Made.Value.Root.GetProperty("results");
        Assert.All(results.GetProperty("agencies")[5].GetProperty("draws").GetProperty("quantiles").EnumerateArray(), q => Assert.Equal(1, q.GetDouble()));
        Assert.Equal(0, results.GetProperty("average_shift").GetProperty("provincial-agencies").GetDouble());
        var scores = results.GetProperty("scores").EnumerateArray().ToDictionary(
            s => $"{s.GetProperty("list")} {s.GetProperty("group")}", s => s.GetProperty("scores").EnumerateArray().Select(x => x.GetDecimal()).ToList());
        Assert.Equal(["agencies ", "agencies g0", "agencies g1", "provincial-agencies ", "provincial-agencies g1"], scores.Keys);
        var published = Made.Value.Runs.Ranked(EditionUnit.Agencies).Values.Select(v => v.Published).OrderDescending();
        Assert.Equal(published, scores["agencies "]);
        Assert.Equal(scores["agencies "], scores["agencies g0"].Concat(scores["agencies g1"]).OrderDescending());
    }

    [Fact]
    public void A_province_tells_its_region_requests_and_what_could_be_observed()
    {
        var row = Made.Value.Root.GetProperty("results").GetProperty("provinces")[1];
        var run = Made.Value.Runs;
        var result = run.Provinces[1];
        Assert.Equal("PR1", row.GetProperty("province").GetString());
        Assert.Equal(run.Input.Places.Where(p => p.Province == "PR1").Sum(p => p.Requests), row.GetProperty("requests").GetDouble());
        var observed = result.Weights.Sum(w => w.Value * run.Cells!.CoverageOf(run.Cells.Facts.IndexOf($"{w.Key}/PR1")).Observed);
        Assert.Equal(observed, row.GetProperty("observed").GetDouble(), 6);
        var region = RankRegion.Joint([.. run.Provinces.Select(p => p.Index!.Value)], [.. run.Provinces.Select(p => p.Error)], Sample.Method.Uncertainty.JointConfidence)[1];
        Assert.Equal((region.Lo, region.Hi), (row.GetProperty("rank_lo").GetInt32(), row.GetProperty("rank_hi").GetInt32()));
    }

    /// <summary>Every digit of a small edition in turn would take minutes; every fiftieth is enough to meet all parts.</summary>
    [Fact]
    public void One_changed_digit_anywhere_is_found()
    {
        var bytes = EditionDocument.Make(Input(agencies: 3, provinces: 1) with { Draws = 5 }).Utf8;
        var digits = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] is >= (byte)'0' and <= (byte)'9').Where((_, i) => i % 50 == 0).ToList();
        Assert.True(digits.Count > 100);
        foreach (var place in digits)
        {
            var changed = (byte[])bytes.Clone();
            changed[place] = bytes[place] == '9' ? (byte)'8' : (byte)(bytes[place] + 1);
            Assert.True(Findings(changed) > 0, $"at {place}: …{Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, place - 60), 70))}…");
        }
    }

    [Fact]
    public void One_changed_letter_anywhere_is_found_and_never_a_crash()
    {
        var bytes = EditionDocument.Make(Input(agencies: 2, provinces: 1) with { Draws = 5 }).Utf8;
        for (var place = 0; place < bytes.Length; place += 97)
        {
            var changed = (byte[])bytes.Clone();
            changed[place] = bytes[place] == (byte)'x' ? (byte)'y' : (byte)'x';
            Assert.True(Findings(changed) > 0, $"at {place}: …{Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, place - 60), 60))}…");
        }
    }

    [Theory]
    [InlineData("/results/agencies/1/published", "A0001")]
    [InlineData("/results/agencies/1/indicators/14/score", "A0001 P3.1")]
    [InlineData("/results/cells/3/index", "A0001 / PR0")]
    [InlineData("/results/provinces/0/governor", "PR0")]
    [InlineData("/manifest/facts_hash", "")]
    public void A_changed_result_is_named_with_its_place_and_its_owner(string path, string subject)
    {
        var findings = Changed(path, out var stored, out var original);
        var finding = Assert.Single(findings, f => f.Path == path);
        Assert.Equal((stored, original, subject), (finding.Stored, finding.Recomputed, finding.Subject));
        Assert.All(findings, f => Assert.True(f.Path == path || f.Path.EndsWith("_hash", StringComparison.Ordinal), f.Path));
        Assert.Matches("[\u0621-\u06CC]", finding.Persian);
        Assert.DoesNotMatch("[\u0621-\u06CC]", finding.English);
    }

    [Theory]
    [InlineData("/facts/agencies/1/cells/14/0", "/results/agencies/1/indicators/14/cell/x", "/results/agencies/1/facts")]
    [InlineData("/facts/cells/3/cells/14/1", "/results/cells/3/facts", "/results/cells/3/index")]
    [InlineData("/facts/cells/3/requests", "/results/cells/3/facts", "/manifest/facts_hash")]
    [InlineData("/facts/governors/1/cells/0/0", "/results/provinces/1/governor_scores/G.1", "/results/provinces/1/facts")]
    [InlineData("/facts/national_requests/A0002", "/results/agencies/2/requests", "/manifest/facts_hash")]
    [InlineData("/methodology/pillars/2/indicators/0/best", "/manifest/methodology_hash", "/results/agencies/1/indicators/14/score")]
    [InlineData("/manifest/priors/g0/P3.1/mean", "/manifest/priors_hash", "/results/agencies/0/index")]
    [InlineData("/manifest/cutoff_utc", "/run_hash", "/run_hash")]
    public void A_changed_fact_method_or_prior_shows_in_what_follows_from_it(string path, string first, string second)
    {
        var paths = Changed(path, out _, out _).Select(f => f.Path).ToList();
        Assert.Contains(first, paths);
        Assert.Contains(second, paths);
    }

    [Theory]
    [InlineData("{}", "not-an-edition")]
    [InlineData("[]", "not-an-edition")]
    [InlineData("""{"schema":"mizkhedmat.edition/1"}""", "member-missing")]
    [InlineData("""{"schema":"mizkhedmat.edition/1","methodology":{"pillars":[]}}""", "word-unknown")]
    public void What_is_no_edition_is_said_so(string text, string code)
    {
        Assert.Contains(EditionDocument.Verify(Parse(Encoding.UTF8.GetBytes(text))), f => f.Code == code);
    }

    /// <summary>A score of 50.0050000004: 4e-10 from where 50.00 becomes 50.01.</summary>
    private const double Level = 0.500050000004;

    [Fact]
    public void A_published_score_at_a_rounding_boundary_is_told_in_the_manifest()
    {
        var document = Sample.Copy();
        document["index_aggregate"] = JsonSerializer.SerializeToNode(new { method = "arithmetic" });
        document["ranking"]!["max_na_weight"] = 1;
        var element = Sample.Element(document);
        var method = IndexMethod.Parse(element);
        var facts = Sample.Facts(1, 2, 1, 0, method);
        for (var i = 0; i < method.Indicators.Count; i++)
        {
            var rule = method.Indicators[i];
            facts[0, i] = rule.HasPrior ? Cell.NotApplicable : rule.Estimator == Estimator.ValueSe ? new(CellStatus.Value, 1.5 - (0.8 * Level), 0.1)
                : rule.Estimator == Estimator.ExactMean ? Cell.Mean(rule.Worst + ((rule.Best - rule.Worst) * Level)) : Cell.Ratio(20_000 * (rule.Worst + ((rule.Best - rule.Worst) * Level)), 20_000);
        }

        var made = EditionDocument.Make(Input() with { Methodology = element, Agencies = facts, Cells = null, Places = [], Priors = null, Units = [] });
        Assert.Equal(50.0050000004, made.Runs.Lists[EditionUnit.Agencies].Index[0], 11);
        Assert.Equal(50.00m, made.Runs.Lists[EditionUnit.Agencies].PublishedOf(0));
        Assert.Contains("publication: /results/agencies/0/published", made.Warnings);
        Assert.Equal(made.Warnings, made.Root.GetProperty("manifest").GetProperty("warnings").EnumerateArray().Select(w => w.GetString()));
        Assert.DoesNotContain(Made.Value.Warnings, w => w.StartsWith("publication", StringComparison.Ordinal));
    }

    [Fact]
    public void Input_that_does_not_fit_together_is_refused()
    {
        var input = Input();
        Assert.Equal("kind-unknown", Code(input with { Head = input.Head with { Kind = "secret" } }));
        Assert.Equal("places-differ", Code(input with { Places = [.. input.Places.Skip(1)] }));
        Assert.Equal("list-unknown", Code(input with { Units = [new("A0001", "best", "", "")] }));
        Assert.Equal("units-differ", Code(input with { Units = [new("A0001", EditionUnit.NotBound, "", "")] }));
        Assert.Equal("units-differ", Code(input with { Units = [new("A0009", EditionUnit.Agencies, "", "")] }));
        Assert.Equal("units-differ", Code(input with { Units = [.. input.Units, .. input.Units] }));
        Assert.Equal("methodology-differs", Code(input with { Methodology = JsonSerializer.SerializeToElement(1) }));

        static string Code(EditionInput input) => Assert.Throws<ScoringException>(() => EditionDocument.Make(input)).Faults[0].Code;
    }

    [Fact]
    public void Canonical_numbers_have_no_exponent_and_no_noise()
    {
        Assert.Equal(["0", "0.000003", "72.38", "-1.5", "0", "1000000"], new[] { 1e-9, 2.67e-6, 72.37999999999999, -1.5, -1e-9, 1e6 }.Select(CanonicalJson.Six));
        Assert.Equal(["0.00000267", "0.1", "0.03333333", "0.30000000000000004"], new[] { 2.67e-6, 0.1, 0.03333333, 0.1 + 0.2 }.Select(CanonicalJson.Exact));
    }

    internal static EditionInput Input(int agencies = 6, int provinces = 3)
    {
        var facts = Sample.Facts(21, agencies, 2, 0.05);
        var places = (from a in facts.Units from p in Enumerable.Range(0, provinces) select new EditionCell(a, $"PR{p}", 100 + (7 * p) + a[^1])).ToList();
        var drawn = Sample.Facts(22, places.Count, 1, 0.05);
        var cells = new IndexFacts(Sample.Method, places.Select(p => (p.Unit, facts.Groups[facts.GroupOf(facts.IndexOf(p.Agency))])));
        for (var i = 0; i < cells.Count; i++)
        {
            drawn.Row(i).CopyTo(cells.Row(i));
        }

        // The tests above change this cell: it must have a value.
        facts[1, 14] = Cell.Ratio(6120, 8001);
        cells[cells.Count > 3 ? 3 : 0, 14] = Cell.Ratio(612, 801);
        return new()
        {
            Head = new("run-1405-q2-final", "final", "1405-Q2", new DateTimeOffset(2026, 10, 8, 0, 0, 0, TimeSpan.FromHours(3.5)), "c0ffee", "0b11ga", "da7a", EditionDocument.EngineVersion, null, ["planning", "council"]),
            Methodology = Sample.Document,
            Agencies = facts,
            Priors = Sample.Priors(),
            Cells = cells,
            Places = places,
            Governors = Enumerable.Range(0, provinces).ToDictionary(p => $"PR{p}", p => (IReadOnlyList<Cell>)[Cell.Ratio(3 + p, 12), Cell.Ratio(4, 9), Cell.NotObserved, Cell.Ratio(90, 100)]),
            NationalRequests = facts.Units.ToDictionary(u => u, u => 1000d * u[^1]),

            // The last one stands in a list of its own; the others are not named.
            Units = [new($"A{agencies - 1:D4}", EditionUnit.ProvincialAgencies, "شهرداری نمونه", "Sample municipality"), new("Z9", EditionUnit.NotBound, "نهاد نمونه", "Sample body")],
            Draws = 30,
        };
    }

    private static IReadOnlyList<EditionFinding> Changed(string path, out string? stored, out string? original)
    {
        var root = JsonNode.Parse(Made.Value.Utf8)!;
        var (node, steps) = (root, path.Split('/')[1..]);
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        }

        var leaf = node is JsonArray array ? array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)]! : node[steps[^1]]!;
        original = leaf.GetValueKind() == JsonValueKind.String ? leaf.GetValue<string>() : leaf.ToJsonString();
        var place = original.Contains('.', StringComparison.Ordinal) ? original.IndexOf('.', StringComparison.Ordinal) + 1 : original.Length - 1 - original.Reverse().TakeWhile(c => !char.IsAsciiDigit(c)).Count();
        stored = original[..place] + (original[place] == '0' ? '1' : (char)(original[place] - 1)) + original[(place + 1)..];
        leaf.ReplaceWith(leaf.GetValueKind() == JsonValueKind.String ? JsonValue.Create(stored) : JsonNode.Parse(stored));
        return EditionDocument.Verify(JsonSerializer.SerializeToElement(root));
    }

    private static int Findings(byte[] bytes)
    {
        try
        {
            return EditionDocument.Verify(Parse(bytes)).Count;
        }
        catch (JsonException)
        {
            return 1;
        }
    }

    private static JsonElement Parse(byte[] bytes) => JsonDocument.Parse(bytes).RootElement;
}
