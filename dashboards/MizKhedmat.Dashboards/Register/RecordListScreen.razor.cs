using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>The records of one kind, of the own agency or of all in reach: search, filters, the past, order and pages, all in the URL.</summary>
public partial class RecordListScreen(RegisterList list, RegisterTitles titles, ReferenceNames references, RegistryNames agencies) : RegisterScreen
{
    private ListQuery query = new();
    private RegisterPage page = default!;
    private ReferenceTable names = default!;
    private IReadOnlyList<UnitName> owners = [];
    private IReadOnlyDictionary<(AgencyCode Agency, string Code), string> parents = new Dictionary<(AgencyCode, string), string>();
    private bool isNoDay;

    private bool HasPlace => Kind is RegisterKind.Office or RegisterKind.Desk or RegisterKind.DeskOperator or RegisterKind.CounterOffice
        || (At.IsBrowsed && Kind != RegisterKind.TrainingCourse);

    private string Badge => Caller.Scope.Kind switch
    {
        ScopeKind.National => Words.T("whole-country"),
        ScopeKind.Province or ScopeKind.County => ScopeName.Of(Caller.Scope, names),
        ScopeKind.Office => Words.T("own-office"),
        _ => Words.T("own-agency"),
    };

    private string? AsOfShown => isNoDay || query.AsOf is not { } day ? query.AsOfTyped : Fa.Date(day);

    /// <summary>What the query cannot leave: a province sees its own counties only.</summary>
    private ProvinceCode? ChosenProvince => Caller.Scope.Province ?? query.Province;

    protected override async Task<bool> ReadAsync()
    {
        query = ListQuery.Of(Http.Request.Query, Kind);
        query = At.IsBrowsed && !RegisterKinds.IsCentral(Kind) ? query : query with { Agency = null };
        isNoDay = query.AsOfTyped is not null && (query.AsOf is null || query.AsOf > Today);
        if (!isNoDay && query.AsOf is { } day && query.AsOfTyped != TypedDay.Iso(day))
        {
            // Typed in Jalali: the address that people keep and send holds the ISO day.
            Nav.NavigateTo(query.Href(Home));
        }

        query = isNoDay ? query with { AsOf = null } : query;
        page = await list.ReadAsync(Caller.Scope, query.For(Kind, At.IsBrowsed ? query.Agency : Agency), Ct);
        names = await references.ReadAsync(Caller.Scope, Ct);
        owners = At.IsBrowsed && !RegisterKinds.IsCentral(Kind) ? await agencies.AgenciesAsync(Caller.Scope, null, Ct) : [];
        if (RecordTable.ParentOf(Kind) is { } above)
        {
            var under = query.Parent is { } asked && (At.IsBrowsed ? query.Agency : Agency) is { } owner ? new[] { (owner, asked) } : [];
            parents = await titles.OfAsync(
                Caller.Scope, above, [.. under, .. page.Lines.Where(l => l.Parent is not null).Select(l => (l.Agency ?? default, l.Parent!)).Distinct()], Ct);
        }

        return true;
    }

    private string Under(string code) => parents.FirstOrDefault(p => p.Key.Code == code).Value ?? code;

    private string Export(string format) => $"/export/register/{RegisterKinds.NameOf(Kind)}.{format}";
}
