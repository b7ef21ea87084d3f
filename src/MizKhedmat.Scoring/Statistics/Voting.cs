namespace MizKhedmat.Scoring;

/// <summary>
/// Orders from ranked votes (OECD/JRC Handbook 2008, 6.6): each profile is a number of voters, or a weight, with the candidates
/// from first to last. For composites, the indicators vote.
/// </summary>
public sealed class Voting
{
    private readonly string[] candidates;
    private readonly double[,] preferring;
    private readonly double[] borda;

    /// <exception cref="ArgumentException">A candidate stands twice, or a profile does not hold every candidate once, or a weight is not positive.</exception>
    public Voting(IReadOnlyList<string> candidates, IReadOnlyList<(double Voters, IReadOnlyList<string> Order)> profiles)
    {
        this.candidates = [.. candidates];
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < this.candidates.Length; i++)
        {
            places.Add(this.candidates[i], i);
        }

        preferring = new double[places.Count, places.Count];
        borda = new double[places.Count];
        foreach (var (voters, order) in profiles)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Require.Finite(voters));
            if (order.Count != places.Count || order.Distinct(StringComparer.Ordinal).Count() != places.Count || !order.All(places.ContainsKey))
            {
                throw new ArgumentException("A profile holds every candidate once.", nameof(profiles));
            }

            for (var above = 0; above < order.Count; above++)
            {
                borda[places[order[above]]] += voters * (order.Count - 1 - above);
                for (var below = above + 1; below < order.Count; below++)
                {
                    preferring[places[order[above]], places[order[below]]] += voters;
                }
            }
        }
    }

    /// <summary>Borda's points: one for each candidate below, from each voter.</summary>
    public double Borda(string candidate) => borda[Place(candidate)];

    /// <summary>The outranking matrix: how many voters put <paramref name="one"/> above <paramref name="other"/>.</summary>
    public double Preferring(string one, string other) => preferring[Place(one), Place(other)];

    /// <summary>
    /// Condorcet's order: by duels won less duels lost (Copeland), which is the order of the duels whenever they have one; a circle
    /// of duels is broken by Borda's points, then by the candidate's name.
    /// </summary>
    public IReadOnlyList<string> CondorcetOrder() =>
    [
        .. candidates
            .OrderByDescending(candidate => candidates.Sum(other => Math.Sign(Preferring(candidate, other) - Preferring(other, candidate))))
            .ThenByDescending(Borda)
            .ThenBy(candidate => candidate, StringComparer.Ordinal),
    ];

    private int Place(string candidate) => Array.IndexOf(candidates, candidate) is >= 0 and var place
        ? place
        : throw new ArgumentException($"'{candidate}' is no candidate.", nameof(candidate));
}
