namespace MizKhedmat.Cli.Simulation;

/// <summary>Counts of a simulation; thread-safe.</summary>
public sealed class SimulationTally
{
    private readonly Lock door = new();
    private readonly List<double> milliseconds = [];
    private int sent;
    private int rejected;
    private int requests;
    private int failed;

    public int Failed => failed;

    public int Rejected => rejected;

    /// <summary>The first failures and rejections, for a look.</summary>
    public List<string> Samples { get; } = [];

    public void Add(int records, PushOutcome outcome)
    {
        lock (door)
        {
            sent += records;
            requests++;
            rejected += outcome.Rejected;
            milliseconds.Add(outcome.Took.TotalMilliseconds);
            failed += outcome.IsFailed ? 1 : 0;
            if ((outcome.IsFailed || outcome.Rejected > 0) && Samples.Count < 3)
            {
                Samples.Add($"{outcome.Status} {outcome.Body[..Math.Min(600, outcome.Body.Length)]}");
            }
        }
    }

    /// <summary>One line: sent, ok, rejected, requests, failed, p50 and p95 in ms.</summary>
    public string Summary()
    {
        lock (door)
        {
            milliseconds.Sort();
            return FormattableString.Invariant(
                $"sent {sent}, ok {sent - rejected - Lost}, rejected {rejected}, requests {requests}, failed {failed}, p50 {Quantile(.5):0.0} ms, p95 {Quantile(.95):0.0} ms");
        }
    }

    private int Lost => requests == 0 ? 0 : (int)((long)sent * failed / requests);

    private double Quantile(double q) => milliseconds.Count == 0 ? 0 : milliseconds[Math.Min(milliseconds.Count - 1, (int)(q * milliseconds.Count))];
}
