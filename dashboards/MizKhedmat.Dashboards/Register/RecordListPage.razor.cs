using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>The records of one kind of the own agency: search, filters, the past, order and pages, all in the URL.</summary>
public sealed partial class RecordListPage(RegisterList list, RegisterTitles titles, ReferenceNames references) : RegisterScreen
{
    private ListQuery query = new();
    private RegisterPage page = default!;
    private ReferenceTable names = default!;
    private IReadOnlyDictionary<string, string> parents = new Dictionary<string, string>();
    private bool isNoDay;

    private bool HasPlace => Kind is RegisterKind.Office or RegisterKind.Desk or RegisterKind.DeskOperator or RegisterKind.CounterOffice;

    private string Badge => Caller.Scope.Kind == ScopeKind.Office ? Words.T("own-office") : Words.T("own-agency");

    private string? AsOfShown => isNoDay || query.AsOf is not { } day ? query.AsOfTyped : Fa.Date(day);

    protected override async Task<bool> ReadAsync()
    {
        query = ListQuery.Of(Http.Request.Query, Kind);
        isNoDay = query.AsOfTyped is not null && (query.AsOf is null || query.AsOf > Today);
        if (!isNoDay && query.AsOf is { } day && query.AsOfTyped != TypedDay.Iso(day))
        {
            // Typed in Jalali: the address that people keep and send holds the ISO day.
            Nav.NavigateTo(query.Href(Home));
        }

        query = isNoDay ? query with { AsOf = null } : query;
        page = await list.ReadAsync(Caller.Scope, query.For(Kind, Agency), Ct);
        names = await references.ReadAsync(Caller.Scope, Ct);
        if (RecordTable.ParentOf(Kind) is { } above)
        {
            List<string> codes = [.. page.Lines.Select(l => l.Parent).OfType<string>().Distinct(), .. query.Parent is { } under ? new[] { under } : []];
            parents = await titles.OfAsync(Caller.Scope, Agency, above, codes, Ct);
        }

        return true;
    }

    private string Export(string format) => $"/export/register/{RegisterKinds.NameOf(Kind)}.{format}";
}
