using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring.Tests;

/// <summary>
/// Compares a whole answer with what a case expects: the same members on both sides, numbers within the case's tolerance, ranks
/// equal, everything else equal (SCORING.md 21).
/// </summary>
public static class CaseComparison
{
    /// <summary>Members that hold ranks, at whatever depth: never within a tolerance, always equal.</summary>
    private static readonly HashSet<string> RankMembers = new(StringComparer.Ordinal)
    {
        "rank", "ranks", "peer_rank", "rank_lo", "rank_hi", "ascending_rank_min", "joint", "pairwise",
    };

    /// <summary>Every difference, by its path; empty when the answer is what the case expects.</summary>
    public static IReadOnlyList<string> Differences(ReferenceCase reference, JsonElement expected, JsonElement actual)
    {
        var found = new List<string>();
        Compare(reference, expected, actual, "expected", false, found);
        return found;
    }

    private static void Compare(ReferenceCase reference, JsonElement expected, JsonElement actual, string path, bool rank, List<string> found)
    {
        switch (expected.ValueKind, actual.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareMembers(reference, expected, actual, path, rank, found);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                if (expected.GetArrayLength() != actual.GetArrayLength())
                {
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: {actual.GetArrayLength()} items, not {expected.GetArrayLength()}"));
                    break;
                }

                for (var i = 0; i < expected.GetArrayLength(); i++)
                {
                    Compare(reference, expected[i], actual[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), rank, found);
                }

                break;
            case (JsonValueKind.Number, JsonValueKind.Number):
                var (wanted, got) = (expected.GetDouble(), actual.GetDouble());
                if (rank ? wanted != got : !reference.Accepts(wanted, got))
                {
                    found.Add(string.Create(CultureInfo.InvariantCulture, $"{path}: {got:R}, not {wanted:R}"));
                }

                break;
            default:
                if (expected.ValueKind != actual.ValueKind || (expected.ValueKind == JsonValueKind.String && expected.GetString() != actual.GetString()))
                {
                    found.Add($"{path}: {actual.GetRawText()}, not {expected.GetRawText()}");
                }

                break;
        }
    }

    private static void CompareMembers(ReferenceCase reference, JsonElement expected, JsonElement actual, string path, bool rank, List<string> found)
    {
        foreach (var member in expected.EnumerateObject())
        {
            if (actual.TryGetProperty(member.Name, out var answer))
            {
                Compare(reference, member.Value, answer, $"{path}.{member.Name}", rank || RankMembers.Contains(member.Name), found);
            }
            else
            {
                found.Add($"{path}.{member.Name}: missing");
            }
        }

        foreach (var member in actual.EnumerateObject())
        {
            if (!expected.TryGetProperty(member.Name, out _))
            {
                found.Add($"{path}.{member.Name}: not expected");
            }
        }
    }
}
