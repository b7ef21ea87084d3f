using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// What would be if: other weights, other figures of one unit, another version of the methodology (SCORING.md 4 and 15). Reads, computes,
/// stores nothing; the same engine that ranks.
/// </summary>
public sealed class Experiments(StandingBoard standings, EditionShelf shelf, MethodologyShelf methods, TimeProvider clock)
{
    /// <summary>The name of the live ranking where an edition could stand.</summary>
    public const string Live = "live";

    /// <summary>Editions that a draft is rehearsed over at most, the newest ones.</summary>
    private const int MostEditions = 8;

    /// <summary>A whole list with what was asked. Null outside the national scope and for an edition that does not exist.</summary>
    public async Task<Trial?> WhatIfAsync(Scope scope, string edition, WhatIf ask, CancellationToken ct)
    {
        if (scope.Kind != ScopeKind.National || await InputAsync(scope, edition, ct) is not { } input)
        {
            return null;
        }

        var method = input.Agencies.Method;
        var before = TrialRun.Of(input, ask.Of);
        var (weights, faults) = TrialFaults.Weights(method, ask);
        var edits = TrialFaults.Edits(before, ask, faults);
        var after = TrialFaults.Try(faults, () => TrialRun.Of(input, ask.Of, weights, edits)) ?? before;
        var units = Units(input, ask.Of, before, after);
        var cells = ask.Unit is { } unit && before.Agencies?.Facts.IndexOf(unit) is >= 0 and var i ? Cells(input, unit, before.Agencies.IndicatorsOf(i), after.Agencies!.IndicatorsOf(i)) : null;
        return new(
            edition, PeriodOf(input), input.Head.CutoffUtc.UtcDateTime, ask.Of, method, faults.Count == 0 ? weights ?? method.Weights : method.Weights,
            [.. units.OrderBy(u => u.After.Rank ?? int.MaxValue).ThenBy(u => u.Before.Rank ?? int.MaxValue).ThenBy(u => u.Code, StringComparer.Ordinal)], ShiftOf(units), cells, faults);
    }

    /// <summary>
    /// The agency's own place with other figures of its own, by the method as it is. Null outside the scope, and where the agency is not scored.
    /// </summary>
    public async Task<OwnTrial?> OwnWhatIfAsync(Scope scope, string edition, AgencyCode agency, IReadOnlyDictionary<string, CellEdit> cells, CancellationToken ct)
    {
        // Whether this edition (or draft) may be seen is asked with the caller's own scope; the others' figures are needed to rank.
        if (!scope.Covers(Scope.OfAgency(agency)) || (edition != Live && await shelf.ExplainAsync(scope, edition, agency, null, ct) is null)
            || await InputAsync(Scope.National, edition, ct) is not { } input || input.Agencies.IndexOf(agency.Value) < 0)
        {
            return null;
        }

        var (method, of) = (input.Agencies.Method, input.AllUnits.First(u => !u.IsProvince && u.Code == agency.Value).List == EditionUnit.ProvincialAgencies ? StandingOf.ProvincialAgencies : StandingOf.Agencies);
        var before = TrialRun.Of(input, of);
        var faults = new List<ScoringFault>();
        var edits = TrialFaults.Edits(before, new(of, new Dictionary<string, double>(), new Dictionary<string, double>(), agency.Value, cells), faults);
        var after = TrialFaults.Try(faults, () => TrialRun.Of(input, of, null, edits)) ?? before;
        var i = before.Agencies!.Facts.IndexOf(agency.Value);
        return new(
            edition, PeriodOf(input), input.Head.CutoffUtc.UtcDateTime, method, Units(input, of, before, after).First(u => u.Code == agency.Value), after.Agencies!.Listed.Count,
            Cells(input, agency.Value, before.Agencies.IndicatorsOf(i), after.Agencies.IndicatorsOf(i)), faults);
    }

    /// <summary>
    /// A version of the methodology over one edition, or over the live cells and the latest editions when <paramref name="edition"/> is null; live first.
    /// Null outside the national scope, for an unknown version or edition, and for a version that the engine refuses.
    /// </summary>
    public async Task<IReadOnlyList<RehearsedEdition>?> RehearseAsync(Scope scope, string version, string? edition, StandingOf of, CancellationToken ct)
    {
        if (scope.Kind != ScopeKind.National || await methods.DocumentAsync(version, ct) is not { } text)
        {
            return null;
        }

        using var json = JsonDocument.Parse(text);
        if (IndexMethod.Check(json.RootElement).Count > 0)
        {
            return null;
        }

        var (draft, plain) = (json.RootElement.Clone(), Arithmetic(text));
        var names = edition is not null ? [edition] : (List<string>)[Live, .. (await shelf.ListAsync(scope, ct)).Where(e => e.IsLatest).Take(MostEditions).Select(e => e.Id)];
        var rehearsed = new List<RehearsedEdition>();
        foreach (var name in names)
        {
            if (await InputAsync(scope, name, ct) is not { } input)
            {
                return null;
            }

            rehearsed.Add(Rehearsed(name, input, of, draft, plain));
        }

        return rehearsed;
    }

