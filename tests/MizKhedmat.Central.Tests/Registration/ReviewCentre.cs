using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>
/// A centre for tests of the register; it begins at 1405/08/30 (21 November 2026), noon in Tehran, and a test may move the
/// clock on. Each test takes an agency of its own.
/// </summary>
public sealed class ReviewCentre : IAsyncLifetime
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(3.5));

    private int agencies = 2000;

    public StillClock Clock { get; } = new(Noon);

    public Centre Centre { get; private set; } = null!;

    public DateOnly Today => Clock.TodayInTehran();

    public async ValueTask InitializeAsync() => Centre = await Centre.StartAsync(new() { Clock = Clock, Settings = IntakeCentre.Unlimited });

    public ValueTask DisposeAsync() => Centre.DisposeAsync();

    /// <summary>
    /// A national agency with headquarters 23-0000 and line office 23-0001 in province 23 and line office 08-0001 in 08, each
    /// with clients.
    /// </summary>
    public async Task<RegisterAgency> AgencyAsync(string type = "institution")
    {
        var code = (++agencies).ToString(CultureInfo.InvariantCulture);
        var agency = new RegisterAgency(this, 0, new(code));
        await agency.OkAsync(RegisterKind.Agency, code, new { title = "سازمان " + code, titleEn = "Organization " + code, type, level = "national", subject = "subject" });
        agency = agency with { Id = await Centre.InDbAsync(db => db.Agencies.Where(a => a.Code == new AgencyCode(code)).Select(a => a.Id).SingleAsync()) };
        await agency.OkAsync(RegisterKind.Office, "23-0000", new { title = "ستاد", province = "23", county = "2301", level = "headquarters" });
        await agency.OkAsync(RegisterKind.Office, "23-0001", new { title = "شعبه تهران", province = "23", county = "2301", level = "line" });
        await agency.OkAsync(RegisterKind.Office, "08-0001", new { title = "شعبه دیگر", staff = 6, province = "08", county = "0801", level = "line" });
        return agency;
    }
}

/// <summary>An agency of a test and what it, the Organization and the planning office do with its register.</summary>
public sealed record RegisterAgency(ReviewCentre Home, int Id, AgencyCode Code)
{
    public static readonly Reviewer Organization = new(Roles.NationalOfficer, "official:1");

    public static readonly Reviewer PlanningOffice = new(Roles.PlanningOfficer, "official:2");

    public static readonly Scope Province = Scope.OfProvince(new("23"));

    public Scope Scope => Scope.OfAgency(Code);

    public DecideReview Decide => Home.Centre.Services.GetRequiredService<DecideReview>();

    public async Task<ChangeResult> PutAsync(RegisterKind kind, string code, object body) =>
        (await Home.Centre.Services.GetRequiredService<ChangeRegister>()
            .RunAsync(new(RegisterKinds.IsCentral(kind) ? 0 : Id, kind, "client:test", "api:TEST"), [new(0, code, JsonSerializer.SerializeToElement(body))], default))[0];

    /// <summary>A change that must be stored.</summary>
    public async Task<ChangeResult> OkAsync(RegisterKind kind, string code, object body)
    {
        var result = await PutAsync(kind, code, body);
        Assert.True(result.Fate != ChangeFate.Rejected, string.Join(", ", result.Reasons));
        return result;
    }

    /// <summary>A service of citizens given at these places: <c>("23-0001", "electronic")</c>; outside ones have a reason.</summary>
    public Task<ChangeResult> ServiceAsync(string code, params (string Office, string Place)[] places) => OkAsync(RegisterKind.Service, code, Body(code, places));

    public static Dictionary<string, object?> Body(string code, params (string Office, string Place)[] places) => new()
    {
        ["title"] = "خدمت " + code, ["audience"] = "citizen",
        ["places"] = places.Select(p => p.Place == "outside"
            ? (object)new { office = p.Office, place = p.Place, reasonCode = "nature", reason = "باید در محل دید" }
            : new { office = p.Office, place = p.Place }).ToArray(),
    };

    /// <summary>A service whose id was issued: <c>99</c>, agency, number.</summary>
    public async Task IssuedAsync(string code, params (string Office, string Place)[] places)
    {
        await ServiceAsync(code, places);
        await AcceptAsync(await PendingAsync(ReviewKind.ServiceChange, code), $"99{Code}{code.PadLeft(5, '0')}");
    }

