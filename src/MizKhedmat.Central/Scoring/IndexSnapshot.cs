using System.Text.Json;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// The cells of one period and the runs of the index over them, as they are read live. Of agencies that changed only these are scored
/// again; ranks follow. Not for several threads at once.
/// </summary>
internal sealed class IndexSnapshot
{
    private readonly IndexMethod method;
    private readonly JsonElement document;
    private readonly Dictionary<string, UnitCells> agencies;
    private readonly Dictionary<string, UnitCells> parts;
    private IReadOnlyList<UnitCells> provinces;
    private readonly int[] order;
    private readonly int[] governorOrder;
    private EditionRuns runs;

    /// <summary>All of one reading; tables of agencies, their parts in provinces, and provinces.</summary>
    /// <param name="method">Parsed from the document.</param>
    /// <param name="document">The whole methodology document.</param>
    /// <param name="frozen">What small numbers are drawn to; what it lacks is estimated from these cells.</param>
    public IndexSnapshot(IndexMethod method, JsonElement document, CellTable agencies, CellTable parts, CellTable provinces, IndexPriors frozen)
    {
        (this.method, this.document) = (method, document);
        (Period, AsOf, Sha256) = (agencies.Period, agencies.AsOf, agencies.Sha256);
        order = agencies.OrderOf(method.Indicators);
        governorOrder = provinces.OrderOf(method.Province?.Governor ?? []);
        this.agencies = agencies.Units.ToDictionary(u => u.Unit.Code, StringComparer.Ordinal);
        this.parts = parts.Units.Where(u => u.IsBound).ToDictionary(u => u.Unit.Code, StringComparer.Ordinal);
        this.provinces = provinces.Units;
        runs = EditionRuns.Of(Read() with { Priors = frozen });
        Tables = new(runs, Period, AsOf);
    }

    public JalaliPeriod Period { get; }

    /// <summary>The priors that every run used, complete.</summary>
    public IndexPriors Priors => runs.Priors;

    public DateTime AsOf { get; private set; }

    /// <summary>Hash of the methodology that the cells were made for.</summary>
    public string Sha256 { get; }

    /// <summary>Rankings and score sheets as of <see cref="AsOf"/>.</summary>
    public RunTables Tables { get; private set; }

    /// <summary>The priors of a closed period, of all agencies that the directive binds (SCORING.md 6).</summary>
    public static IndexPriors PriorsOf(IndexMethod method, CellTable agencies)
    {
        var bound = agencies.Units.Where(u => u.IsBound).ToList();
        var groups = bound.PeerGroups(method);
        return IndexPriors.Estimate(method, bound.Facts(method, agencies.OrderOf(method.Indicators), u => groups[u.Unit.Code]));
    }

    /// <summary>
    /// Takes new cells of some agencies and of their parts; false when a unit came or went, then nothing is taken and everything has to be read again.
    /// </summary>
    /// <param name="governed">Provinces, where the register changed.</param>
    public bool Take(CellTable whole, CellTable inside, CellTable? governed)
    {
        var taken = whole.Units.Select(u => u.Unit.Agency).ToHashSet();
        var bound = inside.Units.Where(u => u.IsBound).ToList();
        if (whole.Sha256 != Sha256 || !whole.Units.All(own => agencies.TryGetValue(own.Unit.Code, out var known) && known.Unit == own.Unit)
            || !bound.Select(u => u.Unit.Code).ToHashSet(StringComparer.Ordinal).SetEquals(parts.Values.Where(p => taken.Contains(p.Unit.Agency)).Select(p => p.Unit.Code)))
        {
            return false;
        }

        foreach (var own in whole.Units)
        {
            agencies[own.Unit.Code] = own;
            Set(runs.Lists[own.IsProvincial ? EditionUnit.ProvincialAgencies : EditionUnit.Agencies], own);
        }

        foreach (var part in bound)
        {
            parts[part.Unit.Code] = part;
            Set(runs.Cells!, part);
        }

        provinces = governed?.Units ?? provinces;
        return true;
    }

    /// <summary>Ranks everything anew after units were taken.</summary>
    public void Rank(DateTime asOf)
    {
        AsOf = asOf;
        runs = runs.Again(runs.Input with
        {
            NationalRequests = agencies.Values.ToDictionary(u => u.Unit.Code, u => (double)u.Requests, StringComparer.Ordinal),
            Places = [.. parts.Values.Select(IndexUnits.PlaceOf)],
            Governors = IndexUnits.Governors(provinces, governorOrder),
        });
        Tables = new(runs, Period, AsOf);
    }

    /// <summary>What the tables are computed from, as an edition would be: copies of the cells, so that the next reading changes nothing of it.</summary>
    public EditionInput Input() => Read() with { Priors = Priors };

    private EditionInput Read() => IndexUnits.Input(
        new("live", "live", Period.Key, AsOf, "", "", "", EditionDocument.EngineVersion, null, []), document, method,
        new(agencies.Values, parts.Values, provinces, order, governorOrder)) with { Draws = 0 };

    private void Set(IndexRun run, UnitCells unit)
    {
        // One that the directive does not bind stands in no run.
        if (run.Facts.IndexOf(unit.Unit.Code) is >= 0 and var at)
        {
            IndexUnits.Fill(run.Facts, unit, order);
            run.Score(at);
        }
    }
}
