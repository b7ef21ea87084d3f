using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A service as the public list shows it; <see cref="Address"/> is the last part of its page's address.</summary>
public sealed record CatalogueLine(string Address, string? ServiceCode, string Title, string AgencyFa, string AgencyEn, string Status);

/// <summary>A page of the public list with the count over all pages.</summary>
public sealed record CataloguePage(long Total, int Page, int PageSize, IReadOnlyList<CatalogueLine> Lines);

/// <summary>The public list of open services (386059/1-c): searched by title, codes and agency.</summary>
public sealed class ServiceCatalogue(IDbContextFactory<CentralDb> dbs, TimeProvider clock)
{
    public const int PageSize = 25;

    /// <summary>Every word must stand in the service's title or codes, or in the agency's name.</summary>
    public async Task<CataloguePage> SearchAsync(Scope scope, string? text, int page, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var today = clock.TodayInTehran();
        var agencies = db.Agencies.AsNoTracking();
        var services = db.Services.AsNoTracking();
        var items = (await RegisterReach.OfAsync(db, scope, new(RegisterKind.Service), ct))
            .Where(i => i.Status != RegisterStatus.Withdrawn && (i.To == null || i.To > today) && (i.From == null || i.From <= today));
        foreach (var word in (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(PersianText.SearchKey).Where(w => w.Length > 0).Take(8))
        {
            items = items.Where(i => i.SearchKey.Contains(word) || agencies.Any(a => a.Id == i.AgencyId && a.SearchKey.Contains(word)));
        }

        var at = Math.Max(1, page);
        var rows = await items.OrderBy(i => i.SortKey).ThenBy(i => i.AgencyId).ThenBy(i => i.Code).Skip((at - 1) * PageSize).Take(PageSize)
            .Select(i => new
            {
                Item = i,
                Agency = agencies.First(a => a.Id == i.AgencyId),
                National = services.Where(s => s.AgencyId == i.AgencyId && s.Code == i.Code).Select(s => s.ServiceCode).FirstOrDefault(),
            }).ToListAsync(ct);
        var lines = rows.Select(r => new CatalogueLine(Address(r.National, r.Agency.Code, r.Item.Code), r.National, r.Item.Title, r.Agency.NameFa, r.Agency.NameEn, r.Item.Status));
        return new(await items.LongCountAsync(ct), at, PageSize, [.. lines]);
    }

    /// <summary>National id, or agency and own code while it has none.</summary>
    public static string Address(string? serviceCode, AgencyCode agency, string code) => serviceCode ?? string.Create(CultureInfo.InvariantCulture, $"{agency}-{code}");
}
