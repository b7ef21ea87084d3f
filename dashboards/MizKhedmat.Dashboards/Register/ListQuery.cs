using System.Globalization;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>What the URL of a list asks for (UX.md, decision 3); unknown values are ignored, a day that is none is told.</summary>
public sealed record ListQuery
{
    /// <summary>One agency's records alone, where a list holds those of many.</summary>
    public AgencyCode? Agency { get; init; }

    public string? Text { get; init; }

    public string? Status { get; init; }

    public ProvinceCode? Province { get; init; }

    public CountyCode? County { get; init; }

    public string? Parent { get; init; }

    /// <summary>As it was typed; kept for the box when it is no day.</summary>
    public string? AsOfTyped { get; init; }

    public DateOnly? AsOf { get; init; }

    public RegisterOrder Order { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; } = 1;

    public static ListQuery Of(IQueryCollection query, RegisterKind kind)
    {
        string? One(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null;
        var order = One("order") ?? "";
        var province = ProvinceCode.TryParse(One("province"), null, out var p) ? p : (ProvinceCode?)null;
        return new()
        {
            Agency = AgencyCode.TryParse(One("agency"), null, out var agency) ? agency : null, Text = One("q"),
            Status = One("status") is { } status && RegisterPaint.Statuses(kind).Contains(status) ? status : null,
            Province = province,
            // A county of another province than the one chosen is left over from the former choice.
            County = CountyCode.TryParse(One("county"), null, out var c) && (province is null || c.Province == province) ? c : null,
            Parent = One("parent"), AsOfTyped = One("asof"), AsOf = TypedDay.Parse(One("asof")),
            Order = order.TrimStart('-') switch { "code" => RegisterOrder.Code, "changed" => RegisterOrder.Changed, _ => RegisterOrder.Title },
            Descending = order.StartsWith('-'),
            Page = int.TryParse(One("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1,
        };
    }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => Agency is not null || Text is not null || Status is not null || Province is not null || County is not null || Parent is not null || AsOf is not null;

    public RegisterQuery For(RegisterKind kind, AgencyCode? agency) => new(kind)
    {
        Agency = agency, Text = Text, Status = Status, Province = Province, County = County, Parent = Parent, AsOf = AsOf,
        Order = Order, Descending = Descending, Page = Page,
    };

    /// <summary>The address of this very list; the day as ISO whatever was typed.</summary>
    public string Href(string path) => Link.To(
        path, ("agency", Agency?.Value), ("q", Text), ("status", Status), ("province", Province?.Value), ("county", County?.Value), ("parent", Parent),
        ("asof", AsOf is { } day ? TypedDay.Iso(day) : null), ("order", Key), ("page", Page > 1 ? Fa.Latin(Page) : null));

    private string? Key => (Order, Descending) switch
    {
        (RegisterOrder.Title, false) => null,
        var (order, down) => (down ? "-" : "") + order.ToString().ToLowerInvariant(),
    };
}
