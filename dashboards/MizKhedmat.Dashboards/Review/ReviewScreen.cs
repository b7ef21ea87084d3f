using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Review;

/// <summary>
/// What every page of reviews knows before it paints: who looks, in which workspace, and whether he decides. The verb asks
/// all of it again at every post.
/// </summary>
public abstract class ReviewScreen : ComponentBase
{
    [CascadingParameter]
    protected HttpContext Http { get; set; } = default!;

    [Inject]
    protected NavigationManager Nav { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected Caller Caller { get; private set; } = default!;

    /// <summary><c>/national</c> or <c>/province</c>.</summary>
    protected string Root { get; private set; } = "";

    protected DateOnly Today { get; private set; }

    /// <summary>False while there is nothing to paint: the answer is a 404.</summary>
    protected bool IsReady { get; private set; }

    protected CancellationToken Ct => Http.RequestAborted;

    /// <summary>Whether the role decides anything at all.</summary>
    protected bool IsReviewer => Caller.Role is Roles.Admin or Roles.NationalOfficer or Roles.PlanningOfficer;

    protected bool MayDecide(ReviewLine line) => line.State == ReviewState.Pending && ReviewRules.MayDecide(Caller.Scope, Caller.Role, line);

    protected Reviewer Who => new(Caller.Role, "official:" + Fa.Latin(SignedIn.IdOf(Http.User) ?? 0));

    protected string DecisionsHref => Root + "/decisions";

    protected string CaseHref(int id) => $"{Root}/reviews/{Fa.Latin(id)}";

    protected string RecordHref(ReviewLine line) =>
        (Root == "/national" ? Register.RegisterAddress.National : Register.RegisterAddress.Province).Href(line.SubjectKind, line.SubjectCode, line.Agency);

    protected override async Task OnInitializedAsync()
    {
        Today = Clock.TodayInTehran();
        if (Caller.Of(Http.User) is { } caller && ReviewPaint.RootOf(caller.Scope) is { } root && Http.Request.Path.StartsWithSegments(root))
        {
            (Caller, Root) = (caller, root);
            IsReady = await ReadAsync();
        }

        if (!IsReady)
        {
            Nav.NotFound();
        }
    }

    /// <summary>False when what is asked for does not exist for this person.</summary>
    protected abstract Task<bool> ReadAsync();
}
