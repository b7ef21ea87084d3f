namespace MizKhedmat.Scoring;

/// <summary>An agency inside a province: its index there, whether that is rankable, its requests there, and what share of it could be observed.</summary>
public sealed record ProvinceCell(string Agency, double Index, double Error, bool IsRankable, double Requests, double Observed = 0);

/// <summary>What is known of one province. <paramref name="Governor"/> stands in the order of <see cref="ProvinceRule.Governor"/>.</summary>
public sealed record ProvinceFacts(string Province, IReadOnlyList<ProvinceCell> Cells, IReadOnlyList<Cell> Governor);

/// <summary>One province of a run.</summary>
/// <param name="Standardised">Agencies' indexes weighted by the capped national mix; null without a rankable agency.</param>
/// <param name="Crude">The same weighted by the province's own mix, shown beside it (Simpson).</param>
/// <param name="Governor">The governor's oversight pillar; null when no part of it had an object, then it is left out.</param>
/// <param name="Index">The published composite before rounding.</param>
/// <param name="Error">Standard error of the index, in points.</param>
/// <param name="Weights">Share of each agency, in ordinal order of codes; they sum to 1.</param>
/// <param name="GovernorScores">Score of each part of the governor's pillar; null where its weight went to the others.</param>
/// <param name="Requests">Of all agencies there.</param>
/// <param name="Observed">What could be observed of the agencies there, by the weight that each has in the province.</param>
/// <param name="GovernorShare">Share of the governor's pillar in the index; 0 when it is left out.</param>
/// <param name="Band">The joint region of ranks; it holds the rank. Null without one.</param>
public sealed record ProvinceResult(
    string Province, double? Standardised, double? Crude, double? Governor, double? Index, double Error, decimal? Published, int? Rank, string? Tier,
    IReadOnlyDictionary<string, double> Weights, IReadOnlyList<double?> GovernorScores, double Requests, double Observed, double GovernorShare, (int Lo, int Hi)? Band);

/// <summary>Provinces by direct standardisation to the national mix of requests (SCORING.md 12).</summary>
public static class Provinces
{
    /// <summary>
    /// Shares of those present: each agency's national share, capped, over the sum of those present. The cap comes first, so the
    /// shares that result may lie above it.
    /// </summary>
    public static IReadOnlyDictionary<string, double> Shares(IReadOnlyDictionary<string, double> nationalRequests, IEnumerable<string> present, double cap)
    {
        var total = Ordered(nationalRequests).Sum(a => a.Value);
        var capped = present.Distinct().Order(StringComparer.Ordinal)
            .Select(a => (Agency: a, Share: total > 0 ? Math.Min(cap, nationalRequests.GetValueOrDefault(a) / total) : 0)).Where(a => a.Share > 0).ToList();
        var sum = capped.Sum(a => a.Share);
        return capped.ToDictionary(a => a.Agency, a => a.Share / sum, StringComparer.Ordinal);
    }

    /// <summary>Σ share · score; null when nobody present has a share.</summary>
    public static double? Weighted(IReadOnlyDictionary<string, double> shares, Func<string, double> score) =>
        shares.Count == 0 ? null : Ordered(shares).Sum(a => a.Value * score(a.Key));

    /// <summary>The national series: all rankable agencies of all lists with the same capped shares.</summary>
    public static double? Nation(IndexMethod method, IEnumerable<IndexRun> lists, IReadOnlyDictionary<string, double> nationalRequests)
    {
        var ranked = lists.SelectMany(run => run.Listed.Select(u => (Unit: run.Facts.Units[u], Index: run.Index[u]))).ToDictionary(r => r.Unit, r => r.Index, StringComparer.Ordinal);
        return Weighted(Shares(nationalRequests, ranked.Keys, method.Province?.Cap ?? 1), a => ranked[a]);
    }

