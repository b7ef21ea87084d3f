using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Order of a list of records.</summary>
public enum RegisterOrder
{
    /// <summary>Persian alphabetical, the same on every database.</summary>
    Title,
    Code,

    /// <summary>Time of the last change.</summary>
    Changed,
}

/// <summary>Which records of a kind; everything beyond kind narrows.</summary>
public sealed record RegisterQuery(RegisterKind Kind)
{
    /// <summary>Own records of this agency; null = every agency in the scope (for agencies and courses: no meaning).</summary>
    public AgencyCode? Agency { get; init; }

    public ProvinceCode? Province { get; init; }

    public CountyCode? County { get; init; }

    /// <summary>Searched folded: «خرم آباد» finds «خرم‌آباد» and «خرماباد»; codes too.</summary>
    public string? Text { get; init; }

    /// <summary>A word of <see cref="RegisterStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Code of what it hangs on: desks of an office, sheet of a service.</summary>
    public string? Parent { get; init; }

    /// <summary>As the register was on this day; null = now.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Closed records too.</summary>
    public bool WithClosed { get; init; }

    /// <summary>Only what changed at or after this instant.</summary>
    public DateTime? ChangedSince { get; init; }

    /// <summary>Only codes after this one in the order of codes: paging that no change of the list disturbs.</summary>
    public string? After { get; init; }

    public RegisterOrder Order { get; init; }

    public bool Descending { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = 50;
}

/// <summary>One listed record with its members as they were then.</summary>
public sealed record RegisterLine(
    AgencyCode? Agency, string? AgencyFa, string? AgencyEn, string Code, string Title, string Status, ProvinceCode? Province, CountyCode? County, string? Parent,
    DateOnly? From, DateOnly? To, int Revision, DateTime ChangedAt, JsonObject State);

/// <summary>A page of records with the count over all pages.</summary>
public sealed record RegisterPage(DateTime AsOf, long Total, int Page, int PageSize, IReadOnlyList<RegisterLine> Lines);

/// <summary>
/// Lists of the register inside a scope: one view for screens, API and exports. Searches and sorts over stored keys, so it
/// answers alike on every database and in the same time for one agency and for the nation.
/// </summary>
public sealed class RegisterList(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public const int MaxPageSize = 500;

    /// <summary>Most rows that one export holds.</summary>
    public const int MaxExport = 200_000;

    /// <summary>Empty when the scope holds nothing of it; a foreign agency answers like one without records.</summary>
    public async Task<RegisterPage> ReadAsync(Scope scope, RegisterQuery query, CancellationToken ct)
    {
        var size = Math.Clamp(query.PageSize, 1, MaxPageSize);
        var page = Math.Max(1, query.Page);
        var (total, lines) = await LinesAsync(scope, query, (page - 1) * size, size, ct);
        return new(clock.UtcNow(), total, page, size, lines);
    }

    /// <summary>All lines of a query, for an export.</summary>
    public async Task<IReadOnlyList<RegisterLine>> AllAsync(Scope scope, RegisterQuery query, CancellationToken ct) =>
        (await LinesAsync(scope, query, 0, MaxExport, ct)).Lines;

    private async Task<(long Total, IReadOnlyList<RegisterLine> Lines)> LinesAsync(Scope scope, RegisterQuery query, int skip, int take, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = clock.TodayInTehran();
        if (query.AsOf is { } day && day < today)
        {
            var then = await RegisterPast.LinesAsync(db, await RegisterReach.OfAsync(db, scope, query, ct), query, day, ct);
            return (then.Count, [.. then.Skip(skip).Take(take)]);
        }

        var items = Narrowed(await RegisterReach.OfAsync(db, scope, query, ct), query, today);
        var page = await Ordered(items, query).Skip(skip).Take(take).ToListAsync(ct);
        return (await items.LongCountAsync(ct), await LinesAsync(db, query.Kind, page, ct));
    }

    private static IQueryable<RegisterItem> Narrowed(IQueryable<RegisterItem> items, RegisterQuery query, DateOnly today)
    {
        items = query.Status == RegisterStatus.Closed ? items.Where(i => i.To <= today)
            : query.Status is { } status ? items.Where(i => i.Status == status)
            : items;
        items = query.WithClosed || query.Status is RegisterStatus.Closed or RegisterStatus.Withdrawn
            ? items
            : items.Where(i => (i.To == null || i.To > today) && (i.From == null || i.From <= today));
        items = query.Parent is { } parent ? items.Where(i => i.Parent == parent) : items;
#pragma warning disable CA1309 // the database compares, by the order in which it sorts
        items = query.After is { } after ? items.Where(i => string.Compare(i.Code, after) > 0) : items;
#pragma warning restore CA1309
        items = query.ChangedSince is { } since ? items.Where(i => i.ChangedAt >= since) : items;
        return PersianText.SearchKey(query.Text ?? "") is { Length: > 0 } text ? items.Where(i => i.SearchKey.Contains(text)) : items;
    }

    private static IQueryable<RegisterItem> Ordered(IQueryable<RegisterItem> items, RegisterQuery query) => (query.Order, query.Descending) switch
    {
        (RegisterOrder.Code, false) => items.OrderBy(i => i.Code).ThenBy(i => i.AgencyId),
        (RegisterOrder.Code, true) => items.OrderByDescending(i => i.Code).ThenByDescending(i => i.AgencyId),
        (RegisterOrder.Changed, false) => items.OrderBy(i => i.ChangedAt).ThenBy(i => i.AgencyId).ThenBy(i => i.Code),
        (RegisterOrder.Changed, true) => items.OrderByDescending(i => i.ChangedAt).ThenByDescending(i => i.AgencyId).ThenByDescending(i => i.Code),
        (_, true) => items.OrderByDescending(i => i.SortKey).ThenByDescending(i => i.AgencyId).ThenByDescending(i => i.Code),
        _ => items.OrderBy(i => i.SortKey).ThenBy(i => i.AgencyId).ThenBy(i => i.Code),
    };

    /// <summary>The members of the records of a page in one read, after the page is known: nothing is read for rows that are skipped.</summary>
    private static async Task<List<RegisterLine>> LinesAsync(CentralDb db, RegisterKind kind, List<RegisterItem> page, CancellationToken ct)
    {
        var owners = page.Select(i => i.AgencyId).Distinct().ToList();
        var codes = page.Count <= MaxPageSize ? page.Select(i => i.Code).Distinct().ToList() : null;
        var items = db.RegisterItems.Where(i => i.Kind == kind && owners.Contains(i.AgencyId) && (codes == null || codes.Contains(i.Code)));
        var states = await items
            .Join(db.RegisterRevisions, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number }, (i, r) => new { i.AgencyId, i.Code, r.State })
            .ToDictionaryAsync(r => (r.AgencyId, r.Code), r => r.State, ct);
        var agencies = await db.Agencies.AsNoTracking().Where(a => owners.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        return page.ConvertAll(i => RegisterPast.Line(i, agencies.GetValueOrDefault(i.AgencyId), RegisterState.Parse(states[(i.AgencyId, i.Code)])));
    }
}
