using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>The information that the law owes to whoever needs a service (1538588/1a-1): eight items, and how many are told.</summary>
public static class InformationPackage
{
    /// <summary>The eight legal items by their member names, in the order of the directive.</summary>
    public static readonly IReadOnlyList<string> Items = ["steps", "documents", "laws", "questions", "durationText", "fee", "complaintRoute", "responsible"];

    /// <summary>Told items of the eight; none of eight when there is no sheet at all.</summary>
    public static Tally Completeness(JsonObject? state) => new(Items.Count(item => IsTold(state, item)), Items.Count);

    public static bool IsTold(JsonObject? state, string item) => state?[item] switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonValue text => !string.IsNullOrWhiteSpace(text.ToString()),
        _ => true,
    };
}
