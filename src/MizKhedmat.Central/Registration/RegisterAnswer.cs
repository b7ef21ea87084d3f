using System.Globalization;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The answer to a batch of records: written once, stored, replayed byte for byte. In the shape of the answer to events, with
/// <c>changed</c> beside <c>created</c> and every fault of a record, not the first alone.
/// </summary>
internal sealed record RegisterAnswer(string? Receipt, DateTime ReceivedAt, IReadOnlyList<ChangeResult> Results)
{
    public PushCounts Counts => new(
        Results.Count, Count(ChangeFate.Created), Count(ChangeFate.Unchanged), Count(ChangeFate.Rejected), Count(ChangeFate.Warned));

    public byte[] ToJson(bool allResults) => RegisterBody.Bytes(new JsonObject
    {
        ["receipt"] = Receipt,
        ["receivedAt"] = ReceivedAt,
        ["counts"] = new JsonObject
        {
            ["received"] = Results.Count, ["created"] = Count(ChangeFate.Created), ["changed"] = Count(ChangeFate.Changed),
            ["unchanged"] = Count(ChangeFate.Unchanged), ["rejected"] = Count(ChangeFate.Rejected), ["warned"] = Count(ChangeFate.Warned),
        },
        ["results"] = new JsonArray([.. Results.Where(r => allResults || r.Fate is not (ChangeFate.Created or ChangeFate.Changed)).Select(r => (JsonNode)Of(r))]),
    });

    private int Count(ChangeFate fate) => Results.Count(r => r.Fate == fate);

    private static JsonObject Of(ChangeResult result)
    {
        var body = new JsonObject { ["index"] = result.Index, ["record"] = result.Code, ["status"] = RegisterBody.NameOf(result.Fate) };
        var pointer = "/records/" + result.Index.ToString(CultureInfo.InvariantCulture);
        var reasons = result is { Fate: ChangeFate.Unchanged, Reasons.Count: 0 } ? [new Refusal("record-known")] : result.Reasons;
        if (reasons.Count > 0)
        {
            foreach (var (name, value) in RegisterBody.OfReason(reasons[0], pointer))
            {
                body[name] = value?.DeepClone();
            }
        }

        if (reasons.Count > 1)
        {
            body["errors"] = new JsonArray([.. reasons.Select(r => (JsonNode)RegisterBody.OfReason(r, pointer))]);
        }

        return body;
    }
}
