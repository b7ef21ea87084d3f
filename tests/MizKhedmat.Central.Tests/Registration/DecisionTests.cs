using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using Xunit;
using ReviewState = MizKhedmat.Central.Registry.ReviewState;

namespace MizKhedmat.Central.Tests.Registration;
/// <summary>How a decision is taken: its conditions, its preview, its undo, and the queue that it leaves.</summary>
public sealed class DecisionTests(ReviewCentre home) : IClassFixture<ReviewCentre>
{
    private const string Why = "دلیل کافی نیست";

    [Fact]
    public async Task A_decision_needs_its_reason_its_day_and_the_case_as_it_stands()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "outside"));
        var review = await agency.PendingAsync(ReviewKind.OutsideDesk, "1");
        Assert.Equal("decision-without-reason", await TryAsync(new(ReviewState.Returned, " ")));
        Assert.Equal("move-by-missing", await TryAsync(new(ReviewState.Rejected, Why)));
        Assert.Equal("move-by-missing", await TryAsync(new(ReviewState.Rejected, Why, MoveBy: home.Today)));
        Assert.Equal("valid-until-past", await TryAsync(new(ReviewState.Accepted, ValidUntil: home.Today.AddDays(-1))));
        Assert.Equal("changed-meanwhile", await TryAsync(new(ReviewState.Accepted), 7));
        Assert.Null(await TryAsync(new(ReviewState.Accepted)));
        Assert.Equal("changed-meanwhile", await TryAsync(new(ReviewState.Accepted)));
        Assert.Equal("review-decided-already", await TryAsync(new(ReviewState.Accepted), review.Version + 1));

        async Task<string?> TryAsync(ReviewDecision decision, int? version = null) =>
            (await agency.Decide.DecideAsync(Scope.National, RegisterAgency.Organization, [new(review.Id, version ?? review.Version)], decision, default)).Cases[0].Reasons is [var first, ..] ? first.Code : null;
    }

    [Fact]
    public async Task A_preview_says_what_would_change_and_stores_nothing_and_the_decision_then_does_just_that()
    {
        var agency = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "electronic"));
        await agency.ServiceAsync("2", ("23-0001", "outside"));
        await agency.DeskAsync("D", "23-0001", "electronic");
        var (outside, desk) = (await agency.PendingAsync(ReviewKind.OutsideDesk, "2"), await agency.PendingAsync(ReviewKind.DeskVerification, "D"));
        CaseVersion[] cases = [new(outside.Id, outside.Version), new(desk.Id, desk.Version)];
        var preview = await agency.Decide.PreviewAsync(RegisterAgency.Province, RegisterAgency.PlanningOffice, cases, new(ReviewState.Accepted), default);
        Assert.Null(preview.Batch);
        Assert.Equal([("pending", "accepted"), ("declared", "verified")], preview.Cases.Select(c => (c.FormerStatus, c.Status)));
        Assert.Equal((.5, 1d, .25, 1d), Assert.Single(preview.Agencies) is var e ? (e.ShareBefore!.Value, e.ShareAfter!.Value, e.CoverageBefore!.Value, e.CoverageAfter!.Value) : default);
        Assert.Equal((.5, 2), await agency.TallyAsync("desk-coverage"));
        Assert.Equal(RegisterStatus.Declared, await agency.StatusAsync(RegisterKind.Desk, "D"));

        var decided = await agency.Decide.DecideAsync(RegisterAgency.Province, RegisterAgency.PlanningOffice, cases, new(ReviewState.Accepted), default);
        Assert.Equal(preview.Agencies, decided.Agencies);
        Assert.Equal((1, 1), await agency.TallyAsync("desk-coverage"));
        Assert.Equal(2, await home.Centre.InDbAsync(db => db.Journal.CountAsync(j => j.Kind == "review-decided" && j.Agency == agency.Code && j.Province == new ProvinceCode("23"))));
    }

    [Fact]
    public async Task Undo_brings_back_cases_records_places_and_every_KPI()
    {
        var agency = await home.AgencyAsync();
        await agency.IssuedAsync("1", ("23-0001", "electronic"), ("08-0001", "outside"));
        await agency.ServiceAsync("2", ("23-0001", "outside"));
        await agency.ServiceAsync("4", ("08-0001", "in-person"));
        await agency.DeskAsync("D", "23-0001", "electronic");
        await agency.OkAsync(RegisterKind.Exemption, "X", new { exemption = "EX-NOCLIENT", reason = "دلیل", letterNumber = "1", letterOn = "2026-01-01" });
        var body = RegisterAgency.Body("1", ("23-0001", "electronic"), ("08-0001", "outside"));
        home.Clock.Advance(TimeSpan.FromDays(1));
        body["validTo"] = home.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await agency.OkAsync(RegisterKind.Service, "1", body);
        var before = await FiguresAsync();
        var pending = await home.Centre.InDbAsync(db => db.ReviewCases.AsNoTracking()
            .Where(r => r.AgencyId == agency.Id && r.State == ReviewState.Pending && (r.Kind != ReviewKind.ServiceChange || r.Proposed != null)).ToListAsync());
        Assert.Equal(5, pending.Count);
        var decided = await agency.Decide.DecideAsync(Scope.National, RegisterAgency.Organization, [.. pending.Select(r => new CaseVersion(r.Id, r.Version))], new(ReviewState.Accepted), default);
        Assert.All(decided.Cases, c => Assert.True(c.IsDecided, string.Join(',', c.Reasons)));
        Assert.Equal(SubjectStatus.NoClient, await SubjectAsync());
        Assert.Equal(MizKhedmat.Central.Scoring.KpiStatus.NoData, (await agency.KpiAsync("e-desk-share")).Status);

        home.Clock.Advance(TimeSpan.FromHours(20));
        Assert.Empty(await agency.Decide.UndoAsync(Scope.National, RegisterAgency.Organization, decided.Batch!, default));
        Assert.Equal(before, await FiguresAsync());
        Assert.Equal(SubjectStatus.Subject, await SubjectAsync());
        Assert.Equal((RegisterStatus.ChangeRequested, RegisterStatus.Declared, RegisterStatus.Submitted), (await agency.StatusAsync(RegisterKind.Service, "1"), await agency.StatusAsync(RegisterKind.Desk, "D"), await agency.StatusAsync(RegisterKind.Exemption, "X")));
        Assert.Contains(await home.Centre.InDbAsync(db => db.RegisterRevisions.Where(r => r.AgencyId == agency.Id).Select(r => r.Source).ToListAsync()), s => s == "undo:" + decided.Batch);
        foreach (var review in pending.Where(r => r.Kind != ReviewKind.OutsideDesk))
        {
            await agency.PendingAsync(review.Kind, review.SubjectCode);
        }

        await agency.CountedRightAsync();
        Assert.Equal("review-unknown", Assert.Single(await agency.Decide.UndoAsync(Scope.National, RegisterAgency.Organization, decided.Batch!, default)).Code);

        Task<SubjectStatus> SubjectAsync() => home.Centre.InDbAsync(db => db.Agencies.Where(a => a.Id == agency.Id).Select(a => a.Subject).SingleAsync());
        async Task<List<(double?, long?)>> FiguresAsync()
        {
            var figures = new List<(double?, long?)>();
            foreach (var slug in new[] { "e-desk-share", "desk-coverage", "coded-services", "outside-desk-rate" })
            {
                foreach (var of in new[] { agency.Scope, Scope.OfOffice(agency.Code, "23-0001"), Scope.OfOffice(agency.Code, "08-0001") })
                {
                    figures.Add(await agency.TallyAsync(slug, of));
                }
            }

            return figures;
        }
    }

    [Fact]
    public async Task Undo_is_refused_after_a_day_by_others_and_when_the_record_was_changed_since()
    {
        var agency = await home.AgencyAsync();
        var undo = (Scope scope, Reviewer who, string batch) => agency.Decide.UndoAsync(scope, who, batch, default);
        await agency.DeskAsync("A", "23-0001", "in-person");
        var batch = (await agency.AcceptAsync(await agency.PendingAsync(ReviewKind.DeskVerification, "A"))).Batch!;
        Assert.Equal("review-not-yours", Assert.Single(await undo(Scope.OfProvince(new("08")), RegisterAgency.PlanningOffice, batch)).Code);
        await agency.OkAsync(RegisterKind.Desk, "A", new { office = "23-0001", kind = "in-person", title = "میز یک" });
        Assert.Equal("undo-changed-since", Assert.Single(await undo(RegisterAgency.Province, RegisterAgency.PlanningOffice, batch)).Code);
        await agency.DeskAsync("B", "08-0001", "in-person");
        var second = (await agency.AcceptAsync(await agency.PendingAsync(ReviewKind.DeskVerification, "B"))).Batch!;
        home.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("undo-too-late", Assert.Single(await undo(Scope.National, RegisterAgency.Organization, second)).Code);
        Assert.Equal(RegisterStatus.Verified, await agency.StatusAsync(RegisterKind.Desk, "B"));
    }

    [Fact]
    public async Task The_queue_shows_each_scope_its_own_cases_oldest_first_and_finds_folded_text()
    {
        var agency = await home.AgencyAsync();
        var other = await home.AgencyAsync();
        await agency.ServiceAsync("1", ("23-0001", "outside"), ("08-0001", "outside"));
        home.Clock.Advance(TimeSpan.FromMinutes(5));
        await other.OkAsync(RegisterKind.Service, "7", new { title = "پروانهٔ خرم‌آباد", audience = "citizen", places = new[] { new { office = "23-0001", place = "outside", reasonCode = "law", reason = "دور" } } });
        var queue = home.Centre.Services.GetRequiredService<ReviewQueue>();
        var national = await queue.ReadAsync(Scope.National, new(ReviewKind.OutsideDesk, Province: new("23")), default);
        Assert.Equal(national.Lines.OrderBy(l => l.OpenedAt).Select(l => l.Id), national.Lines.Select(l => l.Id));
        Assert.Equal(2, national.Lines.Count(l => l.Agency == agency.Code || l.Agency == other.Code));
        var found = await queue.ReadAsync(Scope.National, new(Text: "خرم آباد"), default);
        Assert.Equal([(ReviewKind.OutsideDesk, 1), (ReviewKind.ServiceChange, 1)], found.Counts.OrderBy(c => c.Kind).Select(c => (c.Kind, c.Cases)));
        Assert.All(found.Lines, l => Assert.Equal(other.Code, l.Agency));
        Assert.All((await queue.ReadAsync(agency.Scope, new(), default)).Lines, l => Assert.Equal(agency.Code, l.Agency));
        var governor = await queue.ReadAsync(Scope.OfProvince(new("08")), new(Agency: agency.Code), default);
        Assert.Equal("08-0001", Assert.Single(governor.Lines).Office);
        var cases = home.Centre.Services.GetRequiredService<ReviewCases>();
        Assert.Null(await cases.FindAsync(other.Scope, governor.Lines[0].Id, default));
        Assert.Null(await cases.FindAsync(Scope.OfProvince(new("23")), governor.Lines[0].Id, default));
        Assert.Equal("شعبه دیگر", (await cases.FindAsync(agency.Scope, governor.Lines[0].Id, default))!.OfficeFa);
    }
}
