using Microsoft.AspNetCore.Components;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Dashboards.Register;

/// <summary>
/// What every page of the register knows before it paints: who looks, at which kind, and whether he may change it. In an
/// agency's workspace the agency is always the own one of the signed-in scope, so another agency's record is simply not
/// found; elsewhere every view is asked with the scope of the signed-in person.
/// </summary>
public abstract class RegisterScreen : StaticScreen
{
    /// <summary>Kind in the address of a list that a province or the nation reads.</summary>
    [Parameter]
    public string? KindName { get; set; }

    /// <summary>The agency in the address of a record that a province or the nation reads.</summary>
    [Parameter]
    public string? Of { get; set; }

    protected RegisterAddress At { get; private set; } = RegisterAddress.Own;

    /// <summary>The own agency, or the one whose record is read; nothing where the Organization keeps the records.</summary>
    protected AgencyCode Agency { get; private set; }

    protected RegisterKind Kind { get; private set; }

    protected bool MayEdit => EditRecord.MayEdit(Caller.Role, Caller.Scope, Kind);

    protected bool MayAdd => EditRecord.MayAdd(Caller.Role, Caller.Scope, Kind);

    protected string Home => At.Home(Kind);

    /// <summary>Where this kind is changed; null where the person may not.</summary>
    protected RegisterAddress? Editor => MayEdit ? At.Editor(Kind) : null;

    protected override bool Knows(Caller caller)
    {
        if (RegisterAddress.Of(Http.Request.Path.Value!) is not var (at, kind) || !IsKnown(caller, at, kind))
        {
            return false;
        }

        (At, Kind) = (at, kind);
        Agency = at.IsBrowsed ? AgencyCode.TryParse(Of, null, out var named) ? named : default : caller.Scope.Agency!.Value;
        return true;
    }

    /// <summary>An own list needs an agency; a record of an agency needs its code, one of the Organization none.</summary>
    private bool IsKnown(Caller caller, RegisterAddress at, RegisterKind kind) =>
        at.IsBrowsed ? Of is null || (AgencyCode.TryParse(Of, null, out _) && !RegisterKinds.IsCentral(kind)) : caller.Scope.Agency is not null;

    /// <summary>A post to what does not exist needs a form to reach, else it would be called malformed.</summary>
    protected void Gone() => Nav.NotFound();

    /// <summary>A slash inside a code stays encoded on its way through the address.</summary>
    protected static string Decoded(string code) => code.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
