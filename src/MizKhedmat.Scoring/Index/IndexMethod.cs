using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>How an indicator's value and its variance follow from its cell (SCORING.md 6).</summary>
public enum Estimator
{
    /// <summary>exact-ratio: x/n of a legal inventory, no sampling error.</summary>
    ExactRatio,

    /// <summary>exact-mean: the value itself.</summary>
    ExactMean,

    /// <summary>value-se: a value with its standard error.</summary>
    ValueSe,

    /// <summary>beta-binomial: x/n drawn to the peer group's share.</summary>
    BetaBinomial,

    /// <summary>gamma-poisson: x/n drawn to the peer group's rate.</summary>
    GammaPoisson,

    /// <summary>normal-normal: a mean drawn to the peer group's mean.</summary>
    NormalNormal,
}

/// <summary>What a status does to a score (the document's missing_policy).</summary>
public enum Treatment
{
    /// <summary>Its value is scored.</summary>
    Score,

    /// <summary>Its weight goes to the others of the pillar.</summary>
    Redistribute,

    /// <summary>It scores 0 and keeps its weight.</summary>
    Zero,
}

/// <summary>One indicator of the tree. Worst and best say the direction too.</summary>
/// <param name="Code">Unique in the tree.</param>
/// <param name="Pillar">Index of its pillar in <see cref="IndexMethod.Pillars"/>.</param>
/// <param name="Weight">As written; its share of the pillar is what counts.</param>
/// <param name="Place">Its place in the document, for display; calculations go by ordinal code.</param>
/// <param name="FewBelow">n below which the badge «داده کم» stands; null = none. Decides no rank.</param>
/// <param name="IsDeclared">A declared value is multiplied by the verification coefficient before it becomes a cell.</param>
public sealed record IndicatorRule(
    string Code, string LabelFa, int Pillar, double Weight, Estimator Estimator, double Worst, double Best, string Unit,
    string? Slug, string? Evidence, IReadOnlyList<string> Law, double? FewBelow, bool IsDeclared, int Place)
{
    /// <summary>0–100, truncated: this is the outlier treatment of the index.</summary>
    public double Score(double value) => 100 * Math.Clamp((value - Worst) / (Best - Worst), 0, 1);

    /// <summary>Score points per unit of value (negative when less is better), not reduced by the truncation.</summary>
    public double Steepness => 100 / (Best - Worst);

    /// <summary>Whether the estimator draws to a prior of the peer group.</summary>
    public bool HasPrior => Estimator is Estimator.BetaBinomial or Estimator.GammaPoisson or Estimator.NormalNormal;
}

/// <summary>One pillar: its indicators are <see cref="First"/> … <see cref="First"/> + <see cref="Count"/> − 1 of the method.</summary>
public sealed record PillarRule(string Code, string LabelFa, string? Slug, double Weight, int First, int Count, int Place);

/// <summary>Who is ranked and how a score is published (the document's ranking). A rule that a document does not lay is 0 (shares: none).</summary>
/// <param name="MinScoredWeight">Least share of the applicable weight that is scored.</param>
/// <param name="MaxNotApplicableWeight">Largest share of the nominal weight that is accepted as not applicable.</param>
/// <param name="MinPillarWeight">Share of a pillar's applicable weight that makes it count towards <see cref="MinPillars"/>.</param>
public sealed record RankingRule(int Decimals, double MinScoredWeight, double MaxNotApplicableWeight, double MinPillarWeight, int MinPillars, IReadOnlyList<string> ListingTieBreak);

/// <summary>A class on the published score: from <see cref="Min"/> upwards.</summary>
public sealed record TierRule(string Code, string LabelFa, double Min);

/// <summary>Bounds of estimated priors.</summary>
public sealed record PriorRule(double MinStrength, double MaxStrength, double MinRateStrength, double MaxRateStrength, double MinVariance)
{
    /// <summary>Fewer units with observations than this in a peer group: the prior comes from all units.</summary>
    public const int LeastUnits = 8;
}

/// <summary>Who is compared with whom: agency types per kind, volume bands from the largest down, least size of a group.</summary>
public sealed record PeerRule(IReadOnlyDictionary<string, string> KindOfType, IReadOnlyList<(string Code, double AtLeast)> Bands, int MinSize);

