using MizKhedmat.Central.Editions;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>Editions in words: «تابستان ۱۴۰۵ – نهایی».</summary>
public static class EditionNames
{
    public static string Of(EditionLine edition) => Words.T("shown-edition", Periods.Label(edition.Period), Kind(edition));

    /// <summary>«مقدماتی», «نهایی», «بازنشر ۲».</summary>
    public static string Kind(EditionLine edition) => edition.Kind switch
    {
        EditionKind.Provisional => Words.T("shown-provisional"),
        EditionKind.Final => Words.T("shown-final"),
        _ => Words.T("shown-restatement", Fa.Digits(edition.Id[(edition.Id.LastIndexOf('r') + 1)..])),
    };

    /// <summary>A name of an id that is in the list; the id itself otherwise.</summary>
    public static string Of(IReadOnlyList<EditionLine> editions, string id) =>
        id == Experiments.Live ? Words.T("live-unofficial") : editions.FirstOrDefault(e => e.Id == id) is { } edition ? Of(edition) : id;
}
