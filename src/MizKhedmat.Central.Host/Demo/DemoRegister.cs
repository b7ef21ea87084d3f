using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
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

/// <summary>
/// Enters the demo country into the register by the same act as any agency: offices, services, desks, sheets, operators,
/// representatives, exemptions, as of the day on which the demo's time begins.
/// </summary>
internal sealed class DemoRegister(
    DemoRecipe recipe, ChangeRegister register, IReadOnlyList<Province> provinces, IReadOnlyList<County> counties, DemoRandom random, DateTime since)
{
    /// <summary>People of an office that claims to be a small unit (faq-1397/Q38), at most.</summary>
    private const int SmallStaff = 5;

    private const string Actor = "centre", Source = "demo";
    private static readonly DateOnly Opened = new JalaliDate(1397, 4, 1).ToDateOnly();

    private readonly ILookup<ProvinceCode, County> countiesOf = counties.ToLookup(c => c.Province);

    /// <summary>Few operators at the national size, where the register is looked at for its width.</summary>
    private int OperatorEvery => recipe.Size.DirectCells ? 20 : 1;

    public async Task<List<DemoAgency>> WriteAsync(IBulkTransaction writing, CancellationToken ct)
    {
        var rows = DemoAgencies.Expand(recipe, provinces, counties);
        await EnterAsync(writing, 0, RegisterKind.TrainingCourse, [.. recipe.Register.Courses.Select((c, i) => DemoBodies.Change(i, c.Code, DemoBodies.Course(c, Opened)))], null, ct);
        await EnterAsync(writing, 0, RegisterKind.Agency, [.. rows.Select((r, i) => DemoBodies.Change(i, r.Code!, DemoBodies.Agency(r, recipe.Register)))], null, ct);
        await writing.Db.Agencies.ExecuteUpdateAsync(a => a.SetProperty(x => x.IsDemo, true), ct);
        writing.Db.ChangeTracker.Clear();
        var known = await writing.Db.Agencies.AsNoTracking().ToDictionaryAsync(a => a.Code.Value, ct);
        var agencies = rows.ConvertAll(r => new DemoAgency(known[r.Code!], r, recipe.Networks[r.Network], recipe.BehaviourOf(r.Code!)));
        var units = UnitsPerCounty(agencies);
        foreach (var agency in agencies)
        {
            await WriteAsync(writing, agency, units, agencies.Count, ct);
        }

        return agencies;
    }

    private async Task WriteAsync(IBulkTransaction writing, DemoAgency agency, int units, int agencies, CancellationToken ct)
    {
        var own = random.Fork("register " + agency.Agency.Code);
        var words = random.Fork("register words " + agency.Agency.Code);
        var bodies = new DemoBodies(agency, recipe.Register, words, Opened, TehranTime.DayOf(since));
        var picture = await RegisterPicture.LoadAsync(writing.Db, agency.Agency.Id, ct);
        Task Enter(RegisterKind kind, IEnumerable<RecordChange> changes) => EnterAsync(writing, agency.Agency.Id, kind, [.. changes], picture, ct);

        agency.Offices.AddRange(new DemoOffices(agency, recipe, provinces, countiesOf, own).Make(Opened, units));
        await Enter(RegisterKind.Office, agency.Offices.Select((o, i) => DemoBodies.Change(i, o.Office.Code, bodies.Office(o.Office))));
        await TakeOfficesAsync(writing.Db, agency, ct);
        agency.Services.AddRange(DemoServices.Make(agency, recipe, ServicesOf(agency, agencies)));
        await Enter(RegisterKind.Service, agency.Services.Select((s, i) => DemoBodies.Change(
            i, s.Service.Code, bodies.Service(s, i), s.Service.ServiceCode is null ? RegisterStatus.Pending : RegisterStatus.Issued)));
        await TakeServicesAsync(writing.Db, agency, ct);
        var desks = DesksOf(agency).ToList();
        await Enter(RegisterKind.Desk, desks.Select((d, i) => bodies.Desk(i, d.Code, d.Place, d.Kind)));
        await TakeDesksAsync(writing.Db, agency, desks, ct);
        await Enter(RegisterKind.InformationSheet, agency.Services.Where(_ => words.Chance(recipe.Register.SheetShare)).Select((s, i) => DemoBodies.Change(i, "I-" + s.Service.Code, bodies.Sheet(s))));
        await Enter(RegisterKind.DeskOperator, desks.Where((d, i) => d.Kind != DeskKind.Electronic && i % OperatorEvery == 0).Select((d, i) => DemoBodies.Change(i, $"P-{Text(i + 1)}", bodies.Operator(d.Code, isHard: i == 0 && IsLarge(agency)))));
        await Enter(RegisterKind.CounterOffice, agency.Offices.Take(2).Select((o, i) => DemoBodies.Change(i, $"K-{Text(i + 1)}", bodies.CounterOffice(o, i + 1))));
        if (agency.Behaviour.SilentDays is null)
        {
            await Enter(RegisterKind.Representative, [DemoBodies.Change(0, "R-1", bodies.Representative())]);
        }

        await Enter(RegisterKind.Exemption, ExemptionsOf(agency, picture));
        writing.Db.ChangeTracker.Clear();
    }

    private async Task EnterAsync(
        IBulkTransaction writing, int agencyId, RegisterKind kind, IReadOnlyList<RecordChange> changes, RegisterPicture? picture, CancellationToken ct)
    {
        var results = await register.WriteAsync(writing, new(agencyId, kind, Actor, Source) { At = since }, changes, ct, picture);
        if (results.FirstOrDefault(r => r.Fate == ChangeFate.Rejected) is { } refused)
        {
            throw new InvalidOperationException($"The demo register is refused: {kind} {refused.Code}: {string.Join(", ", refused.Reasons)}");
        }
    }

    /// <summary>Large enough that one of its offices is small and one of its desks hard work.</summary>
    private static bool IsLarge(DemoAgency agency) => agency.Agency.Level == AgencyLevel.National && agency.Offices.Count > 10;

    private static IEnumerable<RecordChange> ExemptionsOf(DemoAgency agency, RegisterPicture picture)
    {
        var letter = Opened.AddDays(30);
        if (agency.Agency.Kind is AgencyKind.Bank or AgencyKind.Post)
        {
            var code = agency.Agency.Kind == AgencyKind.Bank ? "DM-BANK" : "DM-POST";
            yield return DemoBodies.Change(0, "X-1", DemoBodies.Exemption(code, "هر شعبه خود میز خدمت است", letter), RegisterStatus.Accepted);
        }
        else if (agency.Services.Count > 6 && agency.Agency.Level == AgencyLevel.National)
        {
            yield return DemoBodies.Change(0, "X-1", DemoBodies.Exemption("EX-STEER", "خدمت تنها به دستگاه‌های تابع داده می‌شود و متقاضی ندارد", letter, service: agency.Services[5].Service.Code));
        }

        // A claim that waits for the planning office (faq-1397/Q38): of the capital's province where it has a small unit there.
        var small = picture.Of(RegisterKind.Office).Where(o => o.State.Str("level") == "line" && o.State.Number("staff") <= SmallStaff).OrderByDescending(o => o.Item.Province?.Value == "23").ThenBy(o => o.Item.Code, StringComparer.Ordinal).FirstOrDefault();
        if (small is not null && IsLarge(agency) && !agency.Network.Deemed)
        {
            yield return DemoBodies.Change(0, "X-2", DemoBodies.Exemption("DM-SMALL", "این واحد کارمندان اندکی دارد و میز جداگانه نمی‌تواند بگذارد", letter, office: small.Item.Code));
        }
    }

    /// <summary>More than one unit per county only where the size asks for a number of offices.</summary>
    private int UnitsPerCounty(List<DemoAgency> agencies)
    {
        var wide = agencies.Count(a => a.Network.Directorate is not null);
        return recipe.Size.Offices == 0 || wide == 0 ? 1 : Math.Max(1, recipe.Size.Offices / (wide * counties.Count));
    }

    private int ServicesOf(DemoAgency agency, int agencies) =>
        recipe.Size.Services == 0 ? agency.Recipe.Services : (int)Math.Ceiling((double)recipe.Size.Services / agencies);

    /// <summary>An in-person (or deemed) desk at every office, an electronic one at headquarters and directorates.</summary>
    private static IEnumerable<(DemoOffice Place, DeskKind Kind, string Code)> DesksOf(DemoAgency agency)
    {
        var serial = 0;
        foreach (var place in agency.Offices.OrderBy(o => o.Office.Code == FirstDeskOffice ? 0 : 1))
        {
            yield return (place, agency.Network.Deemed ? DeskKind.Deemed : DeskKind.InPerson, "D-" + Text(++serial));
        }

        foreach (var place in agency.Offices.Where(o => o.IsOnline))
        {
            yield return (place, DeskKind.Electronic, "D-" + Text(++serial));
        }
    }

    /// <summary>The example of the README and of API.md section 4 names this office with desk D-1.</summary>
    private const string FirstDeskOffice = "23-0007";

    private static async Task TakeOfficesAsync(CentralDb db, DemoAgency agency, CancellationToken ct)
    {
        var stored = await db.Offices.AsNoTracking().Where(o => o.AgencyId == agency.Agency.Id).ToDictionaryAsync(o => o.Code, ct);
        for (var i = 0; i < agency.Offices.Count; i++)
        {
            agency.Offices[i] = agency.Offices[i] with { Office = stored[agency.Offices[i].Office.Code] };
        }
    }

    private static async Task TakeServicesAsync(CentralDb db, DemoAgency agency, CancellationToken ct)
    {
        var stored = await db.Services.AsNoTracking().Where(s => s.AgencyId == agency.Agency.Id).ToDictionaryAsync(s => s.Code, ct);
        for (var i = 0; i < agency.Services.Count; i++)
        {
            agency.Services[i] = agency.Services[i] with { Service = stored[agency.Services[i].Service.Code] };
        }
    }

    private static async Task TakeDesksAsync(CentralDb db, DemoAgency agency, List<(DemoOffice Place, DeskKind Kind, string Code)> desks, CancellationToken ct)
    {
        var stored = await db.Desks.AsNoTracking().Where(d => d.AgencyId == agency.Agency.Id).ToDictionaryAsync(d => d.Code, ct);
        foreach (var (place, kind, code) in desks)
        {
            (place.Electronic, place.InPerson) = kind == DeskKind.Electronic ? (stored[code], place.InPerson) : (place.Electronic, stored[code]);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

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
