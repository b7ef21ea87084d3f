using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring.Cases;

/// <summary>Cases of the index itself: whole runs, uncertainty, changes of rank and score, provinces, deadlines, integrity.</summary>
internal static class IndexCases
{
    public static readonly Dictionary<string, Func<JsonElement, JsonNode>> Kinds = new(StringComparer.Ordinal)
    {
        ["mki-run"] = Run,
        ["publish-ties"] = PublishTies,
        ["province"] = Province,
        ["standardise"] = Standardise,
        ["uncertainty"] = Uncertainty,
        ["rank-change"] = RankChanges,
        ["score-change"] = ScoreChanges,
        ["timeliness"] = Timely,
        ["integrity"] = Integrity,
    };

    private static JsonObject Run(JsonElement input)
    {
        var method = IndexMethod.Parse(input.Field("methodology"));
        var facts = IndexFacts.Read(method, input.Field("facts"), input.Optional("groups") ?? default);
        var frozen = Priors(method, input);
        var run = new IndexRun(method, facts, frozen);
        var answer = new JsonObject();
        if (frozen is null)
        {
            answer["priors"] = run.Priors.ToJson(method);
        }

        var units = Enumerable.Range(0, facts.Count).Select(run.Unit).ToList();
        answer["published"] = ByUnit(units, u => (double?)u.Published);
        answer["rank"] = ByUnit(units, u => u.Rank);
        answer["peer_rank"] = ByUnit(units, u => u.PeerRank);
        answer["tier"] = ByUnit(units, u => u.Tier);
        answer["index"] = ByUnit(units, u => u.Index);
        answer["se"] = ByUnit(units, u => u.Error);
        answer["pillars"] = ByUnit(units, u => new JsonObject(method.Pillars.Select((p, i) => Pair(p.Code, u.Pillars[i]))));
        answer["coverage"] = ByUnit(units, u => new JsonObject
        {
            ["observed"] = u.Coverage.Observed,
            ["scored"] = u.Coverage.Scored,
            ["not_applicable"] = u.Coverage.NotApplicable,
            ["missing"] = u.Coverage.Missing,
            ["unobserved"] = u.Coverage.Unobserved,
        });
        answer["indicators"] = new JsonObject(units.Select((u, i) => KeyValuePair.Create<string, JsonNode?>(u.Unit, new JsonObject(
            run.IndicatorsOf(i).Select(row => KeyValuePair.Create<string, JsonNode?>(row.Rule.Code, new JsonObject
            {
                ["value"] = row.Value,
                ["score"] = row.Score,
                ["effective_weight"] = row.EffectiveWeight,
            }))))));
        return answer;
    }

    private static JsonObject PublishTies(JsonElement input)
    {
        var decimals = input.Count("decimals");
        var scores = input.Members("scores").Select(s => (s.Name, Score: s.Value.ValueKind == JsonValueKind.Null ? (decimal?)null : Publication.Round(s.Value.GetDouble(), decimals))).ToList();
        var ranks = Publication.Ranks([.. scores.Select(s => s.Score)]);
        return new()
        {
            ["published"] = new JsonObject(scores.Select(s => Pair(s.Name, (double?)s.Score))),
            ["rank"] = new JsonObject(scores.Select((s, i) => Pair(s.Name, ranks[i]))),
        };
    }

    private static JsonObject Province(JsonElement input)
    {
        var (national, cap) = (Figures(input.Field("national_requests")), input.Number("cap"));
        return new(input.Members("cells").Select(province =>
        {
            var cells = Figures(province.Value);
            var shares = Provinces.Shares(national, cells.Keys, cap);
            return KeyValuePair.Create<string, JsonNode?>(province.Name, new JsonObject
            {
                ["score"] = Provinces.Weighted(shares, a => cells[a]),
                ["weights"] = new JsonObject(shares.Select(s => Pair(s.Key, s.Value))),
            });
        }));
    }

    private static JsonObject Standardise(JsonElement input)
    {
        var national = Figures(input.Field("national"));
        return new(input.EnumerateObject().Where(p => p.Name != "national").Select(province =>
        {
            var cells = province.Value.EnumerateObject().ToDictionary(c => c.Name, c => (X: c.Value.Number("x"), N: c.Value.Number("n")));
            var own = cells.ToDictionary(c => c.Key, c => c.Value.N);
            return KeyValuePair.Create<string, JsonNode?>(province.Name, new JsonObject
            {
                ["crude"] = Provinces.Weighted(Provinces.Shares(own, own.Keys, 1), Rate),
                ["standardised"] = Provinces.Weighted(Provinces.Shares(national, cells.Keys, 1), Rate),
            });

            double Rate(string agency) => cells[agency].X / cells[agency].N;
        }));
    }

