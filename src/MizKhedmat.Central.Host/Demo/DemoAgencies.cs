using System.Globalization;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>The list of agencies of a size: the named ones first, then the families per province and county, until it is full.</summary>
internal static class DemoAgencies
{
    private const int FirstCode = 1001;

    public static List<AgencyRecipe> Expand(DemoRecipe recipe, IReadOnlyList<Province> provinces, IReadOnlyList<County> counties)
    {
        var named = recipe.Agencies.Where(a => a.Small || !recipe.Size.OnlySmall).ToList();
        var taken = named.Select(a => a.NameFa).ToHashSet(StringComparer.Ordinal);
        var next = recipe.Agencies.Count + FirstCode;
        foreach (var made in recipe.Families.SelectMany(f => Members(f, provinces, counties)))
        {
            if (named.Count >= recipe.Size.Agencies)
            {
                break;
            }

            if (taken.Add(made.NameFa))
            {
                named.Add(made with { Code = next++.ToString(CultureInfo.InvariantCulture) });
            }
        }

        return named;
    }

    private static IEnumerable<AgencyRecipe> Members(AgencyRecipe family, IReadOnlyList<Province> provinces, IReadOnlyList<County> counties) =>
        family.Per == "province"
            ? provinces.Select(p => Named(family, p, null))
            : counties.Select(c => Named(family, provinces.First(p => p.Code == c.Province), c));

    private static AgencyRecipe Named(AgencyRecipe family, Province province, County? county) => family with
    {
        NameFa = Fill(family.NameFa, province, county),
        NameEn = Fill(family.NameEn, province, county),
        Province = province.Code.Value,
        County = county?.Code.Value,
    };

    private static string Fill(string pattern, Province province, County? county) => pattern
        .Replace("{province_en}", province.NameEn, StringComparison.Ordinal)
        .Replace("{capital_en}", province.NameEn, StringComparison.Ordinal)
        .Replace("{province}", province.NameFa, StringComparison.Ordinal)
        .Replace("{capital}", province.CapitalFa, StringComparison.Ordinal)
        .Replace("{county}", county?.NameFa ?? "", StringComparison.Ordinal);
}
