using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>A static page about the published score of the person's own agency; an office has none.</summary>
public abstract class AgencyScreen : StaticScreen
{
    protected AgencyCode Agency => Caller.Scope.Agency!.Value;

    protected bool MayFile => FileObjection.MayFile(Caller.Role, Caller.Scope);

    protected override bool Knows(Caller caller) => caller.Scope.Kind == ScopeKind.Agency;
}
