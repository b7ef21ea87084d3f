using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>A static page of the national workspace: everybody there reads, the Organization's officers act. The acts ask anew at every post.</summary>
public abstract class NationalScreen : StaticScreen
{
    protected bool IsOfficer => Caller.Role == Roles.NationalOfficer;

    protected override bool Knows(Caller caller) => caller.Scope.Kind == ScopeKind.National;
}
