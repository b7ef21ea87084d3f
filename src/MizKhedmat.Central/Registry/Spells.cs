using System.Globalization;
using System.Text.Json.Nodes;
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
        if (isOver && start == last.From)
        {
            // Into what it was merged may be told later, once.
            return to == last.To && (mergedInto is null || last.MergedInto is null || mergedInto == last.MergedInto)
                ? ([.. stored.SkipLast(1), last with { MergedInto = mergedInto ?? last.MergedInto }], null)
                : (stored, new("spell-over", null, "/validFrom"));
        }

        if (last.To is { } end && start >= end)
        {
            return Open(stored, new(start, to, mergedInto));
        }

        // One that has not begun may be moved, one that runs may be found to have begun earlier; neither into the one before.
        var isFree = stored.Count == 1 || stored[^2].To <= start;
        return start == last.From || (!isOver && isFree && (start < last.From || last.From > today))
            ? Open([.. stored.SkipLast(1)], new(start, to, mergedInto))
            : (stored, new("spell-overlaps", null, "/validFrom"));
    }

    private static (IReadOnlyList<OpenTime> Spells, Refusal? Refusal) Open(IReadOnlyList<OpenTime> before, OpenTime spell) =>
        spell.To <= spell.From
            ? (before, new("spell-reversed", null, "/validTo"))
            : ([.. before, spell with { MergedInto = spell.To is null ? null : spell.MergedInto }], null);

    /// <summary>The state with its validity said in full, as the last spell has it; so the same record is the same text however it was sent.</summary>
    public static void Fill(JsonObject state, IReadOnlyList<OpenTime> spells)
    {
        foreach (var name in (string[])["validFrom", "validTo", "mergedInto"])
        {
            state.Remove(name);
        }

        if (spells.Count == 0)
        {
            return;
        }

        state["validFrom"] = Iso(spells[^1].From);
        if (spells[^1].To is { } end)
        {
            state["validTo"] = Iso(end);
        }

        if (spells[^1].MergedInto is { } other)
        {
            state["mergedInto"] = other;
        }
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