    public Task<ChangeResult> DeskAsync(string code, string office, string kind) => OkAsync(
        RegisterKind.Desk, code, new { office, kind, url = kind == "electronic" ? "https://example.ir/desk" : null });

    public async Task VerifiedDeskAsync(string code, string office, string kind)
    {
        await DeskAsync(code, office, kind);
        await AcceptAsync(await PendingAsync(ReviewKind.DeskVerification, code));
    }

    public async Task ExemptAsync(string code, string exemption, string? office = null, string? service = null, DateOnly? until = null)
    {
        await OkAsync(RegisterKind.Exemption, code, new { exemption, office, service, reason = "دلیل", letterNumber = "1/2", letterOn = "2026-01-01" });
        await DecideAsync(await PendingAsync(ReviewKind.Exemption, code), new(ReviewState.Accepted, ValidUntil: until));
    }

    public Task<List<ReviewCase>> CasesAsync(ReviewKind kind, string? subject = null) => Home.Centre.InDbAsync(db =>
        db.ReviewCases.AsNoTracking().Where(r => r.AgencyId == Id && r.Kind == kind && (subject == null || r.SubjectCode == subject)).OrderBy(r => r.Id).ToListAsync());

    public async Task<ReviewCase> PendingAsync(ReviewKind kind, string subject, string? office = null) =>
        Assert.Single(await CasesAsync(kind, subject), r => r.State == ReviewState.Pending && (office is null || r.Office == office));

    /// <summary>Decides one case as the Organization; it must be possible.</summary>
    public async Task<DecisionResult> DecideAsync(ReviewCase review, ReviewDecision decision, Reviewer? who = null, Scope? scope = null)
    {
        var result = await Decide.DecideAsync(scope ?? Scope.National, who ?? Organization, [new(review.Id, review.Version)], decision, default);
        Assert.True(result.Cases[0].IsDecided, string.Join(", ", result.Cases[0].Reasons));
        return result;
    }

    public Task<DecisionResult> AcceptAsync(ReviewCase review, string? serviceCode = null) => DecideAsync(review, new(ReviewState.Accepted, ServiceCode: serviceCode));

    public async Task<KpiRow> KpiAsync(string slug, Scope? of = null, string period = "live", KpiBy by = KpiBy.Total, string key = "", Scope? scope = null)
    {
        Assert.True(JalaliPeriod.TryParse(period, Home.Today, out var asked));
        var table = await Home.Centre.Services.GetRequiredService<KpiBoard>().ReadAsync(scope ?? Scope.National, new(of ?? Scope, asked, by, Indicators: [slug]), default);
        return table!.Find(slug, key)!;
    }

    /// <summary>Part and whole of a KPI of the agency.</summary>
    public async Task<(double? Part, long? Whole)> TallyAsync(string slug, Scope? of = null, string period = "live") =>
        await KpiAsync(slug, of, period) is var row ? (row.Part, row.Whole) : default;

    public Task<string> StatusAsync(RegisterKind kind, string code) => Home.Centre.InDbAsync(db =>
        db.RegisterItems.Where(i => i.AgencyId == Id && i.Kind == kind && i.Code == code).Select(i => i.Status).SingleAsync());

    public Task<(string, string)> TitleAndStatusAsync(string service) => Home.Centre.InDbAsync(async db =>
        await db.RegisterItems.Where(i => i.AgencyId == Id && i.Kind == RegisterKind.Service && i.Code == service).Select(i => new { i.Title, i.Status }).SingleAsync() is var i
            ? (i.Title, i.Status) : default);

    public Task<List<PlaceOfDelivery>> PlacesAsync(string service) => Home.Centre.InDbAsync(db =>
        db.PlacesOfDelivery.AsNoTracking().Where(p => p.AgencyId == Id && p.Service == service).OrderBy(p => p.Office).ThenBy(p => p.From).ToListAsync());

    /// <summary>The counters must say what a fresh count of the register says.</summary>
    public async Task CountedRightAsync() => Assert.Empty(await Home.Centre.Services.GetRequiredService<RecountRegister>().DifferencesAsync(default));
}
