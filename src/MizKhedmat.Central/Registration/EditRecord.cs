using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// A person changes one record by a form. Who may: of an agency its representative and editors, an editor of an office within
/// that office; a head reads; of the Organization's own records (agencies 1538588/P, courses 386059/3-2) its officers and
/// administrators. Asked anew at every post, whatever the page showed.
/// </summary>
public sealed class EditRecord(ChangeRegister register, IDbContextFactory<CentralDb> dbs)
{
    private const string Source = "form";

    /// <summary>Whether buttons for changing are shown; what counts is <see cref="RunAsync"/>.</summary>
    public static bool MayEdit(string role, Scope scope, RegisterKind kind) =>
        RegisterKinds.IsCentral(kind) ? role is Roles.Admin or Roles.NationalOfficer && scope.Kind == ScopeKind.National
        : role is Roles.AgencyEditor or Roles.AgencyRepresentative && RegisterKinds.OfAgency.Contains(kind)
        && (scope.Kind == ScopeKind.Agency || (scope.Kind == ScopeKind.Office && kind is RegisterKind.Office or RegisterKind.Desk or RegisterKind.DeskOperator));

    /// <summary>Whether a person may add a record of the kind: an office does not make offices.</summary>
    public static bool MayAdd(string role, Scope scope, RegisterKind kind) =>
        MayEdit(role, scope, kind) && (scope.Kind != ScopeKind.Office || kind != RegisterKind.Office);

    /// <summary>The fate of the change; null when this person may not make it, or the agency does not exist.</summary>
    public async Task<ChangeResult?> RunAsync(ClaimsPrincipal user, RegisterKind kind, RecordChange change, CancellationToken ct)
    {
        if (SignedIn.IdOf(user) is not { } id || SignedIn.ScopeOf(user) is not { } scope || !MayEdit(SignedIn.RoleOf(user), scope, kind))
        {
            return null;
        }

        if (await OwnerAsync(scope, kind, change, ct) is not { } agencyId)
        {
            return null;
        }

        var order = new ChangeOrder(agencyId, kind, "official:" + id.ToString(CultureInfo.InvariantCulture), Source);
        return (await register.RunAsync(order, [change], ct))[0];
    }

    /// <summary>Owner 0 is the Organization.</summary>
    private async Task<int?> OwnerAsync(Scope scope, RegisterKind kind, RecordChange change, CancellationToken ct)
    {
        if (RegisterKinds.IsCentral(kind))
        {
            return 0;
        }

        if (scope.Agency is not { } code)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencyId = await db.Agencies.AsNoTracking().Where(a => a.Code == code).Select(a => (int?)a.Id).FirstOrDefaultAsync(ct);
        return agencyId is { } id && (scope.Office is not { } office || await IsOfOfficeAsync(db, id, office, kind, change, ct)) ? agencyId : null;
    }

    /// <summary>Both what stands and what is asked for lie in the own office.</summary>
    private static async Task<bool> IsOfOfficeAsync(CentralDb db, int agencyId, string office, RegisterKind kind, RecordChange change, CancellationToken ct)
    {
        if (kind == RegisterKind.Office)
        {
            return change.Code == office;
        }

        var asked = Text(change.Body, kind == RegisterKind.Desk ? "office" : "desk");
        var standing = await db.RegisterItems.AsNoTracking().Where(i => i.AgencyId == agencyId && i.Kind == kind && i.Code == change.Code).Select(i => i.Parent).FirstOrDefaultAsync(ct);
        var parents = new[] { asked, standing }.OfType<string>().Distinct().ToList();
        if (kind == RegisterKind.Desk)
        {
            return parents.TrueForAll(p => p == office);
        }

        var own = await db.RegisterItems.AsNoTracking()
            .CountAsync(i => i.AgencyId == agencyId && i.Kind == RegisterKind.Desk && parents.Contains(i.Code) && i.Parent == office, ct);
        return own == parents.Count;
    }

    private static string? Text(JsonElement body, string member) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? PersianText.Canonical(value.GetString()!, TextField.Id)
            : null;
}
