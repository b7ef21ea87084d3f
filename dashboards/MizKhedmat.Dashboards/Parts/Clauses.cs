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
            return Fa.Digits(part);
        }

        var (kind, first, sub, second, letter) = (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value, m.Groups[4].Value, m.Groups[5].Value);
        if (kind.Length > 0)
        {
            return Words.T("clause-" + kind.ToLowerInvariant(), Fa.Digits(first));
        }

        var article = Words.T(instrument == "386059" ? "clause-article" : "clause-clause", Fa.Digits(first));
        if (sub.Length > 0)
        {
            article = $"{Words.T("clause-item", Words.T("letter-" + sub))} {article}";
        }

        if (second.Length > 0)
        {
            article = $"{Words.T(instrument == "386059" ? "clause-clause" : "clause-row", Fa.Digits(second))} {article}";
        }

        return letter.Length > 0 ? $"{Words.T("clause-item", Words.T("letter-" + letter))} {article}" : article;
    }

    [GeneratedRegex(@"\A([IPQ]?)([0-9]+)([ab]?)(?:-([0-9]+)([abcd]?))?\z")]
    private static partial Regex Shape();
}
