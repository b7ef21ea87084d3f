using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>Reads and checks a methodology document: weights, goalposts, codes, operators, shape of the tree.</summary>
internal sealed class MethodReader : DocumentReader
{
    private const double WeightTolerance = 1e-6;

    internal static readonly Dictionary<string, Estimator> Estimators = new(StringComparer.Ordinal)
    {
        ["exact-ratio"] = Estimator.ExactRatio, ["exact-mean"] = Estimator.ExactMean, ["value-se"] = Estimator.ValueSe,
        ["beta-binomial"] = Estimator.BetaBinomial, ["gamma-poisson"] = Estimator.GammaPoisson, ["normal-normal"] = Estimator.NormalNormal,
    };

    private static readonly Dictionary<string, Treatment> Treatments = new(StringComparer.Ordinal)
    {
        ["score"] = Treatment.Score, ["redistribute"] = Treatment.Redistribute, ["zero"] = Treatment.Zero,
    };

    public MethodReader(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object || !(Words(document, "schema") ?? "mizkhedmat.methodology/1").StartsWith("mizkhedmat.methodology/", StringComparison.Ordinal))
        {
            Fault("not-a-methodology", "", "این سند روش‌شناسی نیست؛ سند درست را بدهید.", "This document is no methodology. Give the right one.");
            return;
        }

        TreeCheck.Run(document, Fault);
        var pillars = new List<PillarRule>();
        var indicators = new List<IndicatorRule>();
        var read = Items(document, "pillars", "").Select((p, place) => (p.Item, p.Path, Place: place, Code: Code(p.Item, p.Path))).ToList();
        foreach (var (item, path, place, code) in read.OrderBy(p => p.Code, StringComparer.Ordinal))
        {
            var rows = Indicators(item, path, pillars.Count);
            pillars.Add(new(code, Words(item, "label_fa") ?? code, Words(item, "slug"), Weight(item, path), indicators.Count, rows.Count, place));
            indicators.AddRange(rows);
        }

        Sum([.. pillars.Select(p => p.Weight)], "/pillars");
        var heavy = 0.5 * pillars.Sum(p => p.Weight);
        foreach (var pillar in pillars.Where(p => p.Weight > heavy + WeightTolerance))
        {
            Fault("pillar-dominates", FormattableString.Invariant($"/pillars/{pillar.Place}/weight"), "وزن یک محور از نیمی از شاخص بیشتر است؛ آن را کم کنید.", "A pillar weighs more than half of the index. Lower its weight.");
        }

