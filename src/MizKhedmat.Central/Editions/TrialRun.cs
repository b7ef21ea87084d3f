using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// One list of a ranking, computed from what an edition or the live ranking was computed from, under any method, weights and cells.
/// </summary>
internal sealed class TrialRun
{
    private TrialRun(IReadOnlyDictionary<string, TriedPlace> places, IndexRun? agencies) => (Places, Agencies) = (places, agencies);

    /// <summary>Every unit of the list by its code.</summary>
    public IReadOnlyDictionary<string, TriedPlace> Places { get; }

    /// <summary>The run of a list of agencies; null for provinces.</summary>
    public IndexRun? Agencies { get; }

    /// <summary>Throws <see cref="ScoringException"/> for a cell that cannot be.</summary>
    public static TrialRun Of(EditionInput input, StandingOf of, IndexMethod method, MethodWeights? weights = null, IReadOnlyList<(string Unit, string Indicator, Cell Cell)>? edits = null)
    {
        var priors = PriorsOf(input, method);
        if (of == StandingOf.Provinces)
        {
            return new(OfProvinces(input, method, priors, weights), null);
        }

        var run = new IndexRun(method, FactsOf(input, of).Under(method), priors);
        if (weights is not null || edits is { Count: > 0 })
        {
            run = Rehearsal.WhatIf(run, weights, edits ?? []);
        }

        var among = run.Listed.CountBy(run.Facts.GroupOf).ToDictionary();
        return new(run.Facts.Units.Select((unit, i) => (unit, Row: run.Unit(i), Peers: among.GetValueOrDefault(run.Facts.GroupOf(i))))
            .ToDictionary(u => u.unit, u => new TriedPlace(u.Row.Index, u.Row.Published, u.Row.Rank, u.Row.PeerRank, u.Peers, u.Row.Tier), StringComparer.Ordinal), run);
    }

    /// <summary>Name and list of a unit; one that nobody named stands among the agencies under its code.</summary>
    public static EditionUnit UnitOf(EditionInput input, string code) =>
        input.Units.FirstOrDefault(u => u.Code == code) ?? new(code, EditionUnit.Agencies, code, code);

    private static IndexFacts FactsOf(EditionInput input, StandingOf of)
    {
        var list = of == StandingOf.Agencies ? EditionUnit.Agencies : EditionUnit.ProvincialAgencies;
        var others = input.Units.Where(u => u.List != list).Select(u => u.Code).ToHashSet(StringComparer.Ordinal);
        var named = input.Units.Select(u => u.Code).ToHashSet(StringComparer.Ordinal);
        var all = input.Agencies;
        var units = all.Units.Where(u => named.Contains(u) ? !others.Contains(u) : of == StandingOf.Agencies).ToList();
        var facts = new IndexFacts(all.Method, units.Select(u => (u, all.Groups[all.GroupOf(all.IndexOf(u))])));
        foreach (var unit in units)
        {
            all.Row(all.IndexOf(unit)).CopyTo(facts.Row(facts.IndexOf(unit)));
        }

        return facts;
    }

    /// <summary>Frozen priors hold for indicators that both methods estimate alike; the others are estimated from the facts.</summary>
    private static IndexPriors PriorsOf(EditionInput input, IndexMethod method)
    {
        var (old, known) = (input.Agencies.Method, input.Priors ?? new());
        if (old != method)
        {
            var json = known.ToJson(old);
            foreach (var group in json.Select(g => g.Value).OfType<JsonObject>())
            {
                foreach (var code in group.Select(i => i.Key).ToList())
                {
                    if (method.IndexOf(code) is var i && (i < 0 || method.Indicators[i].Estimator != old.Indicators[old.IndexOf(code)].Estimator))
                    {
                        group.Remove(code);
                    }
                }
            }

            known = IndexPriors.Read(method, JsonSerializer.SerializeToElement(json));
        }

        return known.CompletedFrom(method, input.Agencies.Under(method));
    }

    private static Dictionary<string, TriedPlace> OfProvinces(EditionInput input, IndexMethod method, IndexPriors priors, MethodWeights? weights)
    {
        if (input.Cells is null || method.Province is not { } rule)
        {
            return [];
        }

        var run = new IndexRun(method, input.Cells.Under(method), priors, weights);
        var (index, errors) = (run.Index.ToArray(), run.Errors.ToArray());
        var places = input.Places.ToLookup(p => p.Province, StringComparer.Ordinal);
        var old = input.Agencies.Method.Province?.Governor.Select(g => g.Code).ToList() ?? [];
        var results = Provinces.Run(method, input.NationalRequests, input.Governors.Keys.Union(places.Select(p => p.Key), StringComparer.Ordinal).Select(province => new ProvinceFacts(
            province,
            [.. places[province].Select(p => (Place: p, At: run.Facts.IndexOf(p.Unit))).Where(p => !double.IsNaN(index[p.At])).Select(p => new ProvinceCell(
                p.Place.Agency, index[p.At], errors[p.At], run.RankabilityOf(p.At) == Rankability.Ranked, p.Place.Requests))],
            [.. rule.Governor.Select(g => old.IndexOf(g.Code) is >= 0 and var at && input.Governors.TryGetValue(province, out var cells) ? cells[at] : Cell.NotObserved)])));
        return results.ToDictionary(r => r.Province, r => new TriedPlace(r.Index, r.Published, r.Rank, null, 0, r.Tier), StringComparer.Ordinal);
    }
}
