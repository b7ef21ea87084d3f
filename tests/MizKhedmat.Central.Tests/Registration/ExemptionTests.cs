using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using Xunit;
using ReviewState = MizKhedmat.Central.Registry.ReviewState;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>What accepted exemptions, operators and training come to in the counters.</summary>
public sealed class ExemptionTests(ReviewCentre home) : IClassFixture<ReviewCentre>
{
    [Theory]
    [InlineData("EX-NOCLIENT", "23-0001", null, 0d, 1L, .5, 1L)]
    [InlineData("EX-G2G", null, "1", 0d, 1L, .5, 1L)]
    [InlineData("EX-STEER", null, "2", 1d, 1L, .5, 1L)]
    [InlineData("PT-COUNTER", null, "2", 1d, 2L, .5, 1L)]
    [InlineData("DM-BANK", null, null, 1d, 2L, 2d, 2L)]
    [InlineData("DM-POST", "08-0001", null, 1d, 2L, 1.5, 2L)]
    [InlineData("DM-SMALL", "08-0001", null, 1d, 2L, 1.5, 2L)]
    [InlineData("DM-WINDOW", null, null, 1d, 2L, 1.5, 2L)]
    [InlineData("ST-TIME", null, "1", 1d, 2L, 1d, 2L)]
    [InlineData("EX-NOCLIENT", null, null, null, null, null, null)]
    [InlineData("EX-REGELEC", null, null, null, null, null, null)]
    [Clause("faq-1397/Q3")]
    [Clause("faq-1397/Q11")]
    [Clause("faq-1397/Q13")]
    [Clause("faq-1397/Q16")]
    [Clause("faq-1397/Q17")]
    [Clause("faq-1397/Q18")]
    [Clause("faq-1397/Q19")]
    [Clause("faq-1397/Q38")]
    [Clause("faq-1397/Q46")]
    [Clause("faq-1397/Q47")]
    [Clause("faq-1397/Q50")]
    public async Task An_accepted_exemption_has_its_effect_on_share_and_coverage(
        string exemption, string? office, string? service, double? electronic, long? applicable, double? covered, long? coverable)
    {
        var agency = await home.AgencyAsync(exemption switch { "DM-BANK" => "bank", "DM-POST" => "post", _ => "institution" });
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await agency.ServiceAsync("2", ("08-0001", "in-person"));
        await agency.OkAsync(RegisterKind.Exemption, "X", new { exemption, office, service, reason = "دلیل", letterNumber = "1/2", letterOn = "2026-01-01" });
        Assert.Equal((1, 2), await agency.TallyAsync("e-desk-share"));
        var review = await agency.PendingAsync(ReviewKind.Exemption, "X");
        Assert.Equal(exemption == "DM-SMALL" ? new ProvinceCode("08") : null, review.Province);
        await agency.AcceptAsync(review);
        Assert.Equal((electronic, applicable), await agency.TallyAsync("e-desk-share"));
        Assert.Equal((covered, coverable), await agency.TallyAsync("desk-coverage"));
        await agency.CountedRightAsync();
    }