    private static JsonObject Uncertainty(JsonElement input)
    {
        var method = IndexMethod.Parse(input.Field("methodology"));
        var run = new IndexRun(method, IndexFacts.Read(method, input.Field("facts"), input.Optional("groups") ?? default), Priors(method, input));
        var seed = input.Field("seed").GetUInt64();
        var (index, errors) = (run.Index.ToArray(), run.Errors.ToArray());
        var joint = RankRegion.Joint(index, errors, input.Number("joint_confidence"));
        var pairwise = RankRegion.Pairwise(index, errors, input.Number("pairwise_confidence"));
        var draws = MonteCarlo.Run(run, seed, input.Count("draws"));
        var (weights, u) = MonteCarlo.Draw(method, new Xoshiro256(seed));
        return new()
        {
            ["index"] = Units((_, i) => index[i]),
            ["se"] = Units((_, i) => errors[i]),
            ["joint"] = Units((_, i) => new JsonArray(joint[i].Lo, joint[i].Hi)),
            ["pairwise"] = Units((_, i) => new JsonArray(pairwise[i].Lo, pairwise[i].Hi)),
            ["monte_carlo"] = new JsonObject
            {
                ["rank_q"] = new JsonObject(draws.Units.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Unit, new JsonArray([.. r.Quantiles.Select(q => (JsonNode)q)])))),
                ["p_first"] = new JsonObject(draws.Units.Select(r => Pair(r.Unit, r.First))),
                ["mean_rank"] = new JsonObject(draws.Units.Select(r => Pair(r.Unit, r.Mean))),
                ["average_shift"] = draws.AverageShift,
            },
            ["first_draw"] = new JsonObject
            {
                ["weights"] = new JsonObject(method.Pillars.SelectMany((p, i) => method.Indicators.Skip(p.First).Take(p.Count)
                    .Select((rule, k) => Pair(rule.Code, weights.Indicators[p.First + k])).Prepend(Pair(p.Code, weights.Pillars[i])))),
                ["aggregation_u"] = u,
            },
        };

        JsonObject Units(Func<string, int, JsonNode> figure) => new(run.Facts.Units.Select((u, i) => KeyValuePair.Create<string, JsonNode?>(u, figure(u, i))));
    }

    private static JsonObject RankChanges(JsonElement input)
    {
        var (before, after) = (IndexMethod.Parse(input.Field("methodology_old")), IndexMethod.Parse(input.Field("methodology_new")));
        var moves = RankChange.Split(
            IndexFacts.Read(before, input.Field("old"), input.Optional("groups") ?? default), IndexFacts.Read(before, input.Field("restated"), input.Optional("groups") ?? default),
            IndexFacts.Read(after, input.Field("new"), input.Optional("groups") ?? default), Priors(before, input), Priors(after, input));
        return new(moves.Select(move => KeyValuePair.Create<string, JsonNode?>(move.Unit, new JsonObject
        {
            ["shapley"] = new JsonObject { ["restated"] = move.Restated, ["method"] = move.Method, ["others"] = move.Others, ["own"] = move.Own },
            ["old"] = move.Old,
            ["new"] = move.New,
        })));
    }

    private static JsonObject ScoreChanges(JsonElement input)
    {
        var method = IndexMethod.Parse(input.Field("methodology"));
        var priors = Priors(method, input);
        var (before, after) = (Of("old"), Of("new"));
        return new(before.Facts.Units.Where(u => after.Facts.IndexOf(u) >= 0).Select(unit =>
        {
            var (b, a) = (before.Facts.IndexOf(unit), after.Facts.IndexOf(unit));
            var parts = ScoreChange.Split(before, b, after, a);
            return KeyValuePair.Create<string, JsonNode?>(unit, parts is null ? null : new JsonObject
            {
                ["change"] = after.Index[a] - before.Index[b],
                ["parts"] = new JsonObject(method.Pillars.Select((p, i) => Pair(p.Code, parts[i]))),
            });
        }));

        IndexRun Of(string name) => new(method, IndexFacts.Read(method, input.Field(name), input.Optional("groups") ?? default), priors);
    }

    private static JsonObject Timely(JsonElement input) => new()
    {
        ["credit"] = new JsonArray([.. input.Items("cases").Select(c => (JsonNode)Timeliness.Credit(c.Number("days_late"), c.Number("grace")))]),
    };

    private static JsonObject Integrity(JsonElement input) => new()
    {
        ["bunching"] = new JsonArray([.. input.Items("bunching").Select(c =>
        {
            var (excess, z) = IntegrityTests.Bunching([.. c.EnumerateArray().Select(n => n.GetDouble())]);
            return (JsonNode)new JsonObject { ["excess"] = excess, ["z"] = z };
        })]),
        ["rejected_indexes"] = new JsonArray([.. IntegrityTests.BenjaminiHochberg([.. input.Items("pvals").Select(p => p.GetDouble())], input.Number("q")).Select(i => (JsonNode)i)]),
        ["tau"] = new JsonArray([.. input.Items("tau").Select(t => (JsonNode)Verification.Tau(t.Number("agree"), t.Number("inspected")))]),
    };

    private static IndexPriors? Priors(IndexMethod method, JsonElement input) =>
        input.Optional("priors") is { } priors ? IndexPriors.Read(method, priors) : null;

    private static Dictionary<string, double> Figures(JsonElement holder) => holder.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetDouble(), StringComparer.Ordinal);

    private static KeyValuePair<string, JsonNode?> Pair(string name, JsonNode? value) => KeyValuePair.Create(name, value);

    private static JsonObject ByUnit(IEnumerable<UnitResult> units, Func<UnitResult, JsonNode?> figure) => new(units.Select(u => Pair(u.Unit, figure(u))));
}
