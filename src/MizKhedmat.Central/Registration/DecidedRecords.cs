using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// What a decision makes of the record that its case is about; null when the record stays as it is (an outside desk's
/// standing is in its place of delivery, a service that was returned stays pending). Pure.
/// </summary>
internal static class DecidedRecords
{
    /// <summary><paramref name="issued"/>: national ids of other agencies among those that these decisions would issue.</summary>
    public static (RecordChange? Change, Refusal? Refusal) Of(
        RegisterPicture picture, IReadOnlySet<string> issued, ReviewCase review, ReviewDecision decision, DateOnly today)
    {
        if (picture.Find(review.SubjectKind, review.SubjectCode) is not { Item.Status: not RegisterStatus.Removed } subject)
        {
            return (null, new("review-subject-gone"));
        }

        var isAccepted = decision.To == ReviewState.Accepted;
        return review.Kind switch
        {
            ReviewKind.ServiceChange when isAccepted => Issue(picture, issued, review, subject, decision, today),
            ReviewKind.ServiceChange => (review.Proposed is null ? null : Same(subject, review, RegisterStatus.Issued), null),
            ReviewKind.DeskVerification when isAccepted => Verify(review, subject, decision),
            ReviewKind.DeskVerification => (Same(subject, review, RegisterStatus.Rejected), null),
            ReviewKind.Exemption => (Same(subject, review, isAccepted ? RegisterStatus.Accepted : decision.To == ReviewState.Returned ? RegisterStatus.Returned : RegisterStatus.Rejected), null),
            ReviewKind.Hardship when isAccepted => (
                Change(review, subject.State.With(RegisterKind.DeskOperator, RegisterState.Parse(review.Proposed!), [RegisterLife.Points]), subject.Item.Status), null),
            _ => (null, null),
        };
    }

    public static RecordChange Same(PictureItem subject, ReviewCase review, string status) =>
        Change(review, (JsonObject)subject.State.DeepClone(), status) with { Spells = subject.Spells };

    /// <summary>Of every declared item whether it was found; the desk as a whole is verified either way (edesk-1397/I1, 1538588/1b-1).</summary>
    private static (RecordChange? Change, Refusal? Refusal) Verify(ReviewCase review, PictureItem subject, ReviewDecision decision)
    {
        var fields = RegisterFields.Of(RegisterKind.Desk).Where(f => f.Verifies is not null).ToList();
        var verdicts = new JsonObject();
        foreach (var field in fields.Where(f => subject.State.Claimed(f.Verifies!).Count > 0))
        {
            verdicts[field.Name] = new JsonObject(subject.State.Claimed(field.Verifies!).Select(id => KeyValuePair.Create(id, (JsonNode?)(decision.Found?.Contains(id) ?? true))));
        }

        var undeclared = decision.Found?.Except(fields.SelectMany(f => subject.State.Claimed(f.Verifies!))).Any() == true;
        return undeclared
            ? (null, new("item-not-declared", "edesk-1397/I1", "/found"))
            : (Change(review, subject.State.With(RegisterKind.Desk, verdicts, fields.Select(f => f.Name)), RegisterStatus.Verified) with { Spells = subject.Spells }, null);
    }

    /// <summary>The id is the Organization's to give: what the agency stated holds only when it says nothing else (386059/1-c).</summary>
    private static (RecordChange? Change, Refusal? Refusal) Issue(
        RegisterPicture picture, IReadOnlySet<string> issued, ReviewCase review, PictureItem subject, ReviewDecision decision, DateOnly today)
    {
        var state = review.Proposed is { } asked
            ? subject.State.With(RegisterKind.Service, RegisterState.Parse(asked), RegisterLife.Identity)
            : (JsonObject)subject.State.DeepClone();
        if (ServiceCodes.Of(review, subject, decision) is not { } code)
        {
            return (null, new("service-code-missing", "386059/1-c", "/serviceCode"));
        }

        state = state.With(RegisterKind.Service, new() { ["serviceCode"] = code }, ["serviceCode"]);

        var isTaken = issued.Contains(code) || picture.Of(RegisterKind.Service).Any(s =>
            s.Item.Code != subject.Item.Code && s.Item.Status != RegisterStatus.Removed && s.State.Str("serviceCode") == code);
        if (isTaken || code.Length > 20)
        {
            return (null, new(isTaken ? "service-code-taken" : "text-too-long", "386059/1-c", "/serviceCode"));
        }

        var closes = review.Proposed is not null && state.Str("validTo") is { } to && to != subject.State.Str("validTo");
        var spells = closes
            ? Spells.Apply(subject.Spells, null, state.Day("validTo"), state.Str("mergedInto"), today)
            : (subject.Spells, null);
        return spells.Refusal is { } refusal
            ? (null, refusal)
            : (Change(review, state, closes ? RegisterStatus.Withdrawn : RegisterStatus.Issued) with { Spells = spells.Spells }, null);
    }

    private static RecordChange Change(ReviewCase review, JsonObject state, string status) => new(0, review.SubjectCode, default)
    {
        Stored = state, Status = status, Source = FormattableString.Invariant($"review:{review.Id}"),
    };
}
