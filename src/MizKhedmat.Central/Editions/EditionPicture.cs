using System.Text.Json;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>A stored document, read once: its runs, its tables and why its ranks moved. The tables are asked by one caller at a time.</summary>
internal sealed class EditionPicture
{
    private readonly RunTables tables;
    private readonly IReadOnlyDictionary<string, RankSpread> draws;
    private readonly Lock turn = new();

    private EditionPicture(string id, EditionRuns runs, JalaliPeriod period, EditionMoves? moves, IReadOnlyDictionary<string, RankSpread> draws)
    {
        (Id, Runs, Moves, this.draws) = (id, runs, moves, draws);
        tables = new(runs, period, runs.Input.Head.CutoffUtc.UtcDateTime);
        var method = runs.Input.Agencies.Method;
        var rules = CellRules.Parse(method.Version, method.Hash, CanonicalJson.Text(runs.Input.Methodology));
        Definitions = CellBoard.DefinitionsOf(rules).ToDictionary(d => d.Code, StringComparer.Ordinal);
    }

    public string Id { get; }

    public EditionRuns Runs { get; }

    public EditionMoves? Moves { get; }

    /// <summary>Indicators of its own methodology.</summary>
    public IReadOnlyDictionary<string, CellDefinition> Definitions { get; }

    public static EditionPicture Read(string id, string period, byte[] document, byte[]? story)
    {
        using var json = JsonDocument.Parse(Gzip.Unpack(document));
        var input = EditionInput.Read(json.RootElement);

        // Of the text itself only the methodology stays.
        return new(id, EditionRuns.Of(input with { Methodology = input.Methodology.Clone() }), EditionLines.PeriodOf(period), story is null ? null : EditionMoves.Read(story), Draws(json.RootElement));
    }

    /// <summary>A whole list with its moves; with a province the parts of agencies there, which have none.</summary>
    public StandingTable Table(StandingOf of, ProvinceCode? province)
    {
        lock (turn)
        {
            return Dressed(province is { } p ? tables.Within(p) : tables.Table(of), province);
        }
    }

    public ScoreSheet? Explain(AgencyCode agency, ProvinceCode? province)
    {
        lock (turn)
        {
            return tables.Explain(agency, province, Definitions, table => Dressed(table, province));
        }
    }

    public ProvinceSheet? Explain(ProvinceCode province)
    {
        lock (turn)
        {
            return tables.Explain(province, Definitions, table => Dressed(table, null));
        }
    }

    private StandingTable Dressed(StandingTable table, ProvinceCode? province)
    {
        if (province is not null)
        {
            return table with { Edition = Id };
        }

        var moved = Moves is { } moves ? moves.Dress(table) : table;
        return moved with { Edition = Id, Rows = [.. moved.Rows.Select(row => table.Of != StandingOf.Provinces && draws.TryGetValue(row.Code, out var spread) ? row with { Draws = spread } : row)] };
    }

    /// <summary>As they were drawn when the edition was made; two thousand draws are not repeated to look at it.</summary>
    private static IReadOnlyDictionary<string, RankSpread> Draws(JsonElement document) => document.GetProperty("results").GetProperty("agencies").EnumerateArray()
        .Where(row => row.TryGetProperty("draws", out _))
        .Select(row => (Unit: row.GetProperty("unit").GetString()!, Draws: row.GetProperty("draws")))
        .ToDictionary(row => row.Unit, row => new RankSpread(
            row.Unit, [.. row.Draws.GetProperty("quantiles").EnumerateArray().Select(q => q.GetDouble())], row.Draws.GetProperty("first").GetDouble(),
            row.Draws.GetProperty("top_tenth").GetDouble(), row.Draws.GetProperty("mean").GetDouble(), row.Draws.GetProperty("best").GetInt32()), StringComparer.Ordinal);
}

/// <summary>Moves by list and unit, as <see cref="EditionStory"/> tells them.</summary>
internal sealed class EditionMoves(EditionStory story)
{
    private readonly Dictionary<(string List, string Unit), StandingMove> moves = story.Lists.SelectMany(l => l.Value.Select(m => (l.Key, Move: m)))
        .ToDictionary(m => (m.Key, m.Move.Unit), m => new StandingMove(m.Move.New - m.Move.Old, m.Move.Own, m.Move.Others, m.Move.Method, m.Move.Restated));

    public static EditionMoves Read(byte[] story)
    {
        using var json = JsonDocument.Parse(Gzip.Unpack(story));
        return new(EditionStory.Read(json.RootElement));
    }

    public StandingTable Dress(StandingTable table)
    {
        var list = RunTables.ListOf(table.Of);
        return table with { ComparedWith = story.Since, Rows = [.. table.Rows.Select(row => moves.TryGetValue((list, row.Code), out var move) ? row with { Move = move } : row)] };
    }
}

/// <summary>Published scores and ranks as the document holds them, by list and unit.</summary>
internal sealed record FrozenRanks(IReadOnlyDictionary<(string List, string Unit), (decimal Published, int Rank)> Units)
{
    public static FrozenRanks Read(byte[] document)
    {
        using var json = JsonDocument.Parse(Gzip.Unpack(document));
        var results = json.RootElement.GetProperty("results");
        var rows = results.GetProperty("agencies").EnumerateArray().Select(row => (List: row.GetProperty("list").GetString()!, Unit: row.GetProperty("unit").GetString()!, Row: row))
            .Concat(results.GetProperty("provinces").EnumerateArray().Select(row => (List: EditionUnit.Provinces, Unit: row.GetProperty("province").GetString()!, Row: row)));
        return new(rows.Where(r => r.Row.GetProperty("rank").ValueKind == JsonValueKind.Number)
            .ToDictionary(r => (r.List, r.Unit), r => (r.Row.GetProperty("published").GetDecimal(), r.Row.GetProperty("rank").GetInt32())));
    }
}
