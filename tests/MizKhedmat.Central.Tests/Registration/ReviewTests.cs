using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using Xunit;
using ReviewState = MizKhedmat.Central.Registry.ReviewState;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Cases: what asks for one, who decides it, and what its decision comes to.</summary>
public sealed class ReviewTests(ReviewCentre home) : IClassFixture<ReviewCentre>
{
    private const string Why = "دلیل کافی نیست";

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task The_planning_office_accepts_one_outside_reason_and_rejects_another_and_coverage_follows()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await agency.ServiceAsync("2", ("23-0001", "outside"));
        await agency.ServiceAsync("3", ("23-0001", "outside"));
        Assert.Equal((.5, 3), await agency.TallyAsync("desk-coverage"));
        Assert.Equal((2, 3), await agency.TallyAsync("outside-desk-rate"));

        await agency.DecideAsync(
            await agency.PendingAsync(ReviewKind.OutsideDesk, "2"), new(ReviewState.Accepted), RegisterAgency.PlanningOffice, RegisterAgency.Province);
        Assert.Equal((.5, 2), await agency.TallyAsync("desk-coverage"));
        Assert.Equal((1, 2), await agency.TallyAsync("e-desk-share"));
        await agency.DecideAsync(
            await agency.PendingAsync(ReviewKind.OutsideDesk, "3"), new(ReviewState.Rejected, Why, MoveBy: home.Today.AddDays(60)), RegisterAgency.PlanningOffice, RegisterAgency.Province);
        Assert.Equal((.5, 2), await agency.TallyAsync("desk-coverage"));

        var outside = await agency.KpiAsync("outside-desk-rate");
        Assert.Equal((2d, 3L), (outside.Part!.Value, outside.Whole!.Value));
        Assert.Equal((0d, 1d, 1d), (outside.Extra!["pending"]!.Value, outside.Extra["accepted"]!.Value, outside.Extra["rejected"]!.Value));
        var row = Assert.Single(await agency.PlacesAsync("3"));
        Assert.Equal((OutsideStanding.Rejected, home.Today.AddDays(60)), (row.Standing, row.MoveBy));

