using System.Text.Json;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Scoring;

/// <summary>How units are put beside their equals: kinds of agency, bands of yearly requests, smallest group.</summary>
/// <param name="Kinds">Kind by type code of DOMAIN.md section 3: <c>MIN</c> → <c>ministry</c>.</param>
/// <param name="Bands">Bands with their least volume, the largest first.</param>
/// <param name="MinSize">A group below this is merged with the next band.</param>
public sealed record PeerRules(IReadOnlyDictionary<string, string> Kinds, IReadOnlyList<(string Code, long Least)> Bands, int MinSize)
{
    /// <summary>Reads <c>peer_groups</c> of a methodology document.</summary>
    public static PeerRules Parse(JsonElement groups) => new(
        groups.GetProperty("kinds").EnumerateObject().SelectMany(kind => kind.Value.EnumerateArray().Select(type => (Type: type.GetString()!, Kind: kind.Name)))
            .ToDictionary(x => x.Type, x => x.Kind, StringComparer.Ordinal),
        [.. groups.GetProperty("volume_bands").EnumerateArray().Select(band => (band[0].GetString()!, band[1].GetInt64())).OrderByDescending(band => band.Item2)],
        groups.GetProperty("min_size").GetInt32());
}

/// <summary>A unit as peer groups see it: its kind of agency and how many requests it takes in a year.</summary>
public sealed record PeerUnit(string Code, AgencyKind Kind, long YearlyRequests);

/// <summary>
/// Peer groups (SCORING.md 11): kind × band of yearly requests; a group that is too small goes together with the next smaller
/// band, the last one with the band above it, and a kind that is too small altogether stays one group. Pure; the order of units
/// does not matter.
/// </summary>
public static class PeerGroups
{
    /// <summary>Group by code of the unit: <c>ministry/B</c>, merged <c>ministry/B-D</c>.</summary>
    /// <exception cref="ArgumentException">The rules know no kind for a type of agency.</exception>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<PeerUnit> units, PeerRules rules)
    {
        var groups = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in units.GroupBy(unit => KindOf(unit.Kind, rules)))
        {
            var bands = rules.Bands.Select(band => new List<PeerUnit>()).ToList();
            foreach (var unit in kind)
            {
                bands[BandOf(unit.YearlyRequests, rules)].Add(unit);
            }

            foreach (var (first, last) in Merged([.. bands.Select(b => b.Count)], rules.MinSize))
            {
                var name = first == last ? $"{kind.Key}/{rules.Bands[first].Code}" : $"{kind.Key}/{rules.Bands[first].Code}-{rules.Bands[last].Code}";
                foreach (var unit in bands[first..(last + 1)].SelectMany(b => b))
                {
                    groups[unit.Code] = name;
                }
            }
        }

        return groups;
    }

    /// <summary>The type code of DOMAIN.md section 3 that the methodology speaks of.</summary>
    public static string TypeCode(AgencyKind kind) => kind switch
    {
        AgencyKind.Ministry => "MIN",
        AgencyKind.Institution => "INST",
        AgencyKind.StateCompany => "COMP",
        AgencyKind.PublicBody => "NGPB",
        AgencyKind.RevolutionaryBody => "REV",
        AgencyKind.Governorate => "GOVN",
        AgencyKind.CountyGovernorate => "FARM",
        AgencyKind.Municipality => "MUNI",
        AgencyKind.University => "UNI",
        AgencyKind.Bank => "BANK",
        AgencyKind.Post => "POST",
        AgencyKind.GuildChamber => "GUILD",
        AgencyKind.Other => "OTHER",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string KindOf(AgencyKind kind, PeerRules rules) =>
        rules.Kinds.GetValueOrDefault(TypeCode(kind)) ?? throw new ArgumentException($"The methodology names no peer group for {TypeCode(kind)}.", nameof(rules));

    private static int BandOf(long requests, PeerRules rules)
    {
        var band = rules.Bands.Select((b, i) => (b.Least, Index: i)).Where(b => requests >= b.Least).Select(b => (int?)b.Index).FirstOrDefault();
        return band ?? rules.Bands.Count - 1;
    }

    /// <summary>Runs of neighbouring bands, each of which holds enough units, empty bands left out.</summary>
    private static List<(int First, int Last)> Merged(IReadOnlyList<int> sizes, int least)
    {
        var runs = new List<(int First, int Last)>();
        var (first, held) = (-1, 0);
        for (var band = 0; band < sizes.Count; band++)
        {
            if (sizes[band] == 0)
            {
                continue;
            }

            first = first < 0 ? band : first;
            held += sizes[band];
            if (held >= least)
            {
                runs.Add((first, band));
                (first, held) = (-1, 0);
            }
        }

        if (held > 0)
        {
            // What is left over at the small end joins the run above it, if there is one.
            var last = sizes.Count - 1;
            while (sizes[last] == 0)
            {
                last--;
            }

            runs = runs.Count == 0 ? [(first, last)] : [.. runs[..^1], (runs[^1].First, last)];
        }

        return runs;
    }
}
