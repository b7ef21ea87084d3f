using System.Globalization;
using System.Text.Json;
using static MizKhedmat.Scoring.EditionJson;

namespace MizKhedmat.Scoring;

/// <summary>
/// Writes the results of an edition, with six decimals, and notes the values that lie too near to a rounding boundary to be the
/// same on every system.
/// </summary>
internal sealed class EditionResults(EditionRuns runs, EditionFacts facts, IReadOnlyDictionary<string, MonteCarlo> draws)
{
    /// <summary>Math.Log, Exp and Pow may differ in the last bit between systems; anything nearer than this to a boundary is told.</summary>
    private const double Guard = 1e-9;

    private const int MostHashWarnings = 20;

    private readonly IndexMethod method = runs.Input.Agencies.Method;
    private readonly List<string> warnings = [];
    private int hashWarnings;

    /// <summary>Paths of values near a boundary of publication (all of them) or of the sixth decimal (the first twenty).</summary>
    public IReadOnlyList<string> Warnings => hashWarnings > MostHashWarnings
        ? [.. warnings, string.Create(CultureInfo.InvariantCulture, $"six decimals: {hashWarnings - MostHashWarnings} more")]
        : warnings;

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("average_shift");
        foreach (var (list, drawn) in draws)
        {
            Six(writer, list, drawn.AverageShift);
        }

