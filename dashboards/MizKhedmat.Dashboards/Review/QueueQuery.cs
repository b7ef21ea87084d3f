using System.Globalization;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Review;

/// <summary>What the URL of a queue asks for (UX.md, decision 3); unknown values are ignored.</summary>
public sealed record QueueQuery(ReviewKind Kind)
{
    /// <summary>Null = all; waiting ones unless said otherwise.</summary>
    public ReviewState? State { get; init; } = ReviewState.Pending;

    public AgencyCode? Agency { get; init; }

    public ProvinceCode? Province { get; init; }

    public string? Text { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>All cases of the page are ticked.</summary>
    public bool IsSelected { get; init; }

    public static QueueQuery Of(IQueryCollection query, ReviewKind kind)
    {
        string? One(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null;
        return new(kind)
        {
            State = One("state") switch
            {
                "all" => null,
                { } name when Enum.TryParse<ReviewState>(name, ignoreCase: true, out var state) && Enum.IsDefined(state) => state,
                _ => ReviewState.Pending,
            },
            Agency = AgencyCode.TryParse(One("agency"), null, out var agency) ? agency : null,
            Province = ProvinceCode.TryParse(One("province"), null, out var province) ? province : null,
            Text = One("q"), IsSelected = One("select") == "page",
            Page = int.TryParse(One("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1,
        };
    }

    public bool IsNarrowed => Agency is not null || Province is not null || Text is not null;

    public ReviewQuery Query => new(Kind, State, Province, Agency, Text, Page);

    public string StateName => State is { } state ? ReviewPaint.Name(state) : "all";

    public string Href(string root) => Link.To(
        $"{root}/{ReviewPaint.Room(Kind)}", ("state", State == ReviewState.Pending ? null : StateName), ("agency", Agency?.Value), ("province", Province?.Value),
        ("q", Text), ("page", Page > 1 ? Fa.Latin(Page) : null), ("select", IsSelected ? "page" : null));
}