/// <summary>The province: cap of an agency's share and the governor's pillar (its indicators as a one-pillar method), if any.</summary>
public sealed record ProvinceRule(double Cap, double GovernorWeight, IReadOnlyList<IndicatorRule> Governor);

/// <summary>Monte Carlo of the method and confidence of the rank bands.</summary>
public sealed record UncertaintyRule(int Draws, double WeightNoise, IReadOnlyList<AggregationOperator> Alternatives, IReadOnlyList<double> RankQuantiles, double JointConfidence);

/// <summary>tau = (agreed + PriorAgree)/(inspected + PriorTotal).</summary>
public sealed record VerificationRule(double PriorAgree, double PriorTotal);

/// <summary>
/// A methodology document, checked and ready to compute with. Pillars and indicators stand in ordinal order of their codes,
/// so that the order of a document changes no sum; <c>Place</c> is the order for display. Members that the engine does not
/// use lay no rule and are ignored.
/// </summary>
public sealed class IndexMethod
{
    private Dictionary<string, int>? places;

    internal IndexMethod()
    {
    }

    /// <summary>SHA-256 of the canonical document; changed by every change of it.</summary>
    public required string Hash { get; init; }

    public required string Id { get; init; }

    public required string Version { get; init; }

    public required IReadOnlyList<PillarRule> Pillars { get; init; }

    /// <summary>Pillar by pillar; a unit's cells stand in this order.</summary>
    public required IReadOnlyList<IndicatorRule> Indicators { get; init; }

    public required Aggregate PillarAggregate { get; init; }

    public required Aggregate IndexAggregate { get; init; }

    /// <summary>By status.</summary>
    public required IReadOnlyDictionary<CellStatus, Treatment> Missing { get; init; }

    public required RankingRule Ranking { get; init; }

    /// <summary>From the highest down.</summary>
    public required IReadOnlyList<TierRule> Tiers { get; init; }

    public required PriorRule Priors { get; init; }

    /// <summary>Null when the document has no peer groups.</summary>
    public required PeerRule? Peers { get; init; }

    /// <summary>Null when the document knows no provinces.</summary>
    public required ProvinceRule? Province { get; init; }

    public required UncertaintyRule Uncertainty { get; init; }

    public required VerificationRule Verification { get; init; }

    /// <summary>Throws <see cref="ScoringException"/> with every fault of the document.</summary>
    public static IndexMethod Parse(JsonElement document)
    {
        var reader = new MethodReader(document);
        return reader.Method ?? throw new ScoringException(reader.Faults);
    }

    /// <summary>The faults of a document; empty when it can be used.</summary>
    public static IReadOnlyList<ScoringFault> Check(JsonElement document) => new MethodReader(document).Faults;

    /// <summary>The index of an indicator's code, −1 when the method has none.</summary>
    public int IndexOf(string code)
    {
        places ??= Indicators.Select((rule, i) => (rule.Code, i)).ToDictionary(p => p.Code, p => p.i, StringComparer.Ordinal);
        return places.GetValueOrDefault(code, -1);
    }

    /// <summary>Weights as the scorer takes them.</summary>
    public MethodWeights Weights => new([.. Pillars.Select(p => p.Weight)], [.. Indicators.Select(i => i.Weight)]);

    /// <summary>Nominal share of an indicator in the whole index, without anything left out.</summary>
    public double NominalShare(int indicator)
    {
        var rule = Indicators[indicator];
        var pillar = Pillars[rule.Pillar];
        return pillar.Weight / Pillars.Sum(p => p.Weight) * rule.Weight / Indicators.Skip(pillar.First).Take(pillar.Count).Sum(i => i.Weight);
    }

    /// <summary>The class of a published score; null below the lowest.</summary>
    public string? TierOf(decimal published) => Tiers.FirstOrDefault(t => published >= (decimal)t.Min)?.Code;
}

/// <summary>Weights of pillars and indicators in the order of a method; only their proportions count.</summary>
public sealed record MethodWeights(double[] Pillars, double[] Indicators);
