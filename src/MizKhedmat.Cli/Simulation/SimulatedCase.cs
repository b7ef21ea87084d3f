namespace MizKhedmat.Cli.Simulation;

/// <summary>One request that a simulated agency is working on.</summary>
internal sealed class SimulatedCase(string trackingCode, OfficeProfile office, DateTimeOffset lastAt)
{
    private int events;

    public string TrackingCode { get; } = trackingCode;

    public OfficeProfile Office { get; } = office;

    /// <summary>No later event may be dated before it.</summary>
    public DateTimeOffset LastAt { get; set; } = lastAt;

    /// <summary>What comes next.</summary>
    public Stage Next { get; set; } = Stage.Work;

    public int StepsLeft { get; set; }

    public bool IsElectronic { get; init; }

    /// <summary>Null for a request that was open before.</summary>
    public string? Service { get; init; }

    /// <summary>Ids of the simulation never meet those of earlier events.</summary>
    public string NextEventId(string run) => $"S-{run}-{++events}";

    public enum Stage
    {
        Work,
        Answer,
        Deliver,
        Survey,
        Done,
    }
}
