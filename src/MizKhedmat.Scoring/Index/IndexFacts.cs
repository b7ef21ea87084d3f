using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>
/// The cells of all units in one flat array: unit by unit, each in the indicator order of the method. Units stand in ordinal
/// order of their codes, whatever order they come in. A cell that nobody sets is <see cref="CellStatus.Missing"/>: silence is
/// never better than reporting.
/// </summary>
public sealed class IndexFacts
{
    private readonly Cell[] cells;
    private readonly int[] groupOf;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    /// <summary>Units with the code of their peer group; a unit comes once.</summary>
    public IndexFacts(IndexMethod method, IEnumerable<(string Unit, string Group)> units)
    {
        Method = method;
        var sorted = units.OrderBy(u => u.Unit, StringComparer.Ordinal).ToList();
        Units = [.. sorted.Select(u => u.Unit)];
        var groups = sorted.Select(u => u.Group).Distinct().Order(StringComparer.Ordinal).ToArray();
        Groups = groups;
        groupOf = [.. sorted.Select(u => Array.BinarySearch(groups, u.Group, StringComparer.Ordinal))];
        for (var i = 0; i < sorted.Count; i++)
        {
            if (!places.TryAdd(sorted[i].Unit, i))
            {
                throw new ScoringException("unit-repeated", "", $"واحد «{sorted[i].Unit}» دو بار آمده است.", $"The unit '{sorted[i].Unit}' comes twice.");
            }
        }

        cells = new Cell[sorted.Count * Width];
        Array.Fill(cells, Cell.Missing);
    }

    /// <summary>Whose indicators the cells stand for.</summary>
    public IndexMethod Method { get; }

    private int Width => Method.Indicators.Count;

    public int Count => Units.Count;

    /// <summary>Codes in ordinal order.</summary>
    public IReadOnlyList<string> Units { get; }

    /// <summary>Codes of the peer groups in ordinal order.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>The index of a unit's peer group in <see cref="Groups"/>.</summary>
    public int GroupOf(int unit) => groupOf[unit];

    /// <summary>One cell, to read or to set.</summary>
    public ref Cell this[int unit, int indicator] => ref cells[(unit * Width) + indicator];

    /// <summary>The cells of a unit in the method's indicator order.</summary>
    public Span<Cell> Row(int unit) => cells.AsSpan(unit * Width, Width);

    /// <summary>−1 for a unit that is not there.</summary>
    public int IndexOf(string unit) => places.GetValueOrDefault(unit, -1);

    /// <summary>
    /// {unit: {indicator: cell}} and {unit: group}; a unit without group stands in the group "". Indicators that the method does
    /// not know are left aside. Throws <see cref="ScoringException"/> naming the cell that cannot be read.
    /// </summary>
    public static IndexFacts Read(IndexMethod method, JsonElement facts, JsonElement groups)
    {
        if (facts.ValueKind != JsonValueKind.Object)
        {
            throw new ScoringException("facts-missing", "/facts", "واحدها و خانه‌هایشان نوشته نشده‌اند؛ آنها را بنویسید.", "There are no units with cells. Write them.");
        }

        var made = new IndexFacts(method, facts.EnumerateObject().Select(u => (u.Name, GroupIn(groups, u.Name))));
        foreach (var unit in facts.EnumerateObject())
        {
            if (unit.Value.ValueKind != JsonValueKind.Object)
            {
                throw new ScoringException("facts-unreadable", $"/facts/{unit.Name}", "خانه‌های یک واحد شیئی از شاخص‌هاست؛ آن را اصلاح کنید.", "The cells of a unit are an object of indicators. Correct it.");
            }

            var row = made.Row(made.IndexOf(unit.Name));
            foreach (var cell in unit.Value.EnumerateObject())
            {
                if (method.IndexOf(cell.Name) is >= 0 and var i)
                {
                    row[i] = CellJson.Read(cell.Value, method.Indicators[i], $"/facts/{unit.Name}/{cell.Name}");
                }
            }
        }

        return made;
    }

    /// <summary>
    /// The same units with the same cells under another method, matched by the codes of indicators. What this method did not ask
    /// for was not due: it is not observed, not missing.
    /// </summary>
    public IndexFacts Under(IndexMethod to)
    {
        if (to == Method)
        {
            return this;
        }

        var made = new IndexFacts(to, Units.Select((u, i) => (u, Groups[groupOf[i]])));
        for (var i = 0; i < to.Indicators.Count; i++)
        {
            // The figures of a cell mean what its estimator says: another one cannot read them.
            var old = Method.IndexOf(to.Indicators[i].Code);
            var isKnown = old >= 0 && CellJson.Names(Method.Indicators[old].Estimator) == CellJson.Names(to.Indicators[i].Estimator);
            for (var unit = 0; unit < Count; unit++)
            {
                made[unit, i] = isKnown ? this[unit, old] : Cell.NotObserved;
            }
        }

        return made;
    }

    /// <summary>A copy that can be changed without changing these.</summary>
    public IndexFacts Copy() => Where(_ => true);

    /// <summary>A copy of some units.</summary>
    public IndexFacts Where(Func<string, bool> isIn)
    {
        var taken = Enumerable.Range(0, Count).Where(u => isIn(Units[u])).ToList();
        var made = new IndexFacts(Method, taken.Select(u => (Units[u], Groups[groupOf[u]])));
        for (var i = 0; i < taken.Count; i++)
        {
            Row(taken[i]).CopyTo(made.Row(i));
        }

        return made;
    }

    /// <summary>
    /// Pools the facts of the same unit from several sets (the national cell of an agency is the sum over its provinces, never
    /// a mean of scores): ratios and rates add x and n; other figures cannot be pooled from cells and are refused.
    /// </summary>
    public static Cell Pool(IndicatorRule rule, IEnumerable<Cell> parts)
    {
        if (CellJson.Names(rule.Estimator) != ("x", "n"))
        {
            throw new ArgumentException($"Cells of {rule.Code} do not add up; compute them from their facts.", nameof(rule));
        }

        double x = 0, n = 0;
        CellStatus? other = null;
        foreach (var part in parts)
        {
            if (part.Status == CellStatus.Value)
            {
                x += part.X;
                n += part.N;
            }
            else
            {
                other = other is null or CellStatus.NotApplicable ? part.Status : other;
            }
        }

        return n > 0 ? Cell.Ratio(x, n) : new(other ?? CellStatus.NotObserved, 0, 0);
    }

    private static string GroupIn(JsonElement groups, string unit) =>
        groups.ValueKind == JsonValueKind.Object && groups.TryGetProperty(unit, out var group) && group.ValueKind == JsonValueKind.String ? group.GetString()! : "";
}
