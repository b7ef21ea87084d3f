using System.Text.Json;
using System.Text.Json.Nodes;

namespace MizKhedmat.Scoring;

/// <summary>A prior's mean and its strength: M cases, b of exposure, or the variance tau² between units, by estimator.</summary>
public readonly record struct Prior(double Mean, double Strength);

/// <summary>
/// The priors of a period by peer group and indicator, frozen: {group: {indicator: {mean, M | b | tau2}}}. Estimated from the
/// previous closed period; the first period estimates from itself (SCORING.md 6).
/// </summary>
public sealed class IndexPriors
{
    private readonly Dictionary<(string Group, string Indicator), Prior> priors = [];

    /// <summary>Null when nothing is known of the group's indicator.</summary>
    public Prior? Of(string group, string indicator) => priors.TryGetValue((group, indicator), out var prior) ? prior : null;

    /// <summary>
    /// Of each group with at least <see cref="PriorRule.LeastUnits"/> units with observations, else of all units. An indicator
    /// that nobody has observed gets none.
    /// </summary>
    public static IndexPriors Estimate(IndexMethod method, IndexFacts facts) => new IndexPriors().CompletedFrom(method, facts);

    /// <summary>Those of indicators that both methods estimate in the same way: the others say nothing under the other method.</summary>
    public IndexPriors Under(IndexMethod from, IndexMethod to)
    {
        var made = new IndexPriors();
        foreach (var (key, prior) in priors)
        {
            if (from.IndexOf(key.Indicator) is >= 0 and var old && to.IndexOf(key.Indicator) is >= 0 and var now && from.Indicators[old].Estimator == to.Indicators[now].Estimator)
            {
                made.priors[key] = prior;
            }
        }

        return made;
    }

    /// <summary>These priors, and for what they lack (a new group, a new indicator) those estimated from the facts.</summary>
    public IndexPriors CompletedFrom(IndexMethod method, IndexFacts facts)
    {
        var made = new IndexPriors();
        foreach (var (key, prior) in priors)
        {
            made.priors[key] = prior;
        }

        for (var i = 0; i < method.Indicators.Count; i++)
        {
            var rule = method.Indicators[i];
            if (!rule.HasPrior)
            {
                continue;
            }

            Prior? overall = null;
            for (var g = 0; g < facts.Groups.Count; g++)
            {
                if (Of(facts.Groups[g], rule.Code) is not null)
                {
                    continue;
                }

                var own = Observed(facts, i, g);
                if (own.Count >= PriorRule.LeastUnits)
                {
                    made.priors[(facts.Groups[g], rule.Code)] = EstimateOne(method.Priors, rule, own);
                }
                else if ((overall ??= Observed(facts, i, null) is { Count: > 0 } all ? EstimateOne(method.Priors, rule, all) : null) is { } prior)
                {
                    made.priors[(facts.Groups[g], rule.Code)] = prior;
                }
            }
        }

        return made;
    }

    /// <summary>Reads the JSON form. Throws <see cref="ScoringException"/> for a prior that cannot be.</summary>
    public static IndexPriors Read(IndexMethod method, JsonElement document)
    {
        var made = new IndexPriors();
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw new ScoringException("prior-impossible", "/priors", "پیشین‌ها شیئی از گروه‌هاست؛ آن را اصلاح کنید.", "Priors are an object of groups. Correct it.");
        }

        foreach (var group in document.EnumerateObject())
        {
            if (group.Value.ValueKind != JsonValueKind.Object)
            {
                throw new ScoringException("prior-impossible", $"/priors/{group.Name}", "پیشین‌های یک گروه شیئی از شاخص‌هاست؛ آن را اصلاح کنید.", "The priors of a group are an object of indicators. Correct it.");
            }

            foreach (var row in group.Value.EnumerateObject())
            {
                if (method.IndexOf(row.Name) is >= 0 and var i && method.Indicators[i] is { HasPrior: true } rule)
                {
                    made.priors[(group.Name, row.Name)] = new(
                        Number(row.Value, "mean", group.Name, row.Name, double.NegativeInfinity), Number(row.Value, StrengthName(rule.Estimator), group.Name, row.Name, 0));
                }
            }
        }

        return made;
    }

    /// <summary>The JSON form, groups and indicators in ordinal order, all digits.</summary>
    public JsonObject ToJson(IndexMethod method)
    {
        var json = new JsonObject();
        foreach (var group in priors.GroupBy(p => p.Key.Group).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            json[group.Key] = new JsonObject(group.OrderBy(p => p.Key.Indicator, StringComparer.Ordinal)
                .Where(p => method.IndexOf(p.Key.Indicator) >= 0)
                .Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key.Indicator, new JsonObject
                {
                    ["mean"] = JsonNode.Parse(CanonicalJson.Exact(p.Value.Mean)),
                    [StrengthName(method.Indicators[method.IndexOf(p.Key.Indicator)].Estimator)] = JsonNode.Parse(CanonicalJson.Exact(p.Value.Strength)),
                })));
        }

        return json;
    }

    private static string StrengthName(Estimator estimator) => estimator switch
    {
        Estimator.BetaBinomial => "M",
        Estimator.GammaPoisson => "b",
        _ => "tau2",
    };

    private static List<(double X, double N)> Observed(IndexFacts facts, int indicator, int? group)
    {
        var found = new List<(double, double)>();
        for (var unit = 0; unit < facts.Count; unit++)
        {
            if (group is null || facts.GroupOf(unit) == group)
            {
                ref readonly var cell = ref facts[unit, indicator];
                if (cell.Status == CellStatus.Value && cell.N > 0)
                {
                    found.Add((cell.X, cell.N));
                }
            }
        }

        return found;
    }

    private static Prior EstimateOne(PriorRule bounds, IndicatorRule rule, List<(double X, double N)> units)
    {
        switch (rule.Estimator)
        {
            case Estimator.BetaBinomial:
                var shares = BetaBinomialPrior.Estimate(units, bounds.MinStrength, bounds.MaxStrength);
                return new(shares.Mean, shares.Strength);
            case Estimator.GammaPoisson:
                var rates = GammaPoissonPrior.Estimate(units, bounds.MinRateStrength, bounds.MaxRateStrength);
                return new(rates.Mean, rates.Strength);
            default:
                var means = NormalPrior.Estimate(units, bounds.MinVariance);
                return new(means.Mean, means.Variance);
        }
    }

    private static double Number(JsonElement holder, string name, string group, string code, double above) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) && double.IsFinite(number) && number > above && number < 1e15
            ? number
            : throw new ScoringException("prior-impossible", $"/priors/{group}/{code}/{name}", "این پیشین عدد درستی ندارد؛ آن را از دورهٔ پیش بردارید.", $"The prior has no right number {name}. Take it from the previous period.");
}