    private RehearsedEdition Rehearsed(string name, EditionInput input, StandingOf of, JsonElement draft, JsonElement? plain)
    {
        var (before, after) = (TrialRun.Of(input, of), TrialRun.Of(input.Under(IndexMethod.Parse(draft), draft), of));
        var (units, moved) = (Moved(Units(input, of, before, after)), before.Agencies is { } old && after.Agencies is { } now ? Rehearsal.Compare(old, now) : null);
        var compared = plain is { } arithmetic ? Moved(Units(input, of, TrialRun.Of(input.Under(IndexMethod.Parse(arithmetic), arithmetic), of), after)) : null;
        return new(
            name, PeriodOf(input), input.Head.CutoffUtc.UtcDateTime, input.Agencies.Method.Version, units, ShiftOf(units), Alike(units, RankCorrelation.Spearman), Alike(units, RankCorrelation.KendallTauB),
            moved?.ImportanceBefore ?? [], moved?.ImportanceAfter ?? [], moved?.Correlations ?? [], compared is null ? null : new(ShiftOf(compared), compared));
    }

    /// <summary>The same document with the arithmetic mean over pillars; null when that is its mean.</summary>
    private static JsonElement? Arithmetic(string document)
    {
        var node = JsonNode.Parse(document)!;
        if (node["index_aggregate"]?["method"]?.GetValue<string>() is null or "arithmetic")
        {
            return null;
        }

        node["index_aggregate"] = new JsonObject { ["method"] = "arithmetic" };
        return JsonSerializer.SerializeToElement(node);
    }

    private async Task<EditionInput?> InputAsync(Scope scope, string edition, CancellationToken ct) =>
        edition == Live ? await standings.InputAsync(JalaliPeriod.Live(clock.TodayInTehran()), ct) : await shelf.InputAsync(scope, edition, ct);

    private JalaliPeriod PeriodOf(EditionInput input) =>
        JalaliPeriod.TryParse(input.Head.Period, clock.TodayInTehran(), out var period) ? period : throw new InvalidOperationException($"An edition of no period: {input.Head.Period}");

    private static List<TriedUnit> Units(EditionInput input, StandingOf of, TrialRun before, TrialRun after) =>
        [.. input.AllUnits.Where(u => u.IsProvince == (of == StandingOf.Provinces) && before.Places.ContainsKey(u.Code) && after.Places.ContainsKey(u.Code))
            .Select(u => new TriedUnit(u.Code, u.NameFa, u.NameEn, before.Places[u.Code], after.Places[u.Code]))];

    private static IReadOnlyList<TriedUnit> Moved(List<TriedUnit> units) =>
        [.. units.OrderByDescending(u => Math.Abs(u.Shift ?? 0)).ThenBy(u => u.After.Rank ?? int.MaxValue).ThenBy(u => u.Code, StringComparer.Ordinal)];

    private static TriedCells Cells(EditionInput input, string code, IReadOnlyList<IndicatorResult> before, IReadOnlyList<IndicatorResult> after)
    {
        var unit = input.AllUnits.First(u => !u.IsProvince && u.Code == code);
        return new(code, unit.NameFa, unit.NameEn, before, after);
    }

    private static double ShiftOf(IReadOnlyList<TriedUnit> units) =>
        Ranks(units) is { Old.Count: > 0 } ranks ? RankShift.Average(ranks.Old, ranks.New) : 0;

    private static double? Alike(IReadOnlyList<TriedUnit> units, Func<IReadOnlyList<double>, IReadOnlyList<double>, double> measure) =>
        Ranks(units) is var (old, now) && old.Distinct().Take(2).Count() == 2 && now.Distinct().Take(2).Count() == 2 ? measure(old, now) : null;

    private static (List<double> Old, List<double> New) Ranks(IReadOnlyList<TriedUnit> units)
    {
        var both = units.Where(u => u.Shift is not null).ToList();
        return ([.. both.Select(u => (double)u.Before.Rank!.Value)], [.. both.Select(u => (double)u.After.Rank!.Value)]);
    }
}
