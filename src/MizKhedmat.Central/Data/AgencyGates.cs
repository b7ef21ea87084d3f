using System.Collections.Concurrent;

namespace MizKhedmat.Central.Data;

/// <summary>
/// Writers of one agency wait for each other here, before they take a connection: a queue of pushes of one agency never
/// holds the connections of the others. Between processes the database's own locks decide.
/// </summary>
public sealed class AgencyGates : IDisposable
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> gates = new();

    /// <summary>Enters the gates of agencies in ascending order, which the caller gives; left when disposed.</summary>
    public async Task<IDisposable> EnterAsync(IReadOnlyList<int> agencies, CancellationToken ct)
    {
        var entered = new Entered();
        try
        {
            foreach (var agency in agencies)
            {
                var gate = gates.GetOrAdd(agency, static _ => new(1, 1));
                await gate.WaitAsync(ct);
                entered.Gates.Add(gate);
            }

            return entered;
        }
        catch
        {
            entered.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var gate in gates.Values)
        {
            gate.Dispose();
        }
    }

    private sealed class Entered : IDisposable
    {
        public List<SemaphoreSlim> Gates { get; } = [];

        public void Dispose()
        {
            Gates.ForEach(gate => gate.Release());
            Gates.Clear();
        }
    }
}
