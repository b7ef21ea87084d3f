namespace MizKhedmat.Scoring;

/// <summary>Who is compared with whom (SCORING.md 11): kind of agency and band of yearly requests, fixed at the start of a period.</summary>
public static class PeerGroups
{
    /// <summary>
    /// The group of each unit, "kind/band"; a band with fewer units than the method's least size goes together with the next one
    /// ("kind/B-C"), the last with the one before. Without bands or kinds in the method the type alone is the group.
    /// </summary>
    /// <param name="units">Code, agency type (DOMAIN.md section 3) and requests of a year.</param>
    public static IReadOnlyDictionary<string, string> Assign(PeerRule rule, IEnumerable<(string Unit, string Type, double YearlyRequests)> units)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in units.GroupBy(u => rule.KindOfType.GetValueOrDefault(u.Type, u.Type)))
        {
            if (rule.Bands.Count == 0)
            {
                foreach (var (unit, _, _) in kind)
                {
                    groups[unit] = kind.Key;
                }

                continue;
            }

            var merged = new List<(List<string> Bands, List<string> Units)>();
            foreach (var band in kind.GroupBy(u => Band(rule, u.YearlyRequests)).OrderBy(b => b.Key))
            {
                if (merged.Count == 0 || merged[^1].Units.Count >= rule.MinSize)
                {
                    merged.Add(([], []));
                }

                merged[^1].Bands.Add(rule.Bands[band.Key].Code);
                merged[^1].Units.AddRange(band.Select(u => u.Unit));
            }

            if (merged.Count > 1 && merged[^1].Units.Count < rule.MinSize)
            {
                merged[^2].Bands.AddRange(merged[^1].Bands);
                merged[^2].Units.AddRange(merged[^1].Units);
                merged.RemoveAt(merged.Count - 1);
            }

            foreach (var (bands, members) in merged)
            {
                var name = $"{kind.Key}/{(bands.Count == 1 ? bands[0] : $"{bands[0]}-{bands[^1]}")}";
                foreach (var unit in members)
                {
                    groups[unit] = name;
                }
            }
        }

        return groups;
    }

    /// <summary>Bands stand from the largest volume down; the lowest takes what is left.</summary>
    private static int Band(PeerRule rule, double requests)
    {
        for (var i = 0; i < rule.Bands.Count - 1; i++)
        {
            if (requests >= rule.Bands[i].AtLeast)
            {
                return i;
            }
        }

        return rule.Bands.Count - 1;
    }
}
