using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Operators of desks (1538588/1b-3, C-2) and the plenipotentiary representative (1538588/5-n).</summary>
internal static class PeopleRules
{
    public static IEnumerable<Refusal> CheckOperator(RegisterPicture picture, string code, JsonObject state, DateOnly today)
    {
        if (state.Day("since") > today)
        {
            yield return new("since-in-future", null, "/since");
        }

        if (state.Day("until") < state.Day("since"))
        {
            yield return new("until-before-since", null, "/until");
        }

        foreach (var (index, training) in state.Rows("trainings").Index())
        {
            if (training.Day("on") > today)
            {
                yield return new("training-in-future", "1538588/C-2", RegisterCheck.At("/trainings", index) + "/on");
            }
        }

        if (picture.Children(RegisterKind.DeskOperator, state.Str("desk")!).Any(other => other.Item.Code != code && IsSamePerson(other.State, state) && Overlap(other.State, state)))
        {
            yield return new("operator-twice-at-desk", null, "/nationalId");
        }
    }

    public static IEnumerable<Refusal> CheckRepresentative(JsonObject state, DateOnly today)
    {
        if (state.Day("letterOn") > today)
        {
            yield return new("letter-in-future", "1538588/5-n", "/letterOn");
        }
    }

    private static bool IsSamePerson(JsonObject one, JsonObject other) => RegisterReading.HashOf(one, "nationalId") is { } hash && hash == RegisterReading.HashOf(other, "nationalId");

    /// <summary>Both days count: who leaves and comes back does so on another day.</summary>
    private static bool Overlap(JsonObject one, JsonObject other) =>
        (one.Day("until") is not { } end || end >= other.Day("since")) && (other.Day("until") is not { } ended || ended >= one.Day("since"));
}
