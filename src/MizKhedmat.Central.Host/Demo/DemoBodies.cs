using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>A course, reason or row of the demo register's words.</summary>
internal sealed record CourseRecipe(string Code, string Title, string Provider, int Hours, int Months);

internal sealed record ReasonRecipe(string Code, string Text);

/// <summary>seed-data/demo/register.json.</summary>
internal sealed record RegisterRecipe(
    double DeskVerified, double DeskRejected, double SheetShare, double SheetItemShare, double ElectronicShare, double BothShare, double CounterShare,
    double GovernmentShare, IReadOnlyList<string> OutsideOffices, double OutsideShare, double TrainedShare, int OperatorsPerDesk, IReadOnlyList<string> Floors, IReadOnlyList<string> Buildings,
    JsonArray Hours, IReadOnlyList<string> Steps, IReadOnlyList<string> Documents, IReadOnlyList<string> Laws, JsonArray Questions, IReadOnlyList<string> Fees,
    string ComplaintRoute, string Responsible, JsonArray Inquiries, JsonArray Presence, IReadOnlyList<ReasonRecipe> OutsideReasons,
    IReadOnlyList<CourseRecipe> Courses, IReadOnlyList<string> Names, string CounterContractor, IReadOnlyList<string> WorkingGroup);

/// <summary>The records of a demo agency as it would send them itself; nothing is written past the register's one act.</summary>
internal sealed class DemoBodies(DemoAgency agency, RegisterRecipe recipe, DemoRandom random, DateOnly opened, DateOnly today)
{
    private static readonly string[] Items = [.. Enumerable.Range(1, 20).Select(i => $"H{i:00}")];
    private static readonly string[] Indicators = [.. Enumerable.Range(1, 10).Select(i => $"E{i:00}")];

    private string Code => agency.Agency.Code.Value;

    public static RecordChange Change(int index, string code, JsonObject body, string? status = null) =>
        new(index, code, JsonSerializer.SerializeToElement(body)) { Status = status };

    public static JsonObject Agency(AgencyRecipe row, RegisterRecipe words) => new()
    {
        ["title"] = row.NameFa, ["titleEn"] = row.NameEn, ["type"] = row.Kind, ["level"] = row.Level, ["province"] = row.Province, ["branch"] = "executive",
        ["subject"] = "subject", ["subjectBasis"] = "1538588/P", ["head"] = words.Names[0], ["headPost"] = "رئیس دستگاه",
        ["homePage"] = $"https://agency-{row.Code}.example/", ["workingGroup"] = Texts(words.WorkingGroup),
    };

    public static JsonObject Course(CourseRecipe course, DateOnly from) => new()
    {
        ["title"] = course.Title, ["provider"] = course.Provider, ["hours"] = course.Hours, ["validMonths"] = course.Months, ["validFrom"] = Iso(from),
    };

    public JsonObject Office(Office office) => new()
    {
        ["title"] = office.TitleFa, ["province"] = office.Province.Value, ["county"] = office.County.Value,
        ["level"] = office.Level == OfficeLevel.Headquarters ? "headquarters" : "line", ["staff"] = 3 + random.Below(60), ["smallUnit"] = false,
        ["hasClients"] = true, ["building"] = random.Of(recipe.Buildings), ["validFrom"] = Iso(opened),
    };

    /// <summary>Most services are electronic everywhere; some at the desk only; a few outside it in some provinces, with reasons.</summary>
    public JsonObject Service(DemoService service, int index)
    {
        var row = service.Service;
        var places = new JsonArray();
        var draw = index == 0 ? 0 : random.Unit();
        var isGovernment = index > 2 && random.Chance(recipe.GovernmentShare);
        if (draw < recipe.ElectronicShare)
        {
            places.Add(Place(PlaceOfDelivery.EveryOffice, "electronic"));
        }

        if (draw >= recipe.ElectronicShare + recipe.CounterShare || random.Chance(recipe.BothShare))
        {
            places.Add(Place(PlaceOfDelivery.EveryOffice, "in-person"));
        }
        else if (draw >= recipe.ElectronicShare)
        {
            places.Add(Place(PlaceOfDelivery.EveryOffice, "counter-office"));
        }

        foreach (var office in agency.Offices.Where(o => o.IsOnline && recipe.OutsideOffices.Contains(o.Office.Province.Value) && random.Chance(recipe.OutsideShare) && index % 3 == 1))
        {
            var reason = random.Of(recipe.OutsideReasons);
            places.Add(Place(office.Office.Code, "outside", reason));
        }

        return new()
        {
            ["serviceCode"] = row.ServiceCode, ["title"] = row.TitleFa, ["cofog"] = row.Cofog,
            ["audience"] = isGovernment ? "government" : row.Audience == Audience.Business ? "business" : "citizen",
            ["nature"] = "sovereign", ["trigger"] = "client", ["standardMinutes"] = row.StandardMinutes, ["baselineMinutes"] = row.StandardMinutes * 3 / 2,
            ["places"] = isGovernment ? null : places, ["declared"] = Flags(Indicators, .8), ["validFrom"] = Iso(opened),
        };
    }

    /// <summary>A desk as it was declared; of a verified one the items too that were found when it was looked at, which no agency may say itself.</summary>
    public RecordChange Desk(int index, string code, DemoOffice place, DeskKind kind)
    {
        var (body, status) = (Desk(place, kind), DeskStatus(kind));
        var state = RegisterState.Ordered(RegisterKind.Desk, body);
        foreach (var field in RegisterFields.Of(RegisterKind.Desk).Where(f => f.Verifies is not null && status == RegisterStatus.Verified && kind != DeskKind.Deemed))
        {
            var declared = state.Claimed(field.Verifies!);
            state[field.Name] = declared.Count == 0 ? null : new JsonObject(declared.Select(id => KeyValuePair.Create(id, (JsonNode?)random.Chance(.9))));
        }

        return Change(index, code, body, status) with { Stored = RegisterState.Ordered(RegisterKind.Desk, state) };
    }

