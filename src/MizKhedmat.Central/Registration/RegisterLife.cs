using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>What a lawful change really comes to: the state and status to store, and what the sender should know.</summary>
public sealed record LifeDecision(JsonObject State, string Status, IReadOnlyList<Refusal> Warnings);

/// <summary>
/// The lives of the kinds: a desk is declared until somebody verifies it, a service pending until the Organization issues its
/// id, an exemption submitted until it is decided.
/// </summary>
public static class RegisterLife
{
    public static LifeDecision Decide(
        RegisterPicture picture, RecordChange change, RegisterKind kind, string code, JsonObject state, PictureItem? former,
        IReadOnlyList<OpenTime> spells, DateOnly today)
    {
        if (change.IsRemoval)
        {
            return new(state, RegisterStatus.Removed, []);
        }

        var isClosed = spells.Count > 0 && !spells[^1].Covers(today) && spells[^1].From <= today;
        return change.Status is { } given ? new(state, given, []) : new(state, StatusOf(kind, state, former, isClosed), []);
    }

    private static string StatusOf(RegisterKind kind, JsonObject state, PictureItem? former, bool isClosed) => kind switch
    {
        RegisterKind.Service => isClosed ? RegisterStatus.Withdrawn : former?.Item.Status ?? RegisterStatus.Pending,
        _ when isClosed => RegisterStatus.Closed,
        RegisterKind.Desk => state.Str("state") ?? former?.Item.Status ?? RegisterStatus.Declared,
        RegisterKind.Exemption => RegisterStatus.Submitted,
        _ => RegisterStatus.Active,
    };
}
