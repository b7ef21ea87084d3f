using System.Text.RegularExpressions;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>
/// A clause id of the house (<c>386059/4-6c</c>) as people cite it: «جزء ج بند ۶ ماده ۴ مصوبهٔ شورای عالی اداری».
/// Never «۴-۶»: a hyphen between Persian digits turns their order round (UX.md section 2).
/// </summary>
public static partial class Clauses
{
    public static string Name(string clause)
    {
        var slash = clause.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return Fa.Digits(clause);
        }

        var (instrument, part) = (clause[..slash], clause[(slash + 1)..]);
        var name = Words.Resources.GetString("instrument-" + instrument, System.Globalization.CultureInfo.CurrentUICulture);
        return name is null ? Words.T("clause-other", Fa.Digits(part), Fa.Digits(instrument)) : string.Join(' ', new[] { Part(instrument, part), Words.T("clause-of"), name }.Where(word => word.Length > 0));
    }

    private static string Part(string instrument, string part)
    {
        var m = Shape().Match(part);
        if (!m.Success)
        {
            return part == "P" ? Words.T("clause-preamble") : Fa.Digits(part);
        }

        string Of(string group) => m.Groups[group].Value;
        var first = Fa.Digits(Of("first"));
        if (Of("kind").Length > 0)
        {
            return Words.T("clause-" + Of("kind")[..1].ToLowerInvariant(), first);
        }

        var isDecree = instrument == "386059";
        var article = Within(Of("sub"), Of("first") == "0" ? Words.T("clause-scope") : Words.T(isDecree ? "clause-article" : "clause-clause", first));
        article = (Of("second"), m.Groups["note"].Success) switch
        {
            (_, true) => Words.T("clause-note", article, Fa.Digits(Of("note"))).Replace("  ", " ", StringComparison.Ordinal),
            ("", _) => article,
            ("0", _) => $"{Words.T("clause-head")} {article}",
            var (second, _) => $"{Words.T(isDecree ? "clause-clause" : "clause-row", Fa.Digits(second))} {article}",
        };
        return Within(Of("letter"), article);
    }

    private static string Within(string letter, string article) => letter.Length > 0 ? $"{Words.T("clause-item", Words.T("letter-" + letter))} {article}" : article;

    [GeneratedRegex(@"\A(?<kind>[IPQ]|C-)?(?<first>[0-9]+)(?<sub>[ab]?)(?:-(?:(?<second>[0-9]+)?(?<letter>[abcd])?|n(?<note>[0-9]*)))?\z")]
    private static partial Regex Shape();
}
