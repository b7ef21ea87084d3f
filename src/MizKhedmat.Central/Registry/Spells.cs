using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A spell without its record: what the arithmetic needs.</summary>
public readonly record struct OpenTime(DateOnly From, DateOnly? To, string? MergedInto = null)
{
    public bool Covers(DateOnly day) => From <= day && (To is not { } end || day < end);
}

/// <summary>
/// How a stated validity meets the spells that a record has (DOMAIN.md section 3): it opens, closes, reopens or is merged;
/// what ended before today is history and is not rewritten.
/// </summary>
public static class Spells
{
    /// <summary>
    /// The spells afterwards, or why not. <paramref name="from"/> absent means the last spell, or today for a new or closed
    /// record; <paramref name="to"/> absent means open.
    /// </summary>
    public static (IReadOnlyList<OpenTime> Spells, Refusal? Refusal) Apply(
        IReadOnlyList<OpenTime> stored, DateOnly? from, DateOnly? to, string? mergedInto, DateOnly today)
    {
        if (stored.Count == 0)
        {
            return Open(stored, new(from ?? today, to, mergedInto));
        }

        var last = stored[^1];
        var isOver = last.To <= today;
        var start = from ?? (isOver && to is null ? today : last.From);
        if (start == last.From)
        {
            return isOver && to != last.To
                ? (stored, new("spell-over", null, "/validFrom"))
                : Open([.. stored.SkipLast(1)], new(last.From, to, to is null ? null : mergedInto));
        }

        return start < last.From || last.To is not { } end || start < end
            ? (stored, new("spell-overlaps", null, "/validFrom"))
            : Open(stored, new(start, to, mergedInto));
    }

    private static (IReadOnlyList<OpenTime> Spells, Refusal? Refusal) Open(IReadOnlyList<OpenTime> before, OpenTime spell) =>
        spell.To <= spell.From ? (before, new("spell-reversed", null, "/validTo")) : ([.. before, spell], null);
}
