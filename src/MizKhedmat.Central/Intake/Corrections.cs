namespace MizKhedmat.Central.Intake;

/// <summary>
/// Which events of a request stand among those that correct one another. Of two corrections of one event the later holds,
/// and what corrects the one that lost falls with it: of an event and all its corrections exactly one stands.
/// </summary>
internal sealed class Corrections
{
    private readonly List<RequestEvent> all = [];

    /// <summary>Null while nothing corrects anything, as with nearly every request.</summary>
    private Dictionary<string, RequestEvent>? holding;

    public Corrections(IEnumerable<StoredEvent> events)
    {
        foreach (var e in events)
        {
            Add(e.Row);
        }
    }

    public void Add(RequestEvent row)
    {
        all.Add(row);
        if (row.Supersedes is not { } target)
        {
            return;
        }

        holding ??= new(StringComparer.Ordinal);
        if (!holding.TryGetValue(target, out var other) || RequestFold.Compare(other, row) < 0)
        {
            holding[target] = row;
        }
    }

    /// <summary>Whether nothing corrects the event, and it and all that it corrects in turn are the corrections that hold.</summary>
    public bool Stands(RequestEvent row)
    {
        if (holding is null)
        {
            return true;
        }

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

            if (all.FindLast(e => e.EventId == target) is not { } corrected)
            {
                return true;
            }

            row = corrected;
        }

        return true;
    }
}