    [Fact]
    public async Task A_rejected_or_returned_exemption_has_no_effect_and_a_changed_one_is_asked_again()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "in-person"));
        await agency.OkAsync(RegisterKind.Exemption, "X", Claim("دلیل"));
        await agency.DecideAsync(await agency.PendingAsync(ReviewKind.Exemption, "X"), new(ReviewState.Returned, "سند نیست"));
        Assert.Equal((RegisterStatus.Returned, (0d, 1L)), (await agency.StatusAsync(RegisterKind.Exemption, "X"), await agency.TallyAsync("e-desk-share") is var t ? (t.Part!.Value, t.Whole!.Value) : default));
        Assert.Equal(ChangeFate.Unchanged, (await agency.OkAsync(RegisterKind.Exemption, "X", Claim("دلیل"))).Fate);
        await agency.OkAsync(RegisterKind.Exemption, "X", Claim("دلیل با سند"));
        await agency.AcceptAsync(await agency.PendingAsync(ReviewKind.Exemption, "X"));
        Assert.Equal(KpiStatus.NotApplicable, (await agency.KpiAsync("e-desk-share")).Status);
        await agency.OkAsync(RegisterKind.Exemption, "X", Claim("دلیل دیگر"));
        Assert.Equal((0, 1), await agency.TallyAsync("e-desk-share"));
        await agency.CountedRightAsync();

        static object Claim(string reason) => new { exemption = "EX-STEER", service = "1", reason, letterNumber = "1", letterOn = "2026-01-01" };
    }

    [Fact]
    [Clause("faq-1397/Q13")]
    public async Task A_deemed_desk_is_verified_by_its_exemption_alone_and_only_while_that_holds()
    {
        var agency = await home.AgencyAsync("bank");
        await agency.DeskAsync("B", "08-0001", "deemed");
        Assert.Empty(await agency.CasesAsync(ReviewKind.DeskVerification));
        await agency.ExemptAsync("X", "DM-BANK");
        Assert.Equal(RegisterStatus.Verified, await agency.StatusAsync(RegisterKind.Desk, "B"));
        home.Clock.Advance(TimeSpan.FromDays(1));
        await agency.OkAsync(RegisterKind.Exemption, "X", new
        {
            exemption = "DM-BANK", reason = "دلیل", letterNumber = "1/2", letterOn = "2026-01-01", validTo = home.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        });
        Assert.Equal(RegisterStatus.Closed, await agency.StatusAsync(RegisterKind.Exemption, "X"));
        await agency.CountedRightAsync();
    }

    [Fact]
    public async Task An_agency_that_the_Organization_exempts_counts_no_more_and_counts_again_when_it_is_subject()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await PutSubjectAsync("exempt");
        Assert.Equal(KpiStatus.NoData, (await agency.KpiAsync("e-desk-share")).Status);
        await PutSubjectAsync("subject");
        Assert.Equal((1, 1), await agency.TallyAsync("e-desk-share"));
        await PutSubjectAsync("deemed");
        Assert.Equal((1, 1), await agency.TallyAsync("desk-coverage"));
        await agency.CountedRightAsync();

        Task PutSubjectAsync(string subject) => agency.OkAsync(RegisterKind.Agency, agency.Code.Value, new
        {
            title = "سازمان " + agency.Code.Value, titleEn = "Organization " + agency.Code.Value, type = "institution", level = "national", subject, subjectBasis = "نامه",
        });
    }

    [Fact]
    [Clause("1538588/C-2")]
    public async Task Operators_are_trained_as_long_as_their_course_says_and_two_years_where_it_says_nothing()
    {
        var agency = await home.AgencyAsync();
        await agency.DeskAsync("D", "23-0001", "in-person");
        var course = "دورهٔ " + agency.Code.Value;
        await agency.OkAsync(RegisterKind.TrainingCourse, "C" + agency.Code.Value, new { title = course, hours = 8, validMonths = 6 });
        await OperatorAsync("1", "0499370899", new { course, on = home.Today.AddMonths(-7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
        await OperatorAsync("2", "0084575948", new { course = "دورهٔ دیگر", on = home.Today.AddMonths(-7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
        Assert.Equal((1, 2), await agency.TallyAsync("trained-operators"));
        Assert.Equal((1, 2), await agency.TallyAsync("trained-operators", Scope.OfOffice(agency.Code, "23-0001")));
        await agency.CountedRightAsync();

        Task OperatorAsync(string code, string nationalId, object training) => agency.OkAsync(
            RegisterKind.DeskOperator, code, new { desk = "D", name = "متصدی " + code, nationalId, since = "2025-01-01", trainings = new[] { training } });
    }

    [Fact]
    [Clause("1538588/1b-n")]
    public async Task Hardship_points_show_only_once_the_Organization_accepts_them()
    {
        var agency = await home.AgencyAsync();
        await agency.DeskAsync("D", "23-0001", "in-person");
        var person = new { desk = "D", name = "متصدی", nationalId = "0499370899", since = "2025-01-01", hardshipPoints = 40 };
        Assert.Equal("change-awaits-approval", Assert.Single((await agency.OkAsync(RegisterKind.DeskOperator, "1", person)).Reasons).Code);
        Assert.Null(await PointsAsync());
        await agency.DecideAsync(await agency.PendingAsync(ReviewKind.Hardship, "1"), new(ReviewState.Accepted, "صورت‌جلسهٔ ۱۲"));
        Assert.Equal(40, await PointsAsync());
        Assert.Equal(ChangeFate.Unchanged, (await agency.OkAsync(RegisterKind.DeskOperator, "1", person)).Fate);

        async Task<int?> PointsAsync() => RegisterState.Parse(await home.Centre.InDbAsync(db =>
            db.RegisterRevisions.Where(r => r.AgencyId == agency.Id && r.Kind == RegisterKind.DeskOperator).OrderByDescending(r => r.Number).Select(r => r.State).FirstAsync())).Number("hardshipPoints");
    }
}
