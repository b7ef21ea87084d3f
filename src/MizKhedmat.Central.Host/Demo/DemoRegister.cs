using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>An office with what its requests need: how busy it is, whether it works online requests, and its desks.</summary>
internal sealed record DemoOffice(Office Office, double Weight, bool IsOnline)
{
    public Desk? Electronic { get; set; }

    public Desk? InPerson { get; set; }
}

/// <summary>A service with the working days that its receipt promises.</summary>
internal sealed record DemoService(Service Service, int Days, double Weight);

/// <summary>An agency of the demo country as it stands in the register.</summary>
internal sealed record DemoAgency(Agency Agency, AgencyRecipe Recipe, NetworkRecipe Network, DemoBehaviour Behaviour)
{
    public List<DemoOffice> Offices { get; } = [];

    public List<DemoService> Services { get; } = [];
}

/// <summary>Writes agencies, offices, services and desks of the demo country; ids come from the database.</summary>
internal sealed class DemoRegister(DemoRecipe recipe, IReadOnlyList<Province> provinces, IReadOnlyList<County> counties, DemoRandom random)
{
    private static readonly DateOnly Opened = new JalaliDate(1397, 4, 1).ToDateOnly();

    private readonly ILookup<ProvinceCode, County> countiesOf = counties.ToLookup(c => c.Province);

    public async Task<List<DemoAgency>> WriteAsync(CentralDb db, CancellationToken ct)
    {
        var agencies = DemoAgencies.Expand(recipe, provinces, counties).Select(Make).ToList();
        db.AddRange(agencies.Select(a => a.Agency));
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var agency in agencies)
        {
            var own = random.Fork("register " + agency.Agency.Code);
            agency.Offices.AddRange(new DemoOffices(agency, recipe, provinces, countiesOf, own).Make(Opened, UnitsPerCounty(agencies)));
            agency.Services.AddRange(DemoServices.Make(agency, recipe, ServicesOf(agency, agencies.Count)));
            db.AddRange(agency.Offices.Select(o => o.Office));
            db.AddRange(agency.Services.Select(s => s.Service));
            await db.SaveChangesAsync(ct);
            AddDesks(db, agency);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        return agencies;
    }

    private DemoAgency Make(AgencyRecipe row)
    {
        var agency = new Agency
        {
            Code = AgencyCode.Parse(row.Code!, null),
            NameFa = row.NameFa,
            NameEn = row.NameEn,
            Kind = Named<AgencyKind>(row.Kind),
            Level = Named<AgencyLevel>(row.Level),
            Province = row.Province is null ? null : ProvinceCode.Parse(row.Province, null),
            IsDemo = true,
            SearchKey = PersianText.SearchKey(row.NameFa),
            SortKey = PersianText.SortKey(row.NameFa),
        };
        return new(agency, row, recipe.Networks[row.Network], recipe.BehaviourOf(row.Code!));
    }

    /// <summary>Of <c>state-company</c> the member StateCompany.</summary>
    internal static T Named<T>(string kebab)
        where T : struct, Enum => Enum.Parse<T>(kebab.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>More than one unit per county only where the size asks for a number of offices.</summary>
    private int UnitsPerCounty(List<DemoAgency> agencies)
    {
        var wide = agencies.Count(a => a.Network.Directorate is not null);
        return recipe.Size.Offices == 0 || wide == 0 ? 1 : Math.Max(1, recipe.Size.Offices / (wide * counties.Count));
    }

    private int ServicesOf(DemoAgency agency, int agencies) =>
        recipe.Size.Services == 0 ? agency.Recipe.Services : (int)Math.Ceiling((double)recipe.Size.Services / agencies);

    /// <summary>An electronic desk at headquarters and directorates, an in-person (or deemed) one at every office with clients.</summary>
    private static void AddDesks(CentralDb db, DemoAgency agency)
    {
        var serial = 0;
        foreach (var place in agency.Offices.OrderBy(o => o.Office.Code == FirstDeskOffice ? 0 : 1))
        {
            place.InPerson = Desk(place, agency.Network.Deemed ? DeskKind.Deemed : DeskKind.InPerson);
        }

        foreach (var place in agency.Offices.Where(o => o.IsOnline))
        {
            place.Electronic = Desk(place, DeskKind.Electronic);
        }

        Desk Desk(DemoOffice place, DeskKind kind)
        {
            var desk = new Desk
            {
                AgencyId = agency.Agency.Id, OfficeId = place.Office.Id, Kind = kind,
                Code = "D-" + (++serial).ToString(CultureInfo.InvariantCulture),
            };
            db.Add(desk);
            return desk;
        }
    }

    /// <summary>The example of the README and of API.md section 4 names this office with desk D-1.</summary>
    private const string FirstDeskOffice = "23-0007";

    /// <summary>Reads the register of a demo country that was loaded at an earlier start.</summary>
    public static async Task<List<(Agency Agency, List<Office> Offices, List<Service> Services, List<Desk> Desks)>> ReadAsync(CentralDb db, CancellationToken ct)
    {
        var agencies = await db.Agencies.AsNoTracking().Where(a => a.IsDemo).OrderBy(a => a.Code).ToListAsync(ct);
        var offices = (await db.Offices.AsNoTracking().ToListAsync(ct)).ToLookup(o => o.AgencyId);
        var services = (await db.Services.AsNoTracking().ToListAsync(ct)).ToLookup(s => s.AgencyId);
        var desks = (await db.Desks.AsNoTracking().ToListAsync(ct)).ToLookup(d => d.AgencyId);
        return [.. agencies.Select(a => (a, offices[a.Id].ToList(), services[a.Id].ToList(), desks[a.Id].ToList()))];
    }
}
