using System.Globalization;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Method;

/// <summary>
/// What the address of a what-if says: <c>w.P1=20</c> weights of pillars and indicators, <c>x.P3.1=412&amp;n.P3.1=518</c> figures of the
/// unit. Digits of any script are taken; what is no number is kept as typed and told.
/// </summary>
public sealed class WhatIfQuery
{
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> numbers = new(StringComparer.Ordinal);

    private WhatIfQuery(string edition, StandingOf of, string? unit, bool isSent) => (Edition, Of, Unit, IsSent) = (edition, of, unit, isSent);

    public string Edition { get; }

    public StandingOf Of { get; }

    public string? Unit { get; }

    /// <summary>The form was sent, with what was not changed too: the page answers with the address that says only what is other.</summary>
    public bool IsSent { get; }

    /// <summary>The word of the list in addresses; null for provinces.</summary>
    public string? ListKey => RankingKeys.Key(Of);

    public static WhatIfQuery Read(IQueryCollection query)
    {
        var unit = query["unit"].ToString() is { Length: > 0 } code ? code : null;
        var made = new WhatIfQuery(query["edition"].ToString() is { Length: > 0 } id ? id : Experiments.Live, RankingKeys.List(query["of"]), unit, query.ContainsKey("go"));

        // Figures belong to the unit that they were shown for: another one begins with its own.
        var isOther = query.ContainsKey("for") && query["for"] != (unit ?? "");
        foreach (var (key, values) in query)
        {
            if (key.Length > 2 && key[1] == '.' && (key[0] == 'w' || (key[0] is 'x' or 'n' && !isOther)) && values.ToString().Trim() is { Length: > 0 } text)
            {
                made.typed[key] = text;
                if (Number(text) is { } number)
                {
                    made.numbers[key] = number;
                }
            }
        }

        return made;
    }

    public WhatIf Ask() => new(Of, Numbers("w."), Numbers("w."), Unit, Cells());

    /// <summary>Figures of the unit by indicator.</summary>
    public IReadOnlyDictionary<string, CellEdit> Cells() => numbers.Keys.Where(k => k[0] is 'x' or 'n').Select(k => k[2..]).Distinct().ToDictionary(
        code => code, code => new CellEdit(Typed("x." + code), Typed("n." + code)), StringComparer.Ordinal);

    /// <summary>Whether anything is other than it is.</summary>
    public bool IsEmpty => typed.Count == 0;

    /// <summary>Inputs that are no numbers.</summary>
    public IReadOnlyList<(string? Target, string Text)> Faults() =>
        [.. typed.Keys.Where(k => !numbers.ContainsKey(k)).Order(StringComparer.Ordinal).Select(k => ((string?)IdOf(k), Words.T("whatif-no-number", k[2..])))];

    /// <summary>What stands in an input: what was typed, else the figure as it is.</summary>
    public string Text(string key, double? now) =>
        numbers.TryGetValue(key, out var number) ? Shown(number) : typed.GetValueOrDefault(key) ?? (now is { } figure ? Shown(figure) : "");

    public bool IsChanged(string key) => typed.ContainsKey(key);

    /// <summary>Members of the address that says the same without what is as it is anyway.</summary>
    public IEnumerable<(string Key, string? Value)> Members(Func<string, double?> now) =>
        typed.Keys.Order(StringComparer.Ordinal).Where(k => !(numbers.TryGetValue(k, out var number) && now(k) is { } same && Plain(same) == Plain(number)))
            .Select(k => (k, (string?)(numbers.TryGetValue(k, out var number) ? Plain(number) : typed[k])));

    /// <summary>All that was asked.</summary>
    public IEnumerable<(string Key, string? Value)> Members() => Members(_ => null);

    /// <summary>Where an input stands on the page; the key of the address with a hyphen.</summary>
    public static string IdOf(string key) => $"{key[0]}-{key[2..]}";

    /// <summary>The input that a fault of the engine means.</summary>
    public static string? TargetOf(ScoringFault fault) => fault.Path.Split('/') switch
    {
        ["", "weights", var code] => "w-" + code,
        ["", "facts", _, var code, ..] => "x-" + code,
        ["", "unit"] => "unit",
        _ => null,
    };

    public static string Told(ScoringFault fault) => Fa.IsPersian ? fault.Persian : fault.English;

    /// <summary>Without thousands, as it is typed again.</summary>
    public static string Shown(double number) => Fa.IsPersian ? Fa.Digits(Plain(number)).Replace('.', '٫') : Plain(number);

    private static string Plain(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static double? Number(string text) =>
        double.TryParse(PersianText.FoldDigits(text).Replace('٫', '.').Replace("٬", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= 1e15 ? number : null;

    private double? Typed(string key) => numbers.TryGetValue(key, out var number) ? number : null;

    private Dictionary<string, double> Numbers(string prefix) =>
        numbers.Where(n => n.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(n => n.Key[2..], n => n.Value, StringComparer.Ordinal);
}
