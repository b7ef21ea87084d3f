using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>A methodology document is read whole or refused with every fault named; nothing of the approved one is built in.</summary>
public sealed class IndexMethodTests
{
    [Fact]
    public void The_approved_document_is_read_as_it_stands()
    {
        var method = Sample.Method;
        Assert.Equal((6, 32), (method.Pillars.Count, method.Indicators.Count));
        Assert.Equal(100, method.Pillars.Sum(p => p.Weight));
        Assert.Equal(new Aggregate(AggregationOperator.Geometric, 10), method.IndexAggregate);
        Assert.Equal(0.1, method.NominalShare(method.IndexOf("P3.1")), 12);
        Assert.Equal(["A", "B", "C", "D", "E"], method.Tiers.Select(t => t.Code));
        Assert.Equal(["G.1", "G.2", "G.3", "G.4"], method.Province!.Governor.Select(g => g.Code));
        Assert.Equal("ministry", method.Peers!.KindOfType["MIN"]);
        Assert.Equal("P2.K10", method.Indicators[13].Code);
        Assert.True(method.Indicators[method.IndexOf("P1.1")].IsDeclared);
        Assert.Equal(64, method.Hash.Length);
        Assert.Equal(-1, method.IndexOf("P9.9"));
    }

    [Fact]
    public void Its_hash_follows_its_content_and_not_its_order()
    {
        var turned = new JsonObject(Sample.Copy().Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        Assert.Equal(Sample.Method.Hash, IndexMethod.Parse(Sample.Element(turned)).Hash);
        turned["version"] = "1.0.1";
        Assert.NotEqual(Sample.Method.Hash, IndexMethod.Parse(Sample.Element(turned)).Hash);
    }

    [Theory]
    [InlineData("weights-do-not-sum", "/pillars", "pillars/0/weight", "14")]
    [InlineData("weights-do-not-sum", "/pillars/2/indicators", "pillars/2/indicators/0/weight", "41")]
    [InlineData("weight-not-positive", "/pillars/0/indicators/1/weight", "pillars/0/indicators/1/weight", "0")]
    [InlineData("weight-not-positive", "/pillars/0/weight", "pillars/0/weight", "-15")]
    [InlineData("number-not-finite", "/pillars/0/weight", "pillars/0/weight", "\"NaN\"")]
    [InlineData("number-not-finite", "/pillars/0/indicators/0/best", "pillars/0/indicators/0/best", "1e999")]
    [InlineData("number-missing", "/pillars/0/indicators/0/best", "pillars/0/indicators/0/best", "null")]
    [InlineData("goalposts-equal", "/pillars/0/indicators/0", "pillars/0/indicators/0/best", "0")]
    [InlineData("code-repeated", "/pillars/1/indicators/0/code", "pillars/1/indicators/0/code", "\"P1.1\"")]
    [InlineData("code-missing", "/pillars/1/code", "pillars/1/code", "\" \"")]
    [InlineData("word-unknown", "/pillars/0/indicators/0/estimator", "pillars/0/indicators/0/estimator", "\"bayes\"")]
    [InlineData("word-unknown", "/index_aggregate/method", "index_aggregate/method", "\"median\"")]
    [InlineData("word-unknown", "/missing_policy/MISSING", "missing_policy/MISSING", "\"impute\"")]
    [InlineData("policy-impossible", "/missing_policy", "missing_policy/MISSING", "\"score\"")]
    [InlineData("word-unknown", "/ranking/ties", "ranking/ties", "\"dense\"")]
    [InlineData("pillar-dominates", "/pillars/2/weight", "pillars/2/weight", "80")]
    [InlineData("tree-cyclic", "/pillars/0/indicators/0", "pillars/0/indicators/0/code", "\"P1\"")]
    [InlineData("tree-cyclic", "/pillars/0/indicators/0/children", "pillars/0/indicators/0/children", "[\"P1\"]")]
    [InlineData("tree-cyclic", "/pillars/0/parent", "pillars/0/parent", "\"P1.1\"")]
    [InlineData("tree-nested", "/pillars/0/indicators/0/indicators", "pillars/0/indicators/0/indicators", "[{\"code\":\"P1.1.1\"}]")]
    [InlineData("tree-nested", "/pillars/0/pillars", "pillars/0/pillars", "[{\"code\":\"P7\"}]")]
    [InlineData("list-missing", "/pillars/0/indicators", "pillars/0/indicators", "[]")]
    [InlineData("tiers-repeated", "/tiers", "tiers/0/min", "75")]
    [InlineData("bounds-wrong", "/priors/M_bounds", "priors/M_bounds", "[10, 2]")]
    [InlineData("scale-unknown", "/scale", "scale", "[0, 10]")]
    [InlineData("number-out-of-range", "/ranking/max_na_weight", "ranking/max_na_weight", "4")]
    [InlineData("governor-needs-no-prior", "/province/governance_pillar/indicators", "province/governance_pillar/indicators/0/estimator", "\"beta-binomial\"")]
    [InlineData("not-a-methodology", "", "schema", "\"mizkhedmat.edition/1\"")]
    public void A_spoilt_document_is_refused_at_its_place_in_both_languages(string code, string place, string path, string value)
    {
        var faults = IndexMethod.Check(Spoilt(path, value));
        var fault = Assert.Single(faults, f => f.Code == code && f.Path == place);
        Assert.Matches("[\u0621-\u06CC]", fault.Persian);
        Assert.DoesNotMatch("[0-9]", System.Text.RegularExpressions.Regex.Replace(fault.Persian, "[A-Za-z][A-Za-z0-9._-]*", ""));
        Assert.DoesNotMatch("[\u0621-\u06CC]", fault.English);
        var thrown = Assert.Throws<ScoringException>(() => IndexMethod.Parse(Spoilt(path, value)));
        Assert.Contains(fault.Persian, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(fault.English, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var document = JsonNode.Parse(Spoilt("pillars/0/weight", "14").GetRawText())!;
        document["pillars"]![1]!["indicators"]![0]!["estimator"] = "bayes";
        Assert.Equal(["word-unknown", "weights-do-not-sum"], IndexMethod.Check(Sample.Element(document)).Select(f => f.Code));
    }

    [Fact]
    public void Members_that_the_engine_does_not_use_lay_no_rule()
    {
        var document = Sample.Copy();
        document["ranking"]!["min_requests"] = 1_000_000;
        document["colour"] = "blue";
        var (facts, method) = (Sample.Facts(3, 10), IndexMethod.Parse(Sample.Element(document)));
        Assert.Equal(
            Enumerable.Range(0, 10).Select(new IndexRun(Sample.Method, facts).RankOf),
            Enumerable.Range(0, 10).Select(new IndexRun(method, facts.Under(method)).RankOf));
    }

    [Theory]
    [InlineData("arithmetic", "{}", 43.333333)]
    [InlineData("geometric", "{}", 33.019272)]
    [InlineData("geometric", "{\"shift\":10}", 34.972161)]
    [InlineData("harmonic", "{}", 27.000000)]
    [InlineData("power", "{\"p\":2}", 54.467115)]
    [InlineData("min", "{}", 20)]
    public void Another_document_with_other_pillars_weights_and_operators_runs_as_it_is(string operation, string more, double expected)
    {
        var aggregate = JsonNode.Parse(more)!.AsObject();
        aggregate["method"] = operation;
        var document = JsonNode.Parse("""
            {"schema":"mizkhedmat.methodology/1","id":"X","version":"0.1","pillar_aggregate":{"method":"arithmetic"},
             "missing_policy":{"VALUE":"score","NOT_APPLICABLE":"redistribute","NOT_OBSERVED":"redistribute","CENTRAL_OUTAGE":"redistribute","MISSING":"zero","QUARANTINED":"zero"},
             "pillars":[
              {"code":"Z","weight":0.3333334,"indicators":[{"code":"z","weight":1,"estimator":"exact-mean","worst":0,"best":1}]},
              {"code":"A","weight":0.3333333,"indicators":[{"code":"a","weight":1,"estimator":"exact-mean","worst":10,"best":0}]},
              {"code":"M","weight":0.3333333,"indicators":[{"code":"m","weight":1,"estimator":"exact-ratio","worst":0,"best":1}]}]}
            """)!.AsObject();
        document["index_aggregate"] = aggregate;
        var method = IndexMethod.Parse(Sample.Element(document));
        var facts = JsonSerializer.Deserialize<JsonElement>("""{"u":{"z":{"status":"VALUE","value":0.2},"a":{"status":"VALUE","value":8},"m":{"status":"VALUE","x":9,"n":10}}}""");
        var unit = new IndexRun(method, IndexFacts.Read(method, facts, default)).Unit(0);
        Assert.Equal(expected, unit.Index!.Value, 4);
        Assert.Equal(1, unit.Rank);
        Assert.Null(unit.Tier);
    }

    [Theory]
    [InlineData("status-unknown", "/facts/u/P3.1/status", """{"u":{"P3.1":{"status":"LOST","x":1,"n":2}}}""")]
    [InlineData("status-unknown", "/facts/u/P3.1/status", """{"u":{"P3.1":{"x":1,"n":2}}}""")]
    [InlineData("figure-missing", "/facts/u/P3.1/n", """{"u":{"P3.1":{"status":"VALUE","x":1}}}""")]
    [InlineData("figure-missing", "/facts/u/P3.1/x", """{"u":{"P3.1":{"status":"VALUE","x":"NaN","n":2}}}""")]
    [InlineData("figure-missing", "/facts/u/P3.1/n", """{"u":{"P3.1":{"status":"VALUE","x":1,"n":1e999}}}""")]
    [InlineData("figures-impossible", "/facts/u/P3.1", """{"u":{"P3.1":{"status":"VALUE","x":3,"n":2}}}""")]
    [InlineData("figures-impossible", "/facts/u/P5.1", """{"u":{"P5.1":{"status":"VALUE","y":3,"v":-1}}}""")]
    [InlineData("facts-unreadable", "/facts/u", """{"u":[1]}""")]
    [InlineData("facts-missing", "/facts", "[]")]
    [InlineData("unit-repeated", "", """{"u":{},"u":{}}""")]
    public void Facts_that_cannot_be_are_refused_at_their_place(string code, string place, string facts)
    {
        var thrown = Assert.Throws<ScoringException>(() => IndexFacts.Read(Sample.Method, JsonSerializer.Deserialize<JsonElement>(facts), default));
        Assert.Equal((code, place), (thrown.Faults[0].Code, thrown.Faults[0].Path));
    }

    [Fact]
    public void Sums_of_one_and_of_a_hundred_are_both_whole()
    {
        var document = Sample.Copy();
        foreach (var pillar in document["pillars"]!.AsArray())
        {
            pillar!["weight"] = pillar["weight"]!.GetValue<double>() / 100;
        }

        Assert.Empty(IndexMethod.Check(Sample.Element(document)));
    }

    private static JsonElement Spoilt(string path, string value)
    {
        var document = Sample.Copy();
        JsonNode node = document;
        var steps = path.Split('/');
        foreach (var step in steps[..^1])
        {
            node = int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var i) ? node[i]! : node[step]!;
        }

        node.AsObject()[steps[^1]] = "#";
        return JsonSerializer.Deserialize<JsonElement>(document.ToJsonString().Replace("\"#\"", value, StringComparison.Ordinal));
    }
}
