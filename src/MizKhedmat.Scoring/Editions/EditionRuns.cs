namespace MizKhedmat.Scoring;

/// <summary>
/// Everything that the facts of an edition give before it is written: a run of each list of agencies, of the cells, the provinces and the nation.
/// Lists are ranked apart, with the priors of all.
/// </summary>
public sealed class EditionRuns
{
    private EditionRuns(EditionInput input, IndexPriors priors, IReadOnlyDictionary<string, IndexRun> lists, IndexRun? cells, IReadOnlyList<ProvinceResult> provinces)
    {
        (Input, Priors, Lists, Cells, Provinces) = (input, priors, lists, cells, provinces);
    }

    public EditionInput Input { get; }

    /// <summary>The priors that every run used, complete.</summary>
    public IndexPriors Priors { get; }

    /// <summary>By each of <see cref="EditionUnit.OfAgencies"/>.</summary>
    public IReadOnlyDictionary<string, IndexRun> Lists { get; }

    /// <summary>The run of the cells agency × province; null without provinces.</summary>
    public IndexRun? Cells { get; }

    /// <summary>In ordinal order of codes; empty when the method knows none.</summary>
    public IReadOnlyList<ProvinceResult> Provinces { get; }

    /// <summary>The national series over all lists.</summary>
    public double? Nation => Scoring.Provinces.Nation(Input.Agencies.Method, Lists.Values, Input.NationalRequests);

    /// <summary>Published scores and ranks of the ranked units of a list, provinces included.</summary>
    public IReadOnlyDictionary<string, (decimal Published, int Rank)> Ranked(string list) => list == EditionUnit.Provinces
        ? Provinces.Where(p => p.Rank is not null).ToDictionary(p => p.Province, p => (p.Published!.Value, p.Rank!.Value), StringComparer.Ordinal)
        : Lists.TryGetValue(list, out var run)
            ? run.Listed.ToDictionary(u => run.Facts.Units[u], u => (run.PublishedOf(u)!.Value, run.RankOf(u)!.Value), StringComparer.Ordinal)
            : new Dictionary<string, (decimal, int)>();

    /// <summary>Computes them. Throws <see cref="ScoringException"/> for input that does not fit together.</summary>
    /// <param name="weights">Other weights than the method's, for a what-if.</param>
    public static EditionRuns Of(EditionInput input, MethodWeights? weights = null)
    {
        EditionCheck.Fits(input);
        var method = input.Agencies.Method;
        var priors = (input.Priors ?? new()).CompletedFrom(method, input.Agencies);
        if (input.Cells is { } facts)
        {
            priors = priors.CompletedFrom(method, facts);
        }

        var listOf = input.AllUnits.Where(u => !u.IsProvince).ToDictionary(u => u.Code, u => u.List, StringComparer.Ordinal);
        var lists = EditionUnit.OfAgencies.ToDictionary(list => list, list => new IndexRun(method, input.Agencies.Where(u => listOf[u] == list), priors, weights), StringComparer.Ordinal);
        var cells = input.Cells is { } inside ? new IndexRun(method, inside, priors, weights) : null;
        return new(input, priors, lists, cells, method.Province is null ? [] : ProvincesOf(input, cells));
    }

    /// <summary>
    /// After units of <see cref="Lists"/> or <see cref="Cells"/> were scored again: ranks and provinces anew, with the requests that this input tells. The
    /// runs stay the same objects; not for several threads at once.
    /// </summary>
    public EditionRuns Again(EditionInput input)
    {
        foreach (var run in Lists.Values)
        {
            run.Rank();
        }

        return new(input, Priors, Lists, Cells, Provinces.Count == 0 ? [] : ProvincesOf(input, Cells));
    }

    /// <summary>The provinces of a run of cells.</summary>
    private static IReadOnlyList<ProvinceResult> ProvincesOf(EditionInput input, IndexRun? cells)
    {
        var places = input.Places.ToLookup(p => p.Province, StringComparer.Ordinal);
        return Scoring.Provinces.Run(input.Agencies.Method, input.NationalRequests, input.AllUnits.Where(u => u.IsProvince).Select(province => new ProvinceFacts(
            province.Code,
            [.. places[province.Code].Select(p => (Place: p, Unit: cells!.Facts.IndexOf(p.Unit))).Select(p => new ProvinceCell(
                p.Place.Agency, cells!.Index[p.Unit], cells.Errors[p.Unit], cells.RankabilityOf(p.Unit) == Rankability.Ranked, p.Place.Requests, cells.CoverageOf(p.Unit).Observed))],
            input.Governors.GetValueOrDefault(province.Code) ?? [])));
    }
}