    private JsonObject Desk(DemoOffice place, DeskKind kind) => kind == DeskKind.Electronic
        ? new()
        {
            ["office"] = place.Office.Code, ["kind"] = "electronic", ["url"] = $"https://agency-{Code}.example/desk/{place.Office.Code}",
            ["declared"] = Flags(Indicators, .85), ["services"] = Texts(Some()), ["validFrom"] = Iso(opened),
        }
        : new()
        {
            ["office"] = place.Office.Code, ["kind"] = kind == DeskKind.Deemed ? "deemed" : "in-person", ["building"] = random.Of(recipe.Buildings),
            ["floor"] = random.Of(recipe.Floors), ["hours"] = recipe.Hours.DeepClone(), ["checklist"] = Flags(Items, .92), ["services"] = Texts(Some()), ["validFrom"] = Iso(opened),
        };

    /// <summary>Most of the agency's services, so that a citizen finds the desk that serves one.</summary>
    private IEnumerable<string> Some() => agency.Services.Where(_ => random.Chance(.7)).Select(s => s.Service.Code);

    /// <summary>Verified for the most part; some only declared, so that the planning offices have a queue; a few refused.</summary>
    private string DeskStatus(DeskKind kind)
    {
        var draw = random.Unit();
        return kind == DeskKind.Deemed || draw < recipe.DeskVerified ? RegisterStatus.Verified
            : draw > 1 - recipe.DeskRejected ? RegisterStatus.Rejected
            : RegisterStatus.Declared;
    }

    public JsonObject Sheet(DemoService service)
    {
        bool Has() => random.Chance(recipe.SheetItemShare);
        return new()
        {
            ["service"] = service.Service.Code, ["steps"] = Texts(recipe.Steps), ["documents"] = Has() ? Texts([.. recipe.Documents.Take(2 + random.Below(3))]) : null,
            ["laws"] = Has() ? Texts(recipe.Laws) : null, ["questions"] = Has() ? recipe.Questions.DeepClone() : null,
            ["durationText"] = service.Days == 0 ? "همان روز" : Fa(service.Days) + " روز کاری", ["fee"] = Has() ? random.Of(recipe.Fees) : null,
            ["complaintRoute"] = Has() ? recipe.ComplaintRoute : null, ["responsible"] = recipe.Responsible,
            ["inquiries"] = random.Chance(.4) ? recipe.Inquiries.DeepClone() : null, ["presence"] = random.Chance(.3) ? recipe.Presence.DeepClone() : null,
            ["reviewOn"] = Iso(today.AddDays(30 + random.Below(300))),
        };
    }

    /// <summary>One whose work is hard asks for points, which wait for the Organization (1538588/1b-n).</summary>
    public JsonObject Operator(string desk, bool isHard)
    {
        var course = random.Of(recipe.Courses);
        return new()
        {
            ["desk"] = desk, ["name"] = random.Of(recipe.Names), ["nationalId"] = NationalId(), ["since"] = Iso(opened.AddDays(random.Below(900))),
            ["trainings"] = random.Chance(recipe.TrainedShare)
                ? new JsonArray(new JsonObject { ["course"] = course.Title, ["on"] = Iso(today.AddDays(-30 - random.Below(500))), ["hours"] = course.Hours })
                : null,
            ["hardshipPoints"] = isHard ? 150 : null,
        };
    }

    public JsonObject Representative() => new()
    {
        ["name"] = random.Of(recipe.Names), ["nationalId"] = NationalId(), ["post"] = "معاون توسعه", ["mobile"] = "0999" + Digits(7),
        ["letterNumber"] = Digits(5), ["letterOn"] = Iso(new JalaliDate(JalaliDate.Of(today).Year - 1, 1 + random.Below(12), 10).ToDateOnly()),
    };

    public JsonObject CounterOffice(DemoOffice near, int n) => new()
    {
        ["title"] = recipe.CounterContractor.Replace("{n}", Fa(n), StringComparison.Ordinal), ["province"] = near.Office.Province.Value,
        ["county"] = near.Office.County.Value, ["contractor"] = recipe.CounterContractor.Replace("{n}", Fa(n), StringComparison.Ordinal), ["validFrom"] = Iso(opened),
    };

    public static JsonObject Exemption(string code, string reason, DateOnly letterOn, string? office = null, string? service = null) => new()
    {
        ["exemption"] = code, ["office"] = office, ["service"] = service, ["reason"] = reason, ["letterNumber"] = "1405/114", ["letterOn"] = Iso(letterOn),
    };

    private JsonObject Flags(string[] ids, double share) => new(ids.Select(id => KeyValuePair.Create(id, (JsonNode?)random.Chance(share))));

    private static JsonObject Place(string office, string place, ReasonRecipe? reason = null) => new()
    {
        ["office"] = office, ["place"] = place, ["reasonCode"] = reason?.Code, ["reason"] = reason?.Text,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Fa(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(d => (char)('۰' + (d - '0'))));

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Below(10))));

    /// <summary>Right checksum, but of the prefix 999 that no place of issue has: nobody's.</summary>
    private string NationalId()
    {
        var id = "999" + Digits(6);
        var rest = id.Select((c, i) => (c - '0') * (10 - i)).Sum() % 11;
        return id + (char)('0' + (rest < 2 ? rest : 11 - rest));
    }
}