        writer.WriteEndObject();
        Guarded(writer, "nation", runs.Nation, "/results/nation");
        Scores(writer);
        Agencies(writer);
        Cells(writer);
        Provinces(writer);
        writer.WriteEndObject();
    }

    /// <summary>Published scores without names, the highest first, of each list and of each peer group in it: a rank can be counted from them.</summary>
    private void Scores(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("scores");
        foreach (var (list, run) in runs.Lists.Where(l => l.Value.Facts.Count > 0))
        {
            Row(list, null, run.Listed, run);
            for (var g = 0; g < run.Facts.Groups.Count; g++)
            {
                Row(list, run.Facts.Groups[g], run.Listed.Where(u => run.Facts.GroupOf(u) == g), run);
            }
        }

        writer.WriteEndArray();

        void Row(string list, string? group, IEnumerable<int> units, IndexRun run)
        {
            writer.WriteStartObject();
            writer.WriteString("group", group);
            writer.WriteString("list", list);
            writer.WriteStartArray("scores");
            foreach (var unit in units)
            {
                writer.WriteNumberValue(run.PublishedOf(unit)!.Value);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    private void Agencies(Utf8JsonWriter writer)
    {
        var bands = runs.Lists.ToDictionary(l => l.Key, l => (Joint: RankBands.Joint(l.Value), Peers: RankBands.JointAmongPeers(l.Value)), StringComparer.Ordinal);
        var spreads = draws.Values.SelectMany(d => d.Units).ToDictionary(d => d.Unit, StringComparer.Ordinal);
        var input = runs.Input;
        writer.WriteStartArray("agencies");
        for (var i = 0; i < input.Agencies.Count; i++)
        {
            var (list, run) = runs.Lists.First(l => l.Value.Facts.IndexOf(input.Agencies.Units[i]) >= 0);
            var unit = run.Facts.IndexOf(input.Agencies.Units[i]);
            var (joint, peers) = (bands[list].Joint[unit], bands[list].Peers[unit]);
            var row = run.Unit(unit);
            var path = string.Create(CultureInfo.InvariantCulture, $"/results/agencies/{i}");
            writer.WriteStartObject();
            writer.WriteString("unit", row.Unit);
            writer.WriteString("list", list);
            writer.WriteString("group", row.Group);
            if (input.NationalRequests.TryGetValue(row.Unit, out var requests))
            {
                Six(writer, "requests", requests);
            }

            Head(writer, row, path);
            Whole(writer, "rank", row.Rank);
            Whole(writer, "rank_lo", joint?.Lo);
            Whole(writer, "rank_hi", joint?.Hi);
            Whole(writer, "peer_rank", row.PeerRank);
            Whole(writer, "peer_lo", peers?.Lo);
            Whole(writer, "peer_hi", peers?.Hi);
            writer.WriteStartObject("pillars");
            for (var p = 0; p < row.Pillars.Count; p++)
            {
                Six(writer, method.Pillars[p].Code, row.Pillars[p]);
            }

            writer.WriteEndObject();
            if (spreads.GetValueOrDefault(row.Unit) is { } spread)
            {
                Spread(writer, spread);
            }

            writer.WriteString("facts", facts.SealOfAgency(i));
            writer.WriteStartArray("indicators");
            foreach (var indicator in run.IndicatorsOf(unit))
            {
                Indicator(writer, indicator);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Spread(Utf8JsonWriter writer, RankSpread spread)
    {
        writer.WriteStartObject("draws");
        writer.WriteStartArray("quantiles");
        foreach (var quantile in spread.Quantiles)
        {
            writer.WriteRawValue(CanonicalJson.Six(quantile));
        }

        writer.WriteEndArray();
        Six(writer, "first", spread.First);
        Six(writer, "top_tenth", spread.TopTenth);
        Six(writer, "mean", spread.Mean);
        Whole(writer, "best", spread.Best);
        writer.WriteEndObject();
    }

    private static void Indicator(Utf8JsonWriter writer, IndicatorResult row)
    {
        writer.WriteStartObject();
        writer.WriteString("code", row.Rule.Code);
        writer.WriteString("status", CellJson.Word(row.Status));
        if (row.Cell.Status == CellStatus.Value)
        {
            var (x, n) = CellJson.Names(row.Rule.Estimator);
            writer.WriteStartObject("cell");
            Six(writer, x, row.Cell.X);
            if (n is not null)
            {
                Six(writer, n, row.Cell.N);
            }

            writer.WriteEndObject();
        }

        Six(writer, "value", row.Value);
        Six(writer, "se", row.Error);
        Six(writer, "score", row.Score);
        Six(writer, "nominal", row.NominalWeight);
        Six(writer, "effective", row.EffectiveWeight);
        Strings(writer, "flags", row.IsFew ? ["few"] : []);
        writer.WriteEndObject();
    }

    private void Cells(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("cells");
        if (runs.Cells is { } run)
        {
            Cells(writer, run);
        }

        writer.WriteEndArray();
    }

    private void Cells(Utf8JsonWriter writer, IndexRun run)
    {
        var inside = new int?[run.Facts.Count];
        foreach (var province in Enumerable.Range(0, run.Facts.Count).GroupBy(i => facts.PlaceOf(run.Facts.Units[i]).Province))
        {
            var units = province.ToList();
            var ranks = Publication.Ranks([.. units.Select(run.PublishedOf)]);
            for (var i = 0; i < units.Count; i++)
            {
                inside[units[i]] = ranks[i];
            }
        }

        for (var i = 0; i < run.Facts.Count; i++)
        {
            var row = run.Unit(i);
            writer.WriteStartObject();
            writer.WriteString("agency", facts.PlaceOf(row.Unit).Agency);
            writer.WriteString("province", facts.PlaceOf(row.Unit).Province);
            Head(writer, row, string.Create(CultureInfo.InvariantCulture, $"/results/cells/{i}"));
            Whole(writer, "rank_in_province", inside[i]);
            writer.WriteString("facts", facts.SealOfCell(i));
            writer.WriteEndObject();
        }
    }

    private void Head(Utf8JsonWriter writer, UnitResult row, string path)
    {
        Guarded(writer, "index", row.Index, $"{path}/index");
        Guarded(writer, "se", row.Index is null ? null : row.Error, $"{path}/se");
        Published(writer, row.Published, row.Index, $"{path}/published");
        writer.WriteString("tier", row.Tier);
        writer.WriteString("listed", row.Rankability switch
        {
            Rankability.Ranked => "ranked",
            Rankability.LimitedScope => "limited-scope",
            _ => "insufficient-data",
        });
        writer.WriteStartObject("coverage");
        Six(writer, "observed", row.Coverage.Observed);
        Six(writer, "scored", row.Coverage.Scored);
        Six(writer, "not_applicable", row.Coverage.NotApplicable);
        Six(writer, "missing", row.Coverage.Missing);
        Six(writer, "unobserved", row.Coverage.Unobserved);
        writer.WriteEndObject();
    }

    /// <summary>Open to everybody: nothing here tells of a single agency, so the shares of agencies in a province are not written.</summary>
    private void Provinces(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("provinces");
        for (var i = 0; i < runs.Provinces.Count; i++)
        {
            var row = runs.Provinces[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"/results/provinces/{i}");
            writer.WriteStartObject();
            writer.WriteString("province", row.Province);
            Guarded(writer, "index", row.Index, $"{path}/index");
            Guarded(writer, "se", row.Error, $"{path}/se");
            Published(writer, row.Published, row.Index, $"{path}/published");
            Whole(writer, "rank", row.Rank);
            Whole(writer, "rank_lo", row.Band?.Lo);
            Whole(writer, "rank_hi", row.Band?.Hi);
            writer.WriteString("tier", row.Tier);
            Six(writer, "requests", row.Requests);
            Six(writer, "observed", row.Observed);
            Six(writer, "standardised", row.Standardised);
            Six(writer, "crude", row.Crude);
            Six(writer, "governor", row.Governor);
            writer.WriteStartObject("governor_scores");
            for (var g = 0; g < row.GovernorScores.Count; g++)
            {
                Six(writer, method.Province!.Governor[g].Code, row.GovernorScores[g]);
            }

            writer.WriteEndObject();
            if (runs.Input.Governors.ContainsKey(row.Province))
            {
                writer.WriteString("facts", facts.SealOfGovernor(row.Province));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void Published(Utf8JsonWriter writer, decimal? published, double? exact, string path)
    {
        if (published is null)
        {
            writer.WriteNull("published");
            return;
        }

        writer.WriteNumber("published", published.Value);
        if (IsNear(exact!.Value * Math.Pow(10, method.Ranking.Decimals), Guard * Math.Pow(10, method.Ranking.Decimals)))
        {
            warnings.Add($"publication: {path}");
        }
    }

    private void Guarded(Utf8JsonWriter writer, string name, double? value, string path)
    {
        Six(writer, name, value);
        if (value is { } figure && method.IndexAggregate.Method is not (AggregationOperator.Arithmetic or AggregationOperator.Min)
            && IsNear(figure * 1e6, Guard * 1e6) && ++hashWarnings <= MostHashWarnings)
        {
            warnings.Add($"six decimals: {path}");
        }
    }

    private static bool IsNear(double scaled, double guard) => Math.Abs(scaled - Math.Floor(scaled) - 0.5) < guard;
}
