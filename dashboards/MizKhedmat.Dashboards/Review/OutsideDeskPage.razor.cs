using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Review;

/// <summary>What the own agency gives outside the desk, where each reason stands and what to do (faq-1397/Q15).</summary>
public sealed partial class OutsideDeskPage(OutsideDesk outside, TimeProvider clock) : ComponentBase
{
    private const string Home = "/agency/outside-desk";

    private OutsidePage? page;
    private Caller caller = default!;
    private OutsideQuery query = new();
    private DateOnly today;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private NavigationManager Nav { get; set; } = default!;

    private int Pages => page is null ? 1 : Math.Max(1, (page.Total + page.PageSize - 1) / page.PageSize);

    private bool MayEdit => EditRecord.MayEdit(caller.Role, caller.Scope, RegisterKind.Service);

    protected override async Task OnInitializedAsync()
    {
        today = clock.TodayInTehran();
        if (Caller.Of(Http.User) is not { Scope.Agency: { } agency } found)
        {
            Nav.NotFound();
            return;
        }

        var asked = Http.Request.Query;
        caller = found;
        query = new(
            Enum.TryParse<OutsideState>(asked["state"], ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
            asked["q"].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null,
            int.TryParse(asked["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number : 1);
        page = await outside.ReadAsync(caller.Scope, agency, query, Http.RequestAborted);
    }

    private static string Href(OutsideQuery query) => Link.To(
        Home, ("state", query.State is { } state ? Name(state) : null), ("q", query.Text), ("page", query.Page > 1 ? Fa.Latin(query.Page) : null));

    private static string Name(OutsideState state) => state.ToString().ToLowerInvariant();

    private static string Tone(OutsideState state) => state switch { OutsideState.Accepted => "ok", OutsideState.Rejected => "late", _ => "near" };

    private int CountOf(OutsideState? state) => state is { } one ? page!.Counts.GetValueOrDefault(one) : page!.Counts.Values.Sum();
}
