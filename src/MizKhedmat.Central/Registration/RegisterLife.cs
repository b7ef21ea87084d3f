using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// What a lawful change really comes to: the state, status and spells to store, what the sender should know, and in
/// <see cref="Proposed"/> what waits for approval instead.
/// </summary>
public sealed record LifeDecision(JsonObject State, string Status, IReadOnlyList<OpenTime> Spells, IReadOnlyList<Refusal> Warnings)
{
    public JsonObject? Proposed { get; init; }
}

/// <summary>
/// The lives of the kinds: a desk is declared until somebody verifies it, a service pending until the Organization issues its
/// id and changed afterwards only with its approval (faq-1397/Q6, Q7, Q10), an exemption submitted until it is decided,
/// hardship points nothing until they are accepted (1538588/1b-n).
/// </summary>
public static class RegisterLife
{
    /// <summary>Members of a service that only the Organization changes once its id is issued.</summary>
    public static readonly IReadOnlyList<string> Identity = ["title", "serviceCode", "audience", "cofog", "validTo", "mergedInto"];

    public const string Points = "hardshipPoints";

    private const string Code = "serviceCode";

    /// <summary>What a verifier saw: a change of it must be seen again.</summary>
    private static readonly string[] Verified = ["office", "kind", "url", "checklist", "building", "declared"];

    private static readonly string[] Claim = ["exemption", "office", "service", "reason", "letterNumber", "letterOn", "validFrom"];

    public static LifeDecision Decide(
        RegisterPicture picture, RecordChange change, RegisterKind kind, string code, JsonObject state, PictureItem? former,
        IReadOnlyList<OpenTime> spells, DateOnly today)
    {
        if (change.IsRemoval || change.Status is not null)
        {
            return new(state, change.IsRemoval ? RegisterStatus.Removed : change.Status!, spells, []);
        }

        var isClosed = spells.Count > 0 && !spells[^1].Covers(today) && spells[^1].From <= today;
        return kind switch
        {
            RegisterKind.Service => OfService(state, former, spells, isClosed),
            RegisterKind.Desk => new(state, isClosed ? RegisterStatus.Closed : OfDesk(picture, state, former, today), spells, []),
            RegisterKind.Exemption => new(state, isClosed ? RegisterStatus.Closed : OfExemption(state, former, spells), spells, []),
            RegisterKind.DeskOperator => OfOperator(state, former, spells),
            _ => new(state, isClosed ? RegisterStatus.Closed : RegisterStatus.Active, spells, []),
        };
    }

    private static LifeDecision OfService(JsonObject state, PictureItem? former, IReadOnlyList<OpenTime> spells, bool isClosed)
    {
        if (former is null)
        {
            return new(state, isClosed ? RegisterStatus.Withdrawn : RegisterStatus.Pending, spells, []);
        }

        // An agency that does not know the code yet sends none: that takes nothing back.
        var asked = state.Str(Code) is null ? state.With(RegisterKind.Service, former.State, [Code]) : state;
        switch (former.Item.Status)
        {
            case RegisterStatus.Issued or RegisterStatus.ChangeRequested when asked.Differs(former.State, Identity):
                return new(asked.With(RegisterKind.Service, former.State, Identity), RegisterStatus.ChangeRequested, former.Spells, [new("change-awaits-approval", "faq-1397/Q7")]) { Proposed = asked };
            case RegisterStatus.Issued:
                return new(asked, RegisterStatus.Issued, spells, []);
            case RegisterStatus.ChangeRequested:
                return new(asked, RegisterStatus.Issued, spells, [new("change-request-withdrawn", "faq-1397/Q7")]);
            case RegisterStatus.Withdrawn when spells[^1].To is not null:
                return new(asked, RegisterStatus.Withdrawn, spells, []);
            default:
                return new(asked, isClosed ? RegisterStatus.Withdrawn : RegisterStatus.Pending, spells, []);
        }
    }

    private static string OfDesk(RegisterPicture picture, JsonObject state, PictureItem? former, DateOnly today)
    {
        if (state.Str("state") is RegisterStatus.Planned or RegisterStatus.Suspended)
        {
            return state.Str("state")!;
        }

        if (state.Str("kind") == "deemed")
        {
            return ExemptionEffects.Of(picture, ExemptionEffects.NoLimits, today).IsDeemed(state.Str("office")!) ? RegisterStatus.Verified : RegisterStatus.Declared;
        }

        return former?.Item.Status == RegisterStatus.Verified && !state.Differs(former.State, Verified) ? RegisterStatus.Verified : RegisterStatus.Declared;
    }

    /// <summary>A decided claim stays decided while it says the same; ending it earlier is no new claim.</summary>
    private static string OfExemption(JsonObject state, PictureItem? former, IReadOnlyList<OpenTime> spells)
    {
        var isLonger = former is { Spells.Count: > 0 } && former.Spells[^1].To is { } end && (spells[^1].To is not { } to || to > end);
        return former?.Item.Status is RegisterStatus.Accepted or RegisterStatus.Rejected or RegisterStatus.Returned && !isLonger && !state.Differs(former.State, Claim)
            ? former.Item.Status
            : RegisterStatus.Submitted;
    }

    private static LifeDecision OfOperator(JsonObject state, PictureItem? former, IReadOnlyList<OpenTime> spells)
    {
        var accepted = former?.State ?? [];
        var kept = state.With(RegisterKind.DeskOperator, accepted, [Points]);
        return state.Number(Points) is { } asked && asked != accepted.Number(Points)
            ? new(kept, RegisterStatus.Active, spells, [new("change-awaits-approval", "1538588/1b-n", "/" + Points)]) { Proposed = new() { [Points] = asked } }
            : new(kept, RegisterStatus.Active, spells, []);
    }
}