        Scale(document);
        var made = new IndexMethod
        {
            Hash = CanonicalJson.Hash(document),
            Id = Words(document, "id") ?? "",
            Version = Words(document, "version") ?? "",
            Pillars = pillars,
            Indicators = indicators,
            PillarAggregate = ReadAggregate(document, "pillar_aggregate"),
            IndexAggregate = ReadAggregate(document, "index_aggregate"),
            Missing = ReadMissing(document),
            Ranking = ReadRanking(document),
            Tiers = ReadTiers(document),
            Priors = ReadPriors(document),
            Peers = ReadPeers(document),
            Province = ReadProvince(document),
            Uncertainty = ReadUncertainty(document),
            Verification = ReadVerification(document),
        };
        Method = Faults.Count == 0 ? made : null;
    }

    /// <summary>Null when the document has faults.</summary>
    public IndexMethod? Method { get; }

    private List<IndicatorRule> Indicators(JsonElement holder, string path, int pillar)
    {
        var rows = Items(holder, "indicators", path).Select((p, place) => Indicator(p.Item, p.Path, pillar, place)).ToList();
        Sum([.. rows.Select(r => r.Weight)], $"{path}/indicators");
        rows.Sort((a, b) => string.CompareOrdinal(a.Code, b.Code));
        return rows;
    }

    private IndicatorRule Indicator(JsonElement item, string path, int pillar, int place)
    {
        var code = Code(item, path);
        var (worst, best) = (Number(item, "worst", path, null), Number(item, "best", path, null));
        if (worst == best && Has(item, "worst", out _) && Has(item, "best", out _))
        {
            Fault("goalposts-equal", path, "بدترین و بهترین یکی است؛ دو کران جدا بنویسید.", "Worst equals best. Write two different goalposts.");
        }

        return new(
            code, Words(item, "label_fa") ?? code, pillar, Weight(item, path), Known(Words(item, "estimator"), Estimators, $"{path}/estimator"), worst, best,
            Words(item, "unit") ?? "", Words(item, "slug"), Words(item, "evidence"), List(item, "law"),
            Has(item, "n_min_rank", out _) ? Number(item, "n_min_rank", path, 0) : null, Words(item, "declared_factor") is not null, place);
    }

    private double Weight(JsonElement item, string path)
    {
        var weight = Number(item, "weight", path);
        if (weight <= 0)
        {
            Fault("weight-not-positive", $"{path}/weight", "وزن باید بیشتر از صفر باشد؛ آن را اصلاح کنید یا این سطر را بردارید.", "A weight must be more than 0. Correct it or take the row out.");
        }

        return weight;
    }

    /// <summary>Weights of one level sum to 100 or to 1.</summary>
    private void Sum(IReadOnlyList<double> weights, string path)
    {
        var sum = weights.Sum();
        if (weights.Count > 0 && Math.Abs(sum - 100) > WeightTolerance && Math.Abs(sum - 1) > WeightTolerance)
        {
            Fault("weights-do-not-sum", path, $"جمع وزن‌ها {Persian(sum)} است و باید ۱۰۰ (یا ۱) باشد؛ وزن‌ها را اصلاح کنید.",
                FormattableString.Invariant($"The weights sum to {sum}, not to 100 (or 1). Correct them."));
        }
    }

    private void Scale(JsonElement document)
    {
        if (Has(document, "scale", out var scale)
            && !(scale.ValueKind == JsonValueKind.Array && scale.GetArrayLength() == 2 && Finite(scale[0]) == 0 && Finite(scale[1]) == 100))
        {
            Fault("scale-unknown", "/scale", "مقیاس شاخص صفر تا صد است؛ آن را [۰، ۱۰۰] بنویسید.", "The scale of the index is 0 to 100. Write [0, 100].");
        }
    }

    private Aggregate ReadAggregate(JsonElement document, string name)
    {
        var holder = Member(document, name);
        var method = Known(Words(holder, "method"), Aggregation.Names, $"/{name}/method");
        var shift = Within(holder, "shift", $"/{name}", 0, 0, 99);
        var power = method == AggregationOperator.Power ? Number(holder, "p", $"/{name}") : 1;
        return new(method, shift, power);
    }

    private Dictionary<CellStatus, Treatment> ReadMissing(JsonElement document)
    {
        var holder = Member(document, "missing_policy");
        var policy = CellJson.Statuses.ToDictionary(s => s.Value, s => Known(Words(holder, s.Key), Treatments, $"/missing_policy/{s.Key}"));
        if (policy[CellStatus.Value] != Treatment.Score || policy.Any(p => p.Key != CellStatus.Value && p.Value == Treatment.Score))
        {
            Fault("policy-impossible", "/missing_policy", "VALUE امتیاز می‌گیرد و جز آن هیچ‌کدام مقداری برای امتیاز ندارد؛ آن را اصلاح کنید.",
                "VALUE is scored and nothing else has a value to score. Correct it.");
        }

        return policy;
    }

    private RankingRule ReadRanking(JsonElement document)
    {
        var holder = Member(document, "ranking");
        const string path = "/ranking";
        Known(Words(holder, "rounding") ?? "half-even", new Dictionary<string, bool> { ["half-even"] = true }, $"{path}/rounding");
        Known(Words(holder, "ties") ?? "competition-min", new Dictionary<string, bool> { ["competition-min"] = true }, $"{path}/ties");
        return new(
            (int)Within(holder, "round_decimals", path, 2, 0, 6), Within(holder, "min_scored_weight", path, 0, 0, 1), Within(holder, "max_na_weight", path, 1, 0, 1),
            Within(holder, "min_pillar_weight", path, 0, 0, 1), (int)Within(holder, "min_pillars", path, 0, 0, 1000), List(holder, "listing_tiebreak"));
    }

    private List<TierRule> ReadTiers(JsonElement document)
    {
        var tiers = Items(document, "tiers", "", isRequired: false)
            .Select(t => new TierRule(Code(t.Item, t.Path), Words(t.Item, "label_fa") ?? "", Within(t.Item, "min", t.Path, 0, 0, 100)))
            .OrderByDescending(t => t.Min).ToList();
        if (tiers.DistinctBy(t => t.Code).Count() < tiers.Count || tiers.DistinctBy(t => t.Min).Count() < tiers.Count)
        {
            Fault("tiers-repeated", "/tiers", "دو رده یک کد یا یک مرز دارند؛ هر کدام را جدا بنویسید.", "Two tiers share a code or a limit. Write each of its own.");
        }

        return tiers;
    }

    private PriorRule ReadPriors(JsonElement document)
    {
        var holder = Member(document, "priors");
        var (m, b) = (Bounds(holder, "M_bounds", 2, 10000), Bounds(holder, "rate_strength_bounds", .001, 10000));
        return new(m.Lo, m.Hi, b.Lo, b.Hi, Within(holder, "tau2_min", "/priors", 1e-6, 0, 1e6));
    }

    private (double Lo, double Hi) Bounds(JsonElement holder, string name, double lo, double hi)
    {
        if (!Has(holder, name, out var bounds))
        {
            return (lo, hi);
        }

        if (bounds.ValueKind == JsonValueKind.Array && bounds.GetArrayLength() == 2 && Finite(bounds[0]) is { } least && Finite(bounds[1]) is { } most && 0 < least && least <= most)
        {
            return (least, most);
        }

        Fault("bounds-wrong", $"/priors/{name}", "دو کران مثبت به ترتیب بنویسید.", "Write two positive bounds in order.");
        return (lo, hi);
    }

    private static PeerRule? ReadPeers(JsonElement document)
    {
        if (!Has(document, "peer_groups", out var holder))
        {
            return null;
        }

        var kinds = Has(holder, "kinds", out var listed) && listed.ValueKind == JsonValueKind.Object
            ? listed.EnumerateObject().SelectMany(k => List(listed, k.Name).Select(type => (type, k.Name))).DistinctBy(k => k.type).ToDictionary(k => k.type, k => k.Name)
            : [];
        var bands = Has(holder, "volume_bands", out var rows) && rows.ValueKind == JsonValueKind.Array
            ? rows.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Array && r.GetArrayLength() == 2 && r[0].ValueKind == JsonValueKind.String && Finite(r[1]) is not null)
                .Select(r => (Code: r[0].GetString()!, AtLeast: r[1].GetDouble())).OrderByDescending(r => r.AtLeast).ToList()
            : [];
        return new(kinds, bands, (int)(Has(holder, "min_size", out var size) ? Finite(size) ?? 1 : 1));
    }

    private ProvinceRule? ReadProvince(JsonElement document)
    {
        if (!Has(document, "province", out var holder))
        {
            return null;
        }

        Known(Words(holder, "method") ?? "direct-standardisation", new Dictionary<string, bool> { ["direct-standardisation"] = true }, "/province/method");
        const string path = "/province/governance_pillar";
        var governor = Member(holder, "governance_pillar");
        var rows = Has(governor, "indicators", out _) ? Indicators(governor, path, 0) : [];
        if (rows.Any(r => r.HasPrior))
        {
            Fault("governor-needs-no-prior", $"{path}/indicators", "بخش‌های نظارت استاندار برآوردگر بی‌پیشین می‌خواهند (exact-ratio یا exact-mean یا value-se).",
                "Parts of the governor's pillar take an estimator without a prior (exact-ratio, exact-mean, value-se).");
        }

        return new(Within(holder, "cap", "/province", 1, 1e-9, 1), Within(governor, "weight", path, 0, 0, 50), rows);
    }

    private UncertaintyRule ReadUncertainty(JsonElement document)
    {
        const string path = "/uncertainty";
        var holder = Member(document, "uncertainty");
        var alternatives = List(holder, "aggregation_alternatives").Select((a, i) => Known(a, Aggregation.Names, FormattableString.Invariant($"{path}/aggregation_alternatives/{i}"))).ToList();
        var quantiles = Has(holder, "rank_quantiles", out var q) && q.ValueKind == JsonValueKind.Array ? q.EnumerateArray().Select(Finite).OfType<double>().ToList() : [.05, .5, .95];
        if (quantiles.Any(x => x is < 0 or > 1))
        {
            Fault("number-out-of-range", $"{path}/rank_quantiles", "چندک میان صفر و یک است؛ آن را اصلاح کنید.", "A quantile lies between 0 and 1. Correct it.");
        }

        return new(
            (int)Within(holder, "draws", path, 2000, 0, MonteCarlo.MostDraws), Within(holder, "weight_noise", path, .25, 0, .99), alternatives, quantiles,
            Within(holder, "joint_confidence", path, .9, .5, .9999));
    }

    private VerificationRule ReadVerification(JsonElement document)
    {
        var holder = Member(document, "verification");
        return new(Within(holder, "prior_agree", "/verification", 8, 0, 1e6), Within(holder, "prior_total", "/verification", 10, 1, 1e6));
    }
}
