using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// One unit of a breakdown: <see cref="Code"/> joins it to the sums, <see cref="Public"/> is what the API shows. Channels,
/// places and months carry their code as name; screens put their own words.
/// </summary>
internal sealed record KpiKey(string Code, string Public, string NameFa, string NameEn);

/// <summary>The units of a breakdown as the register knows them, so that one without data is still listed.</summary>
internal static class KpiKeys
{
    /// <summary>Requests of services without a national id yet («در حال اخذ کد», faq-1397/Q6).</summary>
    private static readonly KpiKey Uncoded = new("0", "pending", "در حال اخذ کد", "code pending");

    public static string Of(int id) => id.ToString(CultureInfo.InvariantCulture);

    public static string Of(Channel channel) => channel switch
    {
        Channel.Electronic => "electronic",
        Channel.InPerson => "in-person",
        _ => "counter-office",
    };

    public static string Of(Place place) => place == Place.Headquarters ? "headquarters" : "line";

    public static string MonthOf(DateOnly day)
    {
        var date = JalaliDate.Of(day);
        return JalaliPeriod.Month(date.Year, date.Month).Key;
    }

    public static async Task<IReadOnlyList<KpiKey>> ReadAsync(CentralDb db, KpiReach reach, KpiQuery query, DateOnly today, CancellationToken ct) => query.By switch
    {
        KpiBy.Province => await ProvincesAsync(db, reach, ct),
        KpiBy.County => await CountiesAsync(db, reach, ct),
        KpiBy.Agency => await AgenciesAsync(db, reach, ct),
        KpiBy.Office => await OfficesAsync(db, reach, ct),
        KpiBy.Service => await ServicesAsync(db, reach, ct),
        KpiBy.Channel => [.. Enum.GetValues<Channel>().Select(c => Plain(Of(c)))],
        KpiBy.Place => [.. Enum.GetValues<Place>().Select(p => Plain(Of(p)))],
        KpiBy.Month => Months(query.Period, today),
        _ => [Plain("")],
    };

    private static KpiKey Plain(string code) => new(code, code, code, code);

    private static async Task<IReadOnlyList<KpiKey>> ProvincesAsync(CentralDb db, KpiReach reach, CancellationToken ct)
    {
        var provinces = reach.Province is { } own ? db.Provinces.Where(p => p.Code == own) : db.Provinces;
        if (reach.AgencyIds is not null)
        {
            var offices = reach.OfficesOf(db);
            provinces = provinces.Where(p => offices.Any(o => o.Province == p.Code));
        }

        var found = await provinces.AsNoTracking().OrderBy(p => p.SortKey).Select(p => new { p.Code, p.NameFa, p.NameEn }).ToListAsync(ct);
        return [.. found.Select(p => new KpiKey(p.Code.Value, p.Code.Value, p.NameFa, p.NameEn))];
    }

    private static async Task<IReadOnlyList<KpiKey>> CountiesAsync(CentralDb db, KpiReach reach, CancellationToken ct)
    {
        var offices = reach.OfficesOf(db);
        var counties = db.Counties.AsNoTracking().Where(c => offices.Any(o => o.County == c.Code));
        var found = await counties.OrderBy(c => c.SortKey).Select(c => new { c.Code, c.NameFa }).ToListAsync(ct);
        return [.. found.Select(c => new KpiKey(c.Code.Value, c.Code.Value, c.NameFa, c.NameFa))];
    }

    private static async Task<IReadOnlyList<KpiKey>> AgenciesAsync(CentralDb db, KpiReach reach, CancellationToken ct)
    {
        var offices = reach.OfficesOf(db);
        var agencies = db.Agencies.AsNoTracking().Where(a => offices.Any(o => o.AgencyId == a.Id));
        var found = await agencies.OrderBy(a => a.SortKey).Select(a => new { a.Id, a.Code, a.NameFa, a.NameEn }).ToListAsync(ct);
        return [.. found.Select(a => new KpiKey(Of(a.Id), a.Code.Value, a.NameFa, a.NameEn))];
    }

    private static async Task<IReadOnlyList<KpiKey>> OfficesAsync(CentralDb db, KpiReach reach, CancellationToken ct)
    {
        var found = await reach.OfficesOf(db).OrderBy(o => o.AgencyId).ThenBy(o => o.Code).Select(o => new { o.Id, o.Code, o.TitleFa }).ToListAsync(ct);
        return [.. found.Select(o => new KpiKey(Of(o.Id), o.Code, o.TitleFa, o.TitleFa))];
    }

    private static async Task<IReadOnlyList<KpiKey>> ServicesAsync(CentralDb db, KpiReach reach, CancellationToken ct)
    {
        var services = reach.AgencyIds is { } agencies ? db.Services.Where(s => agencies.Contains(s.AgencyId)) : db.Services;
        var found = await services.AsNoTracking().OrderBy(s => s.SearchKey).Select(s => new { s.Id, s.ServiceCode, s.TitleFa }).ToListAsync(ct);
        return [.. found.Select(s => new KpiKey(Of(s.Id), s.ServiceCode ?? Uncoded.Public, s.TitleFa, s.TitleFa)), Uncoded];
    }

    private static List<KpiKey> Months(JalaliPeriod period, DateOnly today)
    {
        var months = new List<KpiKey>();
        var last = period.To < today ? period.To : today;
        for (var month = JalaliDate.Of(period.From) with { Day = 1 }; month.ToDateOnly() <= last; month = month.AddMonths(1))
        {
            months.Add(Plain(JalaliPeriod.Month(month.Year, month.Month).Key));
        }

        return months;
    }
}
