namespace MizKhedmat.Scoring;

/// <summary>One unit under two methods or sets of weights; ranks null where it is not ranked.</summary>
public sealed record RehearsedUnit(string Unit, int? Before, int? After, double? IndexBefore, double? IndexAfter)
{
    /// <summary>Places gained (negative) or lost; null unless ranked in both.</summary>
    public int? Shift => After - Before;
}

/// <summary>How much a pillar decides: its nominal share, and its squared correlation ratio with the index (SCORING.md 4).</summary>
public sealed record PillarImportance(string Pillar, double Nominal, double? Effective);

/// <summary>Pearson correlation of two pillars: above 0.92 one of them says nothing new, below 0 they pull against each other.</summary>
public sealed record PillarCorrelation(string First, string Second, double Correlation)
{
    public bool IsRedundant => Correlation > 0.92;

    public bool IsConflicting => Correlation < 0;
}

/// <summary>What a change of method would do, before anybody approves it: who moves, by how much, and what then decides.</summary>
/// <param name="Units">Largest move first.</param>
/// <param name="AverageShift">R_S: mean absolute move of those ranked in both.</param>
public sealed record Rehearsal(
    IReadOnlyList<RehearsedUnit> Units, double AverageShift, IReadOnlyList<PillarImportance> ImportanceBefore, IReadOnlyList<PillarImportance> ImportanceAfter,
    IReadOnlyList<PillarCorrelation> Correlations)
{
    /// <summary>Compares two runs of the same units.</summary>
    public static Rehearsal Compare(IndexRun before, IndexRun after)
    {
        var units = before.Facts.Units.Where(u => after.Facts.IndexOf(u) >= 0).Select(u => Row(u, before.Facts.IndexOf(u), after.Facts.IndexOf(u)))
            .OrderByDescending(r => Math.Abs(r.Shift ?? 0)).ThenBy(r => r.Unit, StringComparer.Ordinal).ToList();
        var moved = units.Where(u => u.Shift is not null).Select(u => (double)Math.Abs(u.Shift!.Value)).ToList();
        return new(units, moved.Count == 0 ? 0 : moved.Average(), ImportanceOf(before), ImportanceOf(after), CorrelationsOf(after));

        RehearsedUnit Row(string unit, int b, int a) => new(unit, before.RankOf(b), after.RankOf(a), Figure(before.Index[b]), Figure(after.Index[a]));
    }

    /// <summary>A run with edited weights (null = the method's) and edited cells; the given run is not touched.</summary>
    public static IndexRun WhatIf(IndexRun run, MethodWeights? weights, IEnumerable<(string Unit, string Indicator, Cell Cell)> edits)
    {
        var facts = run.Facts.Copy();
        foreach (var (unit, indicator, cell) in edits)
        {
            if (facts.IndexOf(unit) is not (>= 0 and var u) || run.Method.IndexOf(indicator) is not (>= 0 and var i))
            {
                throw new ScoringException("cell-unknown", $"/facts/{unit}/{indicator}", "این واحد یا شاخص در این اجرا نیست؛ نامش را درست کنید.", "This unit or indicator is not in the run. Correct its name.");
            }

            facts[u, i] = CellJson.Checked(cell, run.Method.Indicators[i], $"/facts/{unit}/{indicator}");
        }

        return new(run.Method, facts, run.Priors, weights);
    }

    /// <summary>Var(E[S|P]) / Var(S) per pillar over the ranked units, the conditional mean taken over √n groups of equal size.</summary>
    public static IReadOnlyList<PillarImportance> ImportanceOf(IndexRun run)
    {
        var whole = run.Weights.Pillars.Sum();
        return [.. run.Method.Pillars.Select((p, i) => new PillarImportance(p.Code, run.Weights.Pillars[i] / whole, CorrelationRatio(run, i)))];
    }

    /// <summary>Of each two pillars over the ranked units; pairs without spread are left out.</summary>
    public static IReadOnlyList<PillarCorrelation> CorrelationsOf(IndexRun run) =>
    [
        .. from a in Enumerable.Range(0, run.Method.Pillars.Count)
           from b in Enumerable.Range(a + 1, run.Method.Pillars.Count - a - 1)
           let correlation = Pearson(run, a, b)
           where correlation is not null
           select new PillarCorrelation(run.Method.Pillars[a].Code, run.Method.Pillars[b].Code, correlation.Value),
    ];

    private static double? CorrelationRatio(IndexRun run, int pillar)
    {
        var rows = run.Listed.Order().Select(u => (P: run.PillarsOf(u)[pillar], S: run.Index[u])).Where(r => !double.IsNaN(r.P)).OrderBy(r => r.P).ToList();
        var mean = rows.Count == 0 ? 0 : rows.Average(r => r.S);
        var total = rows.Sum(r => (r.S - mean) * (r.S - mean));
        if (rows.Count < 4 || total <= 0)
        {
            return null;
        }

        var (bins, between) = ((int)Math.Sqrt(rows.Count), 0d);
        for (var bin = 0; bin < bins; bin++)
        {
            var (from, to) = (rows.Count * bin / bins, rows.Count * (bin + 1) / bins);
            var inside = rows.GetRange(from, to - from).Average(r => r.S) - mean;
            between += (to - from) * inside * inside;
        }

        return between / total;
    }

    private static double? Pearson(IndexRun run, int a, int b)
    {
        var rows = run.Listed.Order().Select(u => (X: run.PillarsOf(u)[a], Y: run.PillarsOf(u)[b])).Where(r => !double.IsNaN(r.X) && !double.IsNaN(r.Y)).ToList();
        if (rows.Count < 3)
        {
            return null;
        }

        var (x, y) = (rows.Average(r => r.X), rows.Average(r => r.Y));
        double xx = 0, yy = 0, xy = 0;
        foreach (var row in rows)
        {
            xx += (row.X - x) * (row.X - x);
            yy += (row.Y - y) * (row.Y - y);
            xy += (row.X - x) * (row.Y - y);
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : null;
    }

    private static double? Figure(double value) => double.IsNaN(value) ? null : value;
}
