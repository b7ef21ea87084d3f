using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>Turns what somebody would have into weights and cells, and says what of it cannot be tried.</summary>
internal static class TrialFaults
{
    /// <summary>Weights above this say nothing more: only proportions count.</summary>
    private const double MostWeight = 1000;

    /// <summary>Null when no weight was given. Codes that the method does not have are left aside.</summary>
    public static (MethodWeights? Weights, List<ScoringFault> Faults) Weights(IndexMethod method, WhatIf ask)
    {
        var faults = new List<ScoringFault>();
        if (ask.Pillars.Count == 0 && ask.Indicators.Count == 0)
        {
            return (null, faults);
        }

        var weights = new MethodWeights(
            [.. method.Pillars.Select(p => ask.Pillars.TryGetValue(p.Code, out var w) ? w : p.Weight)],
            [.. method.Indicators.Select(i => ask.Indicators.TryGetValue(i.Code, out var w) ? w : i.Weight)]);
        foreach (var (code, weight) in method.Pillars.Select((p, i) => (p.Code, weights.Pillars[i])).Concat(method.Indicators.Select((p, i) => (p.Code, weights.Indicators[i]))))
        {
            if (weight is not (>= 0 and <= MostWeight))
            {
                faults.Add(new("weight-impossible", $"/weights/{code}", "وزن عددی از ۰ تا ۱۰۰۰ است؛ آن را اصلاح کنید.", "A weight is a number from 0 to 1000. Correct it."));
            }
        }

        if (faults.Count == 0 && weights.Pillars.Sum() <= 0)
        {
            faults.Add(new("weights-empty", $"/weights/{method.Pillars[0].Code}", "همهٔ وزن‌ها صفرند؛ به دست‌کم یک ستون وزن بدهید.", "All weights are zero. Give at least one pillar a weight."));
        }

        foreach (var pillar in method.Pillars.Where(p => faults.Count == 0 && weights.Indicators.Skip(p.First).Take(p.Count).Sum() <= 0))
        {
            faults.Add(new(
                "weights-empty", $"/weights/{method.Indicators[pillar.First].Code}", "همهٔ وزن‌های این ستون صفرند؛ به دست‌کم یک شاخص وزن بدهید.",
                "All weights inside this pillar are zero. Give at least one indicator a weight."));
        }

        return (weights, faults);
    }

    /// <summary>Cells of the asked unit, those not edited as they are.</summary>
    public static IReadOnlyList<(string Unit, string Indicator, Cell Cell)> Edits(TrialRun now, WhatIf ask, List<ScoringFault> faults)
    {
        if (ask.Unit is not { } unit || now.Agencies is not { } run || run.Facts.IndexOf(unit) is not (>= 0 and var at))
        {
            if (ask.Cells.Count > 0)
            {
                faults.Add(new("unit-unknown", "/unit", "این واحد در این فهرست نیست؛ واحد دیگری برگزینید.", "This unit is not in the list. Choose another."));
            }

            return [];
        }

        var edits = new List<(string, string, Cell)>();
        foreach (var (code, edit) in ask.Cells.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (run.Method.IndexOf(code) is not (>= 0 and var i))
            {
                continue;
            }

            var (cell, isNew) = (run.Facts[at, i], run.Facts[at, i].Status != CellStatus.Value);
            if (isNew && (edit.X is null || (edit.N is null && CellJson.Names(run.Method.Indicators[i].Estimator).N is not null)))
            {
                faults.Add(new("figure-missing", $"/facts/{unit}/{code}", "این شاخص هنوز مقداری ندارد؛ هر دو عدد را بنویسید.", "This indicator has no value yet. Write both figures."));
                continue;
            }

            edits.Add((unit, code, new(CellStatus.Value, edit.X ?? cell.X, edit.N ?? (isNew ? 0 : cell.N))));
        }

        return edits;
    }

    /// <summary>Null, with the faults noted, for what the engine refuses or what was already at fault.</summary>
    public static TrialRun? Try(List<ScoringFault> faults, Func<TrialRun> run)
    {
        if (faults.Count > 0)
        {
            return null;
        }

        try
        {
            return run();
        }
        catch (ScoringException fault)
        {
            faults.AddRange(fault.Faults);
            return null;
        }
    }
}
