using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Public;

/// <summary>
/// شناسنامه خدمت (UX.md, S2): what the law owes to whoever needs a service (1538588/1a-1), by its national id, or by agency
/// and own code while it has none (faq-1397/Q6). What is not told is said to be missing.
/// </summary>
public sealed partial class ServicePage(PublicService services, ServiceCatalogue catalogue, NavigationManager nav, TimeProvider clock) : ComponentBase
{
    private const int MinutesOfWorkDay = 8 * 60;

    private ServicePicture? picture;
    private JsonObject state = [];
    private JsonObject? sheet;
    private Tally tally;
    private DateOnly today;
    private string title = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private bool IsWithdrawn => picture!.Line.Status == RegisterStatus.Withdrawn || picture.Line.To <= today;

    /// <summary>The ways in which it is given, each once.</summary>
    private string Ways => state.Rows("places").Select(p => p.Str("place")).OfType<string>().Distinct().Select(p => RegisterPaint.Choice("place", p)).ToList() is { Count: > 0 } ways
        ? string.Join(Words.T("comma"), ways) : Words.T("not-told");

    protected override async Task OnInitializedAsync()
    {
        today = clock.TodayInTehran();
        var address = PersianText.FoldDigits(Code.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase)).Trim();
        picture = await services.FindAsync(Scope.National, address, Http.RequestAborted);
        if (picture is null)
        {
            // An id that several agencies share names no single service: the list shows them.
            if ((await catalogue.SearchAsync(Scope.National, address, 1, Http.RequestAborted)).Lines.Any(l => l.ServiceCode == address))
            {
                nav.NavigateTo(Link.To("/services", ("q", address)));
                return;
            }

            nav.NotFound();
            return;
        }

        if (picture.Address != address)
        {
            nav.NavigateTo("/services/" + Uri.EscapeDataString(picture.Address));
        }

        (state, sheet) = (picture.Line.State, picture.Sheet?.State);
        tally = InformationPackage.Completeness(sheet);
        title = Fa.Digits(picture.Line.Title);
    }

    /// <summary>Working days of eight hours, as people count them; shorter ones in minutes and hours.</summary>
    private static string WorkTime(int minutes) => minutes >= MinutesOfWorkDay && minutes % MinutesOfWorkDay == 0
        ? Words.T("work-days", Fa.Count(minutes / MinutesOfWorkDay))
        : Words.T("work-time", minutes < 60 ? Words.T("span-minutes", Fa.Count(minutes))
            : minutes % 60 == 0 ? Words.T("span-hours", Fa.Count(minutes / 60))
            : Words.T("span-and", Words.T("span-hours", Fa.Count(minutes / 60)), Words.T("span-minutes", Fa.Count(minutes % 60))));

    private static RegisterField Member(string name) => RegisterFields.Find(RegisterKind.InformationSheet, name)!;
}
