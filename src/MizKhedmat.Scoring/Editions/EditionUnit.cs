namespace MizKhedmat.Scoring;

/// <summary>Who a unit of an edition is: the list that it stands in, and its names on the day of the run.</summary>
/// <param name="Code">As in the facts: an agency, or a province.</param>
/// <param name="List">One of <see cref="Lists"/>: units are ranked within their list and never across (UX.md S13).</param>
public sealed record EditionUnit(string Code, string List, string NameFa, string NameEn)
{
    public const string Agencies = "agencies";
    public const string ProvincialAgencies = "provincial-agencies";
    public const string Provinces = "provinces";

    /// <summary>The directive does not bind it: no score, no rank, named with that reason.</summary>
    public const string NotBound = "not-bound";

    public static readonly IReadOnlyList<string> Lists = [Agencies, ProvincialAgencies, Provinces, NotBound];

    /// <summary>The lists of agencies, each with a ranking of its own.</summary>
    public static readonly IReadOnlyList<string> OfAgencies = [Agencies, ProvincialAgencies];

    /// <summary>Codes of provinces and of agencies may be alike; this keeps them apart.</summary>
    public bool IsProvince => List == Provinces;
}
