using System.Globalization;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Review;

/// <summary>A decision as it was typed, and the cases that were ticked with the version that the person saw.</summary>
public sealed record DecisionInput
{
    public static readonly DecisionInput Empty = new();

    /// <summary>Input that says that ticks were on the page: a browser sends nothing of a box without one.</summary>
    public const string Ticked = "ticked";

    public ReviewState? To { get; init; }

    public string Text { get; init; } = "";

    public string ValidUntil { get; init; } = "";

    public string MoveBy { get; init; } = "";

    public string ServiceCode { get; init; } = "";

    /// <summary>Declared items of a desk that stayed ticked; null where none were asked for: all of them.</summary>
    public IReadOnlyList<string>? Found { get; init; }

    public IReadOnlyList<CaseVersion> Cases { get; init; } = [];

    public static DecisionInput Of(IFormCollection form) => new()
    {
        To = form["to"].ToString() switch { "accept" => ReviewState.Accepted, "reject" => ReviewState.Rejected, "return" => ReviewState.Returned, _ => null },
        Text = form["text"].ToString().Trim(), ValidUntil = form["validUntil"].ToString().Trim(), MoveBy = form["moveBy"].ToString().Trim(),
        ServiceCode = form["serviceCode"].ToString().Trim(),
        Found = form.ContainsKey(Ticked) ? [.. form["found"].OfType<string>()] : null,
        Cases = [.. form["case"].Select(Version).OfType<CaseVersion>().DistinctBy(c => c.Id).Take(ReviewQueue.MaxPageSize)],
    };

    /// <summary>Value of the choice; empty while nothing is chosen.</summary>
    public string ToName => To switch { ReviewState.Accepted => "accept", ReviewState.Rejected => "reject", ReviewState.Returned => "return", _ => "" };

    public static string Value(int id, int version) => $"{Fa.Latin(id)}.{Fa.Latin(version)}";

    /// <summary>What cannot be understood; the rest is the verb's to judge.</summary>
    public IEnumerable<(string? Target, string Text)> Faults()
    {
        if (To is null)
        {
            yield return ("f-to", Words.T("review-choose"));
        }

        if (To == ReviewState.Accepted && ValidUntil.Length > 0 && TypedDay.Parse(ValidUntil) is null)
        {
            yield return ("f-validUntil", Words.T("review-no-day"));
        }

        if (To == ReviewState.Rejected && MoveBy.Length > 0 && TypedDay.Parse(MoveBy) is null)
        {
            yield return ("f-moveBy", Words.T("review-no-day"));
        }
    }

    /// <summary>Only what belongs to the choice: a move-by date left over from another one says nothing.</summary>
    public ReviewDecision Decision() => new(
        To ?? ReviewState.Pending, Text.Length > 0 ? Text : null, To == ReviewState.Accepted ? TypedDay.Parse(ValidUntil) : null,
        To == ReviewState.Rejected ? TypedDay.Parse(MoveBy) : null, To == ReviewState.Accepted && ServiceCode.Length > 0 ? PersianText.FoldDigits(ServiceCode) : null)
    {
        Found = To == ReviewState.Accepted ? Found : null,
    };

    /// <summary>The input that a refusal is about; null for none.</summary>
    public static string? TargetOf(Refusal refusal) => refusal.Pointer switch
    {
        "/text" => "f-text",
        "/validUntil" => "f-validUntil",
        "/moveBy" => "f-moveBy",
        "/serviceCode" => "f-serviceCode",
        "/found" => "f-found",
        "/decision" => "f-to",
        _ => null,
    };

    public static string Refusal(Refusal refusal) => RegisterPaint.Refusal(refusal);

    private static CaseVersion? Version(string? text) =>
        text?.Split('.') is [var id, var version] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? new(number, seen) : null;
}