        // Moved to the desk as told: the rejection is no longer of anything.
        await agency.ServiceAsync("3", ("23-0001", "in-person"));
        Assert.Equal((1, 2), await agency.TallyAsync("desk-coverage"));
        await agency.CountedRightAsync();
    }

    [Fact]
    [Clause("faq-1397/Q15")]
    public async Task The_same_reason_is_not_asked_again_while_its_decision_holds_and_another_is()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "outside"));
        await agency.DecideAsync(await agency.PendingAsync(ReviewKind.OutsideDesk, "1"), new(ReviewState.Accepted, ValidUntil: home.Today.AddDays(10)));
        await agency.ServiceAsync("1", ("23-0001", "in-person"));
        home.Clock.Advance(TimeSpan.FromDays(1));
        await agency.ServiceAsync("1", ("23-0001", "outside"));
        Assert.Single(await agency.CasesAsync(ReviewKind.OutsideDesk, "1"));
        Assert.Equal(OutsideStanding.Accepted, (await agency.PlacesAsync("1"))[^1].Standing);

        await agency.OkAsync(RegisterKind.Service, "1", new
        {
            title = "خدمت 1", audience = "citizen", places = new[] { new { office = "23-0001", place = "outside", reasonCode = "law", reason = "قانون" } },
        });
        var again = await agency.PendingAsync(ReviewKind.OutsideDesk, "1");
        await agency.ServiceAsync("1", ("23-0001", "in-person"));
        Assert.Equal(ReviewState.Withdrawn, (await agency.CasesAsync(ReviewKind.OutsideDesk, "1")).Single(r => r.Id == again.Id).State);
        await agency.CountedRightAsync();
    }

    [Fact]
    public async Task An_acceptance_that_ran_out_counts_no_longer_and_is_asked_again_on_the_day()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "outside"));
        await agency.ServiceAsync("2", ("23-0001", "in-person"));
        await agency.DecideAsync(await agency.PendingAsync(ReviewKind.OutsideDesk, "1"), new(ReviewState.Accepted, ValidUntil: home.Today.AddDays(2)));
        await agency.ExemptAsync("X", "PT-COUNTER", service: "2", until: home.Today.AddDays(2));
        var sweep = home.Centre.Services.GetRequiredService<SweepRegister>();
        home.Clock.Advance(TimeSpan.FromDays(2));
        await sweep.RunAsync(default);
        Assert.Equal(MizKhedmat.Central.Scoring.KpiStatus.NotApplicable, (await agency.KpiAsync("desk-coverage")).Status);
        home.Clock.Advance(TimeSpan.FromDays(1));
        await sweep.RunAsync(default);
        Assert.Equal((.5, 2), await agency.TallyAsync("desk-coverage"));
        Assert.Equal(2, (await agency.CasesAsync(ReviewKind.OutsideDesk, "1")).Count);
        await agency.PendingAsync(ReviewKind.OutsideDesk, "1");
        await agency.CountedRightAsync();
    }

    [Fact]
    [Clause("faq-1397/Q6")]
    [Clause("faq-1397/Q10")]
    public async Task A_new_service_is_pending_until_the_Organization_issues_its_id()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1");
        var review = await agency.PendingAsync(ReviewKind.ServiceChange, "1");
        Assert.Null(review.Province);
        Assert.Equal((RegisterStatus.Pending, (0, 1)), (await agency.StatusAsync(RegisterKind.Service, "1"), await agency.TallyAsync("coded-services") is var t ? ((int)t.Part!, (int)t.Whole!) : default));
        var none = await agency.Decide.DecideAsync(Scope.National, RegisterAgency.Organization, [new(review.Id, review.Version)], new(ReviewState.Accepted), default);
        Assert.Equal("service-code-missing", Assert.Single(none.Cases[0].Reasons).Code);
        await agency.AcceptAsync(review, "۹۹۰۰۰۱۲۳۴۵۶");
        Assert.Equal((1, 1), await agency.TallyAsync("coded-services"));
        Assert.Equal("99000123456", await home.Centre.InDbAsync(db => db.Services.Where(s => s.AgencyId == agency.Id).Select(s => s.ServiceCode).SingleAsync()));

        var other = await home.AgencyAsync();
        await other.ServiceAsync("1");
        var second = await other.PendingAsync(ReviewKind.ServiceChange, "1");
        var taken = await other.Decide.DecideAsync(Scope.National, RegisterAgency.Organization, [new(second.Id, second.Version)], new(ReviewState.Accepted, ServiceCode: "99000123456"), default);
        Assert.Equal("service-code-taken", Assert.Single(taken.Cases[0].Reasons).Code);
    }

    [Fact]
    [Clause("faq-1397/Q7")]
    public async Task An_issued_service_changes_its_name_only_with_approval_and_its_places_at_once()
    {
        var agency = await home.AgencyAsync();
        await agency.IssuedAsync("1", ("23-0001", "in-person"));
        var body = RegisterAgency.Body("1", ("23-0001", "electronic"));
        body["title"] = "نام تازه";
        var result = await agency.OkAsync(RegisterKind.Service, "1", body);
        Assert.Equal((ChangeFate.Warned, "change-awaits-approval"), (result.Fate, Assert.Single(result.Reasons).Code));
        Assert.Equal(("خدمت 1", RegisterStatus.ChangeRequested), await agency.TitleAndStatusAsync("1"));
        Assert.Equal((1, 1), await agency.TallyAsync("e-desk-share"));
        Assert.Equal((1, 1), await agency.TallyAsync("coded-services"));

        var first = await agency.PendingAsync(ReviewKind.ServiceChange, "1");
        Assert.Equal(ChangeFate.Unchanged, (await agency.OkAsync(RegisterKind.Service, "1", body)).Fate);
        Assert.Equal(first.Id, (await agency.PendingAsync(ReviewKind.ServiceChange, "1")).Id);
        body["title"] = "نام تازه‌تر";
        await agency.OkAsync(RegisterKind.Service, "1", body);
        var second = await agency.PendingAsync(ReviewKind.ServiceChange, "1");
        Assert.NotEqual(first.Id, second.Id);
        await agency.AcceptAsync(second);
        Assert.Equal(("نام تازه‌تر", RegisterStatus.Issued), await agency.TitleAndStatusAsync("1"));

        home.Clock.Advance(TimeSpan.FromDays(1));
        body["validTo"] = home.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await agency.OkAsync(RegisterKind.Service, "1", body);
        Assert.Equal((1, 1), await agency.TallyAsync("coded-services"));
        await agency.AcceptAsync(await agency.PendingAsync(ReviewKind.ServiceChange, "1"));
        Assert.Equal(("نام تازه‌تر", RegisterStatus.Withdrawn), await agency.TitleAndStatusAsync("1"));
        Assert.DoesNotContain(await agency.PlacesAsync("1"), p => p.To is null);
        Assert.Equal(MizKhedmat.Central.Scoring.KpiStatus.NoData, (await agency.KpiAsync("coded-services")).Status);
        await agency.CountedRightAsync();
    }

    [Fact]
    [Clause("faq-1397/Q7")]
    public async Task A_returned_change_leaves_the_service_issued_and_its_reason_to_read()
    {
        var agency = await home.AgencyAsync();
        await agency.IssuedAsync("1", ("23-0001", "in-person"));
        var body = RegisterAgency.Body("1", ("23-0001", "in-person"));
        body["audience"] = "business";
        await agency.OkAsync(RegisterKind.Service, "1", body);
        var review = await agency.PendingAsync(ReviewKind.ServiceChange, "1");
        await agency.DecideAsync(review, new(ReviewState.Returned, Why));
        Assert.Equal(RegisterStatus.Issued, await agency.StatusAsync(RegisterKind.Service, "1"));
        var found = await home.Centre.Services.GetRequiredService<ReviewCases>().FindAsync(agency.Scope, review.Id, default);
        Assert.Equal((Why, "audience"), (found!.Case.Decision, Assert.Single(found.Proposed).Name));
    }

    [Fact]
    public async Task Only_the_planning_office_of_the_province_and_the_Organization_decide()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "outside"), ("23-0000", "outside"), ("08-0001", "outside"));
        var line = await agency.PendingAsync(ReviewKind.OutsideDesk, "1", "23-0001");
        var headquarters = await agency.PendingAsync(ReviewKind.OutsideDesk, "1", "23-0000");
        var elsewhere = await agency.PendingAsync(ReviewKind.OutsideDesk, "1", "08-0001");
        var service = await agency.PendingAsync(ReviewKind.ServiceChange, "1");
        Assert.Null(headquarters.Province);
        Assert.Equal("review-not-yours", await TryAsync(RegisterAgency.Province, Roles.PlanningOfficer, headquarters));
        Assert.Equal("review-not-yours", await TryAsync(RegisterAgency.Province, Roles.PlanningOfficer, elsewhere));
        Assert.Equal("review-not-yours", await TryAsync(RegisterAgency.Province, Roles.PlanningOfficer, service));
        foreach (var role in Roles.All.Except([Roles.PlanningOfficer, Roles.Admin, Roles.NationalOfficer]))
        {
            Assert.Equal("review-not-yours", await TryAsync(RegisterAgency.Province, role, line));
            Assert.Equal("review-not-yours", await TryAsync(Scope.National, role, line));
        }

        Assert.Equal("review-unknown", await TryAsync(Scope.National, Roles.Admin, new() { Id = 99_999, Kind = line.Kind, AgencyId = 1, SubjectKind = line.SubjectKind, SubjectCode = "", Title = "", SearchKey = "", State = line.State, OpenedAt = line.OpenedAt, OpenedBy = "", Version = 1 }));
        Assert.Null(await TryAsync(RegisterAgency.Province, Roles.PlanningOfficer, line));
        Assert.Null(await TryAsync(Scope.National, Roles.Admin, elsewhere));

        async Task<string?> TryAsync(Scope scope, string role, ReviewCase review) =>
            (await agency.Decide.DecideAsync(scope, new(role, "official:9"), [new(review.Id, review.Version)], new(ReviewState.Accepted), default)).Cases[0].Reasons is [var first, ..] ? first.Code : null;
    }
}
