using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>What an office must be: under its own province's number, below another one.</summary>
internal static class OfficeRules
{
    private const int Deepest = 100;

    public static IEnumerable<Refusal> Check(RegisterPicture picture, string code, JsonObject state)
    {
        if (state.Str("province") is { } province && !code.StartsWith(province + "-", StringComparison.Ordinal))
        {
            yield return new("office-code-of-other-province", null, "/province");
        }

        if (IsBelowItself(picture, RegisterKind.Office, code, state))
        {
            yield return new("parent-itself", null, "/parent");
        }
    }

    /// <summary>Whether the chain of parents comes back to the record.</summary>
    public static bool IsBelowItself(RegisterPicture picture, RegisterKind kind, string code, JsonObject state)
    {
        var above = state.Str("parent");
        for (var step = 0; above is not null && step < Deepest; step++)
        {
            if (above == code)
            {
                return true;
            }

            above = picture.Find(kind, above)?.State.Str("parent");
        }

        return above is not null;
    }
}