    /// <summary>All provinces, ranked overall by their published scores; in ordinal order of codes.</summary>
    public static IReadOnlyList<ProvinceResult> Run(IndexMethod method, IReadOnlyDictionary<string, double> nationalRequests, IEnumerable<ProvinceFacts> provinces)
    {
        var rule = method.Province ?? throw new ScoringException("province-rule-missing", "/province", "این روش‌شناسی قاعدهٔ استان ندارد؛ آن را بنویسید.", "This methodology has no rule for provinces. Write it.");
        var rows = provinces.OrderBy(p => p.Province, StringComparer.Ordinal).Select(p => One(method, rule, nationalRequests, p)).ToList();
        var ranks = Publication.Ranks([.. rows.Select(r => r.Published)]);
        var ranked = rows.Where(r => r.Index is not null).ToList();
        var bands = RankRegion.Joint([.. ranked.Select(r => r.Index!.Value)], [.. ranked.Select(r => r.Error)], method.Uncertainty.JointConfidence)
            .Select((band, i) => (ranked[i].Province, band)).ToDictionary(b => b.Province, b => b.band, StringComparer.Ordinal);
        return [.. rows.Select((row, i) => ranks[i] is { } rank ? row with { Rank = rank, Band = (Math.Min(bands[row.Province].Lo, rank), Math.Max(bands[row.Province].Hi, rank)) } : row)];
    }

    private static ProvinceResult One(IndexMethod method, ProvinceRule rule, IReadOnlyDictionary<string, double> nationalRequests, ProvinceFacts facts)
    {
        var cells = facts.Cells.Where(c => c.IsRankable).ToDictionary(c => c.Agency, StringComparer.Ordinal);
        var shares = Shares(nationalRequests, cells.Keys, rule.Cap);
        var standardised = Weighted(shares, a => cells[a].Index);
        var own = cells.Values.Where(c => c.Requests > 0).ToDictionary(c => c.Agency, c => c.Requests, StringComparer.Ordinal);
        var crude = Weighted(Shares(own, own.Keys, 1), a => cells[a].Index);
        var scores = Governor(method, rule, facts);
        var governor = new Aggregate(AggregationOperator.Arithmetic).Of(scores, [.. rule.Governor.Select(g => g.Weight)]);
        var part = double.IsNaN(governor) ? 0 : rule.GovernorWeight > 1 ? rule.GovernorWeight / 100 : rule.GovernorWeight;
        double? index = standardised is { } s ? ((1 - part) * s) + (part > 0 ? part * governor : 0) : null;
        var error = (1 - part) * Math.Sqrt(Ordered(shares).Sum(a => a.Value * a.Value * cells[a.Key].Error * cells[a.Key].Error));
        decimal? published = index is { } shown ? Publication.Round(shown, method.Ranking.Decimals) : null;
        return new(
            facts.Province, standardised, crude, double.IsNaN(governor) ? null : governor, index, error, published, null,
            published is { } p ? method.TierOf(p) : null, shares, [.. scores.Select(x => double.IsNaN(x) ? (double?)null : x)],
            facts.Cells.Sum(c => c.Requests), Ordered(shares).Sum(a => a.Value * cells[a.Key].Observed), part, null);
    }

    private static double[] Governor(IndexMethod method, ProvinceRule rule, ProvinceFacts facts)
    {
        var scores = new double[rule.Governor.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var (part, cell) = (rule.Governor[i], i < facts.Governor.Count ? facts.Governor[i] : Cell.Missing);
            var isRatio = part.Estimator == Estimator.ExactRatio;
            scores[i] = cell.Status == CellStatus.Value && isRatio && cell.N <= 0 ? double.NaN
                : method.Missing[cell.Status] switch
                {
                    Treatment.Score => part.Score(isRatio ? cell.X / cell.N : cell.X),
                    Treatment.Zero => 0,
                    _ => double.NaN,
                };
        }

        return scores;
    }

    private static IOrderedEnumerable<KeyValuePair<string, double>> Ordered(IReadOnlyDictionary<string, double> figures) =>
        figures.OrderBy(f => f.Key, StringComparer.Ordinal);
}
