using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Review;

/// <summary>
/// What every page of reviews knows before it paints: who looks, in which workspace, and whether he decides. The verb asks
/// all of it again at every post.
/// </summary>
public abstract class ReviewScreen : StaticScreen
{
    [Inject]
    private RoomHere Here { get; set; } = default!;

    /// <summary><c>/national</c> or <c>/province</c>.</summary>
    protected string Root { get; private set; } = "";

    /// <summary>Whether the role decides anything at all.</summary>
    protected bool IsReviewer => Caller.Role is Roles.Admin or Roles.NationalOfficer or Roles.PlanningOfficer;

    protected bool MayDecide(ReviewLine line) => line.State == ReviewState.Pending && ReviewRules.MayDecide(Caller.Scope, Caller.Role, line);

    protected Reviewer Who => new(Caller.Role, "official:" + Fa.Latin(SignedIn.IdOf(Http.User) ?? 0));

    protected string DecisionsHref => Root + "/decisions";

    protected string CaseHref(int id) => $"{Root}/reviews/{Fa.Latin(id)}";

    protected string RecordHref(ReviewLine line) =>
        (Root == "/national" ? Register.RegisterAddress.National : Register.RegisterAddress.Province).Href(line.SubjectKind, line.SubjectCode, line.Agency);

    protected override bool Knows(Caller caller)
    {
        if (ReviewPaint.RootOf(caller.Scope) is not { } root || !Http.Request.Path.StartsWithSegments(root))
        {
            return false;
        }

        Root = root;
        return true;
    }

    /// <summary>The queue of the cases on this page, for the navigation above it.</summary>
    protected void Stands(ReviewKind kind) => Here.Is(ReviewPaint.Room(kind));
}
