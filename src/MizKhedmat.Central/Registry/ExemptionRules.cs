using System.Collections.Frozen;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// Exemptions and special regimes (DOMAIN.md section 4): what was asked of the Organization and refused in its answers is
/// refused here with the number of the answer; the rest needs what its basis speaks of.
/// </summary>
internal static class ExemptionRules
{
    /// <summary>"Few staff" of faq-1397/Q38, to be a setting (DOMAIN.md section 8, decision 12).</summary>
    public const int SmallUnitStaff = 10;

    private static readonly FrozenDictionary<string, string> RefusedBy = new Dictionary<string, string>
    {
        ["support-agency"] = "faq-1397/Q8",
        ["taazirat"] = "faq-1397/Q9",
        ["high-volume"] = "faq-1397/Q45",
        ["smooth-service"] = "faq-1397/Q59",
        ["investment"] = "faq-1397/Q48",
        ["contractor"] = "faq-1397/Q49",
        ["university"] = "faq-1397/Q25",
        ["outside-executive"] = "faq-1397/Q27",
        ["guild-chamber"] = "faq-1397/Q55",
        ["veterinary"] = "faq-1397/Q54",
        ["slow-service"] = "faq-1397/Q56",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> OfService = new Dictionary<string, string>
    {
        ["EX-G2G"] = "faq-1397/Q16", ["EX-STEER"] = "faq-1397/Q17", ["PT-COUNTER"] = "faq-1397/Q12", ["ST-TIME"] = "386059/4-n5",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The answer that refuses this ground; null when it may be claimed.</summary>
    public static string? RefusalOf(string exemption) => RefusedBy.GetValueOrDefault(exemption);

    /// <summary>What stood before under the same basis may be corrected or closed although the unit has grown since.</summary>
    public static IEnumerable<Refusal> Check(RegisterPicture picture, JsonObject state, PictureItem? former, DateOnly today)
    {
        var exemption = state.Str("exemption")!;
        if (RefusalOf(exemption) is { } answer)
        {
            yield return new("exemption-refused", answer, "/exemption");
            yield break;
        }

        if (OfService.TryGetValue(exemption, out var basis) && state.Str("service") is null)
        {
            yield return new("exemption-needs-service", basis, "/service");
        }

        var stood = former?.State.Str("exemption") == exemption && former.State.Str("office") == state.Str("office");
        if (exemption == "DM-SMALL" && !stood && Small(picture, state) is { } refusal)
        {
            yield return refusal;
        }

        if (picture.Agency is { } agency && (exemption, agency.Kind) is ("DM-BANK", not AgencyKind.Bank) or ("DM-POST", not AgencyKind.Post))
        {
            yield return new("exemption-of-other-agency", "faq-1397/Q13", "/exemption");
        }

        if (state.Day("letterOn") > today)
        {
            yield return new("letter-in-future", null, "/letterOn");
        }
    }

    private static Refusal? Small(RegisterPicture picture, JsonObject state) =>
        state.Str("office") is not { } office ? new("exemption-needs-office", "faq-1397/Q38", "/office")
        : picture.Find(RegisterKind.Office, office)?.State.Number("staff") is { } staff and <= SmallUnitStaff ? null
        : new("unit-not-small", "faq-1397/Q38", "/office");
}
