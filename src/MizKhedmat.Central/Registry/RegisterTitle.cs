using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>How a record is called in lists and found by search.</summary>
public static class RegisterTitle
{
    /// <summary>Its title, name or what it hangs on; never empty.</summary>
    public static string Of(RegisterKind kind, string code, JsonObject state) => kind switch
    {
        RegisterKind.InformationSheet => state.Str("service") ?? code,
        RegisterKind.Exemption => state.Str("exemption") ?? code,
        RegisterKind.DeskOperator or RegisterKind.Representative => state.Str("name") ?? code,
        _ => state.Str("title") ?? code,
    };

    /// <summary>Folded title, English title, code and national code, so that any of them finds it.</summary>
    public static string SearchKey(RegisterKind kind, string code, JsonObject state, string title)
    {
        var words = PersianText.SearchKey(string.Join(' ', title, state.Str("titleEn"), code, state.Str("serviceCode"), state.Str("legalId"), state.Str("contractor")));
        return words.Length <= 500 ? words : words[..500];
    }
}
