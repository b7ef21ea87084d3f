using System.Globalization;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>The offices of one agency by its network: headquarters, a directorate in every province, county offices, units.</summary>
internal sealed class DemoOffices(
    DemoAgency agency, DemoRecipe recipe, IReadOnlyList<Province> provinces, ILookup<ProvinceCode, County> countiesOf, DemoRandom random)
{
    private const double HeadquartersShare = .05;
    private const double DirectorateShare = .6;
    private static readonly ProvinceCode Tehran = new("23");

    private readonly Dictionary<ProvinceCode, int> serials = [];
    private readonly List<DemoOffice> offices = [];
    private DateOnly opened;

    public List<DemoOffice> Make(DateOnly openedOn, int unitsPerCounty)
    {
        opened = openedOn;
        var network = agency.Network;
        var home = provinces.First(p => p.Code == (agency.Agency.Province ?? Tehran));
        var population = network.Directorate is null ? home.Population : provinces.Sum(p => p.Population);
        Open(network.Headquarters, home, SeatOf(home), OfficeLevel.Headquarters, HeadquartersShare * population, isOnline: true);
        foreach (var province in network.Directorate is null ? [home] : provinces)
        {
            if (network.Directorate is { } directorate)
            {
                Open(directorate, province, SeatOf(province), OfficeLevel.Line, DirectorateShare * province.Population, isOnline: true);
            }

            OpenCounties(network, province, unitsPerCounty);
        }

        for (var n = 1; n <= network.Units; n++)
        {
            Open(network.Unit!, home, SeatOf(home), OfficeLevel.Line, (double)home.Population / network.Units, n);
        }

        return offices;
    }

    private void OpenCounties(NetworkRecipe network, Province province, int unitsPerCounty)
    {
        var all = countiesOf[province.Code].ToList();
        var wanted = Math.Min(1, network.CountyShare * recipe.Size.CountyFactor) * all.Count;
        var count = Math.Min(all.Count, Math.Max((int)(wanted + random.Unit()), province.Code == Tehran ? network.TehranCounties : 0));
        if (network.County is null || count == 0)
        {
            return;
        }

        var units = network.Directorate is null ? 1 : unitsPerCounty;
        var weight = (1 - DirectorateShare) * province.Population / (count * units);
        var first = random.Below(all.Count);
        foreach (var county in Enumerable.Range(0, count).Select(i => all[(first + i) % all.Count]))
        {
            Open(network.County, province, county, OfficeLevel.Line, weight);
            for (var n = 2; n <= units; n++)
            {
                Open(network.Unit ?? network.County, province, county, OfficeLevel.Line, weight, n);
            }
        }
    }

    private County SeatOf(Province province)
    {
        if (agency.Recipe.County is { } own)
        {
            return countiesOf[province.Code].First(c => c.Code.Value == own);
        }

        return countiesOf[province.Code].FirstOrDefault(c => c.NameFa == province.CapitalFa) ?? countiesOf[province.Code].First();
    }

    private void Open(string pattern, Province province, County county, OfficeLevel level, double weight, int n = 1, bool isOnline = false)
    {
        var serial = serials[province.Code] = serials.GetValueOrDefault(province.Code) + 1;
        var title = pattern
            .Replace("{agency}", agency.Agency.NameFa, StringComparison.Ordinal)
            .Replace("{province}", province.NameFa, StringComparison.Ordinal)
            .Replace("{county}", county.NameFa, StringComparison.Ordinal)
            .Replace("{n}", recipe.Ordinals[(n - 1) % recipe.Ordinals.Count], StringComparison.Ordinal);
        var office = new Office
        {
            AgencyId = agency.Agency.Id,
            Code = string.Create(CultureInfo.InvariantCulture, $"{province.Code}-{serial:0000}"),
            TitleFa = title,
            Province = province.Code,
            County = county.Code,
            Level = level,
            ValidFrom = opened,
        };
        offices.Add(new(office, weight * random.Between(.8, 1.2), isOnline));
    }
}
