using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>What an agency's own record must say (1538588/P, faq-1397/Q26, Q27).</summary>
internal static class AgencyRules
{
    public static IEnumerable<Refusal> Check(RegisterPicture picture, string code, JsonObject state)
    {
        if (state.Str("level") is "provincial" or "county" && state.Str("province") is null)
        {
            yield return new("agency-without-province", null, "/province");
        }

        if (state.Str("subject") is "no-client" or "exempt" or "deemed" && state.Str("subjectBasis") is null)
        {
            yield return new("subject-without-basis", "1538588/P", "/subjectBasis");
        }

        if (OfficeRules.IsBelowItself(picture, RegisterKind.Agency, code, state))
        {
            yield return new("parent-itself", null, "/parent");
        }

        if (state.Str("legalId") is { } id && picture.Of(RegisterKind.Agency).Any(a =>
            a.Item.Code != code && a.Item.Status != RegisterStatus.Removed && a.State.Str("legalId") == id))
        {
            yield return new("legal-id-taken", null, "/legalId");
        }
    }
}
