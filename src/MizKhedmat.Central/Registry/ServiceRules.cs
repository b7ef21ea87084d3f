using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>The national id of a service (386059/1-c) and its places of delivery (1538588/1, faq-1397/Q12–Q16).</summary>
internal static class ServiceRules
{
    private const int CodeLength = 11;

    public static IEnumerable<Refusal> Check(RegisterPicture picture, string code, JsonObject state, PictureItem? former, DateOnly today) =>
        [.. Id(picture, code, state), .. Places(picture, state, former, today)];

    /// <summary>A service for other bodies that is given at a desk (faq-1397/Q16: not needed there).</summary>
    public static IEnumerable<Refusal> Warnings(JsonObject state)
    {
        if (state.Str("audience") == "government" && state.Rows("places").Any(p => p.Str("place") is "electronic" or "in-person"))
        {
            yield return new("government-service-at-desk", "faq-1397/Q16", "/audience");
        }
    }

    /// <summary>Opaque, but digits only and eleven of them (DOMAIN.md section 7).</summary>
    private static IEnumerable<Refusal> Id(RegisterPicture picture, string code, JsonObject state)
    {
        if (state.Str("serviceCode") is not { } id)
        {
            yield break;
        }

        if (!Digits.Are(id, CodeLength))
        {
            yield return new("service-code-malformed", "386059/1-c", "/serviceCode");
        }
        else if (picture.ServicesCoded(id).Any(other => other.Item.Code != code))
        {
            yield return new("service-code-taken", "386059/1-c", "/serviceCode");
        }
    }

    private static IEnumerable<Refusal> Places(RegisterPicture picture, JsonObject state, PictureItem? former, DateOnly today)
    {
        var stood = former?.State.Rows("places").Select(p => p.Str("office")).ToHashSet(StringComparer.Ordinal) ?? [];
        var seen = new HashSet<(string, string)>();
        foreach (var (index, row) in state.Rows("places").Index())
        {
            var pointer = RegisterCheck.At("/places", index);
            var (office, place) = (row.Str("office")!, row.Str("place")!);
            if (!seen.Add((office, place)))
            {
                yield return new("place-twice", null, pointer);
            }

            if (office != PlaceOfDelivery.EveryOffice && !stood.Contains(office) && RegisterCheck.Missing(picture, RegisterKind.Office, office, today) is { } why)
            {
                yield return new(why, null, pointer + "/office");
            }

            if (place == "outside" && (row.Str("reason") is null || row.Str("reasonCode") is null))
            {
                yield return new("outside-without-reason", "faq-1397/Q15", pointer + (row.Str("reason") is null ? "/reason" : "/reasonCode"));
            }
        }
    }
}
