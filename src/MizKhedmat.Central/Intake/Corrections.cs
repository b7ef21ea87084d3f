namespace MizKhedmat.Central.Intake;

/// <summary>
/// Which events of a request stand among those that correct one another. Of two corrections of one event the later holds,
/// and what corrects the one that lost falls with it: of an event and all its corrections exactly one stands.
/// </summary>
internal sealed class Corrections
{
    private readonly Dictionary<string, RequestEvent> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RequestEvent> holding = new(StringComparer.Ordinal);

    public Corrections(IEnumerable<StoredEvent> events)
    {
        foreach (var e in events)
        {
            Add(e.Row);
        }
    }

    public void Add(RequestEvent row)
    {
        byId[row.EventId] = row;
        if (row.Supersedes is { } target && (!holding.TryGetValue(target, out var other) || RequestFold.Compare(other, row) < 0))
        {
            holding[target] = row;
        }
    }

    /// <summary>Whether nothing corrects the event, and it and all that it corrects in turn are the corrections that hold.</summary>
    public bool Stands(RequestEvent row)
    {
        if (holding.ContainsKey(row.EventId))
        {
            return false;
        }

        // Ends, in a ring of corrections too: each event has one correction that holds, so no event is met twice.
        while (row.Supersedes is { } target)
        {
            if (holding[target] != row)
            {
                return false;
            }

            if (!byId.TryGetValue(target, out var corrected))
            {
                return true;
            }

            row = corrected;
        }

        return true;
    }
}
