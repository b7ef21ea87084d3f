using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// The register as it was on a past day: every record that was open then, in the last state that held on that day (for a day
/// before we knew of it, in its first). Read whole and sifted here, because title and place may have been others.
/// </summary>
internal static class RegisterPast
{
    public static async Task<IReadOnlyList<RegisterLine>> LinesAsync(
        CentralDb db, IQueryable<RegisterItem> items, RegisterQuery query, DateOnly day, CancellationToken ct)
    {
        var revisions = db.RegisterRevisions.AsNoTracking();
        var agencies = db.Agencies.AsNoTracking();
        var rows = await items.Select(i => new
        {
            Item = i,
            Agency = agencies.FirstOrDefault(a => a.Id == i.AgencyId),
            Then = revisions.Where(r => r.AgencyId == i.AgencyId && r.Kind == i.Kind && r.Code == i.Code && (r.On <= day || r.Number == 1))
                .OrderByDescending(r => r.Number).First(),
        }).ToListAsync(ct);
        var spells = await SpellsAsync(db, items, query.Kind, ct);
        var text = PersianText.SearchKey(query.Text ?? "");
        var lines = rows.Select(r => (r.Item, r.Agency, r.Then, Open: spells?[(r.Item.AgencyId, r.Item.Code)].FirstOrDefault(s => s.Covers(day))))
            .Where(r => spells is null ? r.Then.On <= day : r.Open is not null)
            .Select(r => Line(Then(r.Item, r.Then, r.Open), r.Agency, RegisterState.Parse(r.Then.State)))
            .Where(l => query.After is null || string.CompareOrdinal(l.Code, query.After) > 0)
            .Where(l => query.ChangedSince is null || l.ChangedAt >= query.ChangedSince)
            .Where(l => text.Length == 0 || RegisterTitle.SearchKey(query.Kind, l.Code, l.State, l.Title).Contains(text, StringComparison.Ordinal))
            .Where(l => (query.Status is null || l.Status == query.Status) && (query.Parent is null || l.Parent == query.Parent)
                && (query.Province is null || l.Province is null || l.Province == query.Province) && l.Status != RegisterStatus.Removed);
        return [.. Ordered(lines, query)];
    }

    public static RegisterLine Line(RegisterItem item, Agency? agency, JsonObject state) => new(
        agency?.Code ?? (item.Kind == RegisterKind.Agency ? new AgencyCode(item.Code) : null), agency?.NameFa, agency?.NameEn, item.Code, item.Title, item.Status,
        item.Province, item.County, item.Parent, item.From, item.To, item.Revision, item.ChangedAt, state);

    private static async Task<ILookup<(int, string), Spell>?> SpellsAsync(CentralDb db, IQueryable<RegisterItem> items, RegisterKind kind, CancellationToken ct) =>
        !RegisterFields.HasSpells(kind)
            ? null
            : (await db.Spells.AsNoTracking().Where(s => s.Kind == kind && items.Any(i => i.AgencyId == s.AgencyId && i.Code == s.Code)).ToListAsync(ct))
                .ToLookup(s => (s.AgencyId, s.Code));

    private static RegisterItem Then(RegisterItem now, RegisterRevision then, Spell? open)
    {
        var state = RegisterState.Parse(then.State);
        return new()
        {
            AgencyId = now.AgencyId, Kind = now.Kind, Code = now.Code, Title = RegisterTitle.Of(now.Kind, now.Code, state), SearchKey = "", SortKey = "",
            Province = state.Str("province") is { } p ? new(p) : now.Province, County = state.Str("county") is { } c ? new(c) : now.County,
            Status = then.Status, Parent = state.Str("office") ?? state.Str("desk") ?? state.Str("service") ?? state.Str("parent"),
            From = open?.From ?? now.From, To = open?.To, Revision = then.Number, ChangedAt = then.At,
        };
    }

    private static IEnumerable<RegisterLine> Ordered(IEnumerable<RegisterLine> lines, RegisterQuery query)
    {
        var ordered = query.Order switch
        {
            RegisterOrder.Code => lines.OrderBy(l => l.Code, StringComparer.Ordinal),
            RegisterOrder.Changed => lines.OrderBy(l => l.ChangedAt),
            _ => lines.OrderBy(l => PersianText.SortKey(l.Title), StringComparer.Ordinal),
        };
        var stable = ordered.ThenBy(l => l.Code, StringComparer.Ordinal);
        return query.Descending ? stable.Reverse() : stable;
    }
}
