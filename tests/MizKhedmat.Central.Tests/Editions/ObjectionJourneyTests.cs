using System.Security.Claims;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>From a closed quarter over objections to its final ranking (1538588/6, SCORING.md 13).</summary>
[Clause("1538588/6")]
public sealed class ObjectionJourneyTests : IAsyncLifetime
{
    private const string Provisional = "1405-Q2-provisional";
    private const string Ground = "روزهای باز بودن میز حضوری در تابستان به سامانه نرسیده بود.";
    private const string Reason = "روزهای میز با گواهی استانداری فرستاده شد.";

    private static readonly FileObjection.File Letter = new("../نامه\u202E.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"));

    private readonly EditionCentre home = new();

    public ValueTask InitializeAsync() => home.InitializeAsync();

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task An_accepted_objection_changes_the_next_edition_by_corrected_data_and_nothing_else()
    {
        var (agency, head) = await PublishedAsync();
        var before = await home.EditionAsync(Provisional);
        var file = home.Get<FileObjection>();
        var board = home.Get<ObjectionBoard>();
        var own = Scope.OfAgency(new(agency.Code));
        Assert.Equal(new DateOnly(2026, 12, 6), (await board.OpenWindowAsync(own, default))?.ObjectionsUntil);
        var (id, refusal) = await file.RunAsync(head, Body(agency), default);
        Assert.Null(refusal);
        Assert.Equal("objection-open-already", (await file.RunAsync(head, Body(agency), default)).Refusal?.Code);

        var line = Assert.IsType<ObjectionLine>(await board.FindAsync(own, id!, default));
        Assert.Equal((ObjectionState.Open, "P1.4", CellStatus.Missing), (line.State, line.Indicator, line.Cell!.Value.Status));
        var evidence = Assert.Single(line.Evidence!);
        Assert.Equal(("نامه.pdf", "application/pdf", Letter.Content.Length), (evidence.Name, evidence.ContentType, evidence.Length));
        Assert.Equal(Letter.Content, (await board.EvidenceAsync(own, id!, evidence.Id, default))!.Value.Content);

        // Before each is decided and the window is over, nothing is final.
        Assert.Equal("edition-window-open", await FinalRefusalAsync());
        home.Clock.Advance(TimeSpan.FromDays(16));
        Assert.Equal("edition-objections-open", await FinalRefusalAsync());
        Assert.Equal("objection-window-closed", (await file.RunAsync(head, Body(agency) with { Indicator = "P3.1" }, default)).Refusal?.Code);
        for (var day = 1; day <= 3; day++)
        {
            await agency.DeskDayAsync(new JalaliDate(1405, 5, day + 10).ToDateOnly(), 420);
        }

        var decide = home.Get<DecideObjection>();
        Assert.Equal((true, null), await decide.RunAsync(home.B, new(id!, true, ObjectionRemedy.DataCorrected, null, Reason), default));
        Assert.Equal("objection-closed", (await decide.RunAsync(home.C, new(id!, false, null, null, Reason), default)).Refusal?.Code);
        var final = await home.PublishAsync(EditionKind.Final);

        Assert.Equal(["agency:P1.4", "part:P1.4"], Differences(before, final, agency.Code));
        var after = await home.EditionAsync(Provisional);
        Assert.Equal(before.Document, after.Document);
        Assert.Equal((Provisional, 2, before.RunHash), (final.Replaces, final.Sequence, final.PreviousRunHash));
        Assert.Empty(EditionDocument.Verify(EditionCentre.Parsed(after)));
        Assert.Empty(EditionDocument.Verify(EditionCentre.Parsed(final)));
        Assert.Equal(before.RunHash, EditionCentre.Manifest(final, "prev_run_hash"));
        var told = await home.Centre.InDbAsync(db => db.Notices.AsNoTracking().Where(n => n.Agency == new AgencyCode(agency.Code)).Select(n => new { n.Kind, n.Subject }).ToListAsync());
        Assert.Equal([NoticeKind.EditionProvisional, NoticeKind.EditionFinal, NoticeKind.ObjectionDecided], told.Select(n => n.Kind).Order());
        Assert.Contains(told, n => n.Subject == $"{id}/accepted");
        Assert.Equal("objection-not-provisional", (await file.RunAsync(head, Body(agency), default)).Refusal?.Code);
        Assert.Equal("edition-final-exists", await FinalRefusalAsync());
        Assert.Equal(["objection-accepted", "objection-filed"], (await home.JournalAsync("objection-filed")).Concat(await home.JournalAsync("objection-accepted")).Select(e => e.Kind).Order());
    }

    [Fact]
    public async Task An_admitted_outage_and_a_lifted_finding_are_what_the_next_reading_finds_and_a_rejection_changes_nothing()
    {
        var agency = await home.AgencyAsync(3, 1);
        await home.ApproveMethodologyAsync();
        var finding = new OverrideCells.Body(CellStatus.Quarantined, new(agency.Code), null, "P3.1", EditionCentre.Summer, "F-7", "زمان‌های ناممکن");
        Assert.Null((await home.Get<OverrideCells>().RunAsync(finding, "official:1", default)).Refusal);
        await home.PublishAsync(EditionKind.Provisional);
        var head = await HeadAsync(agency);
        var (lifted, outage, rejected) = (await FiledAsync(head, Body(agency) with { Indicator = "P3.1" }), await FiledAsync(head, Body(agency) with { Province = "08" }), await FiledAsync(head, Body(agency) with { Indicator = "P5.1" }));
        var decide = home.Get<DecideObjection>();

        // A number of another finding, an outage without a number: nothing is stored of either.
        Assert.Equal("objection-no-finding", (await decide.RunAsync(home.B, new(lifted, true, ObjectionRemedy.FindingLifted, "F-8", Reason), default)).Refusal?.Code);
        Assert.Equal("override-without-reference", (await decide.RunAsync(home.B, new(outage, true, ObjectionRemedy.CentralOutage, null, Reason), default)).Refusal?.Code);
        Assert.Equal(3, (await home.Get<ObjectionBoard>().ListAsync(Scope.National, ObjectionState.Open, default)).Count);
        Assert.Equal((true, null), await decide.RunAsync(home.B, new(lifted, true, ObjectionRemedy.FindingLifted, "F-7", Reason), default));
        Assert.Equal((true, null), await decide.RunAsync(home.B, new(outage, true, ObjectionRemedy.CentralOutage, "INC-3", Reason), default));
        Assert.Equal((true, null), await decide.RunAsync(home.B, new(rejected, false, ObjectionRemedy.DataCorrected, null, Reason), default));
        Assert.Null((await home.Get<ObjectionBoard>().FindAsync(Scope.National, rejected, default))!.Remedy);

        home.Clock.Advance(TimeSpan.FromDays(16));
        var final = EditionInput.Read(EditionCentre.Parsed(await home.PublishAsync(EditionKind.Final)));
        Assert.Equal(CellStatus.Value, final.Agencies[final.Agencies.IndexOf(agency.Code), final.Agencies.Method.IndexOf("P3.1")].Status);
        Assert.Equal(CellStatus.CentralOutage, final.Cells![final.Cells.IndexOf(agency.Code + "/08"), final.Agencies.Method.IndexOf("P1.4")].Status);
    }

    [Fact]
    public async Task Only_the_head_and_the_representative_object_only_for_their_agency_and_nobody_else_opens_the_evidence()
    {
        var (agency, head) = await PublishedAsync();
        var (other, _) = (await home.AgencyAsync(1, 1), 0);
        var id = await FiledAsync(head, Body(agency));
        var file = home.Get<FileObjection>();
        foreach (var (role, scope) in new[] { (Roles.AgencyEditor, "agency:" + agency.Code), (Roles.AgencyHead, "office:" + agency.Code + "/23-0001"), (Roles.NationalOfficer, "national"), (Roles.Governor, "province:23") })
        {
            var person = await home.PersonAsync($"{role}@other", role, scope);
            Assert.Equal((null, null), await file.RunAsync(person, Body(agency) with { Indicator = "P3.1" }, default));
            Assert.False(await file.WithdrawAsync(person, id, default));
        }

        // The other agency is not in that edition at all: it came later.
        var stranger = await HeadAsync(other);
        Assert.Equal("objection-not-in-edition", (await file.RunAsync(stranger, Body(agency), default)).Refusal?.Code);
        Assert.False(await file.WithdrawAsync(stranger, id, default));
        var board = home.Get<ObjectionBoard>();
        var evidence = (await board.FindAsync(Scope.National, id, default))!.Evidence!.Single().Id;
        Assert.NotNull(await board.EvidenceAsync(Scope.National, id, evidence, default));
        foreach (var scope in new[] { Scope.OfAgency(new(other.Code)), Scope.OfProvince(new("23")), Scope.OfProvince(new("08")), Scope.OfOffice(new(agency.Code), "23-0001") })
        {
            Assert.Null(await board.EvidenceAsync(scope, id, evidence, default));
        }

        Assert.Null((await board.FindAsync(Scope.OfProvince(new("23")), id, default))!.Evidence);
        Assert.Empty(await board.ListAsync(Scope.OfProvince(new("08")), null, default));
        Assert.Empty(await board.ListAsync(Scope.OfAgency(new(other.Code)), null, default));
        Assert.Equal((false, null), await home.Get<DecideObjection>().RunAsync(head, new(id, true, ObjectionRemedy.DataCorrected, null, Reason), default));
        Assert.True(await file.WithdrawAsync(head, id, default));
        Assert.Equal(ObjectionState.Withdrawn, (await board.FindAsync(Scope.National, id, default))!.State);
        await FiledAsync(head, Body(agency));
    }

    [Fact]
    public async Task Two_who_object_to_one_cell_at_once_leave_one_objection_and_two_who_decide_at_once_one_decision()
    {
        var (agency, head) = await PublishedAsync();
        var representative = await home.PersonAsync("rep@test", Roles.AgencyRepresentative, "agency:" + agency.Code);
        var filed = await Task.WhenAll(new[] { head, representative, head }.Select(who => Task.Run(() => home.Get<FileObjection>().RunAsync(who, Body(agency), default))));
        var id = Assert.Single(filed, f => f.Id is not null).Id!;
        Assert.All(filed.Where(f => f.Id is null), f => Assert.Equal("objection-open-already", f.Refusal?.Code));
        var decide = home.Get<DecideObjection>();
        var decided = await Task.WhenAll(new[] { home.A, home.B, home.C }.Select((who, i) => Task.Run(() => decide.RunAsync(
            who, i == 0 ? new(id, false, null, null, Reason) : new(id, true, ObjectionRemedy.CentralOutage, "INC-" + i, Reason), default))));
        Assert.Single(decided, d => d.Refusal is null);
        Assert.All(decided.Where(d => d.Refusal is not null), d => Assert.Equal("objection-closed", d.Refusal!.Code));

        // A conflict of versions leaves the queue of writers: who comes next writes.
        await FiledAsync(head, Body(agency)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var isAccepted = (await home.Get<ObjectionBoard>().FindAsync(Scope.National, id, default))!.State == ObjectionState.Accepted;
        Assert.Equal(isAccepted ? 1 : 0, await home.Centre.InDbAsync(db => db.CellOverrides.CountAsync()));
    }

    private static FileObjection.Body Body(CellAgency agency) => new(Provisional, "23", "P1.4", Ground, [Letter]);

    /// <summary>An agency in the provisional edition of the summer, and its head.</summary>
    private async Task<(CellAgency Agency, ClaimsPrincipal Head)> PublishedAsync()
    {
        var agency = await home.AgencyAsync(3, 1);
        await home.ApproveMethodologyAsync();
        await home.PublishAsync(EditionKind.Provisional);
        return (agency, await HeadAsync(agency));
    }

    private Task<ClaimsPrincipal> HeadAsync(CellAgency agency) => home.PersonAsync($"head-{agency.Code}@test", Roles.AgencyHead, "agency:" + agency.Code);

    private async Task<string> FiledAsync(ClaimsPrincipal head, FileObjection.Body body)
    {
        var (id, refusal) = await home.Get<FileObjection>().RunAsync(head, body, default);
        Assert.Null(refusal?.Code);
        return id!;
    }

    private async Task<string?> FinalRefusalAsync() => (await home.Get<PrepareEdition>().RunAsync(home.A, new(EditionCentre.Summer, EditionKind.Final, null), default)).Refusal?.Code;

    private static List<string> Differences(Edition before, Edition after, string agency)
    {
        var (old, now) = (EditionInput.Read(EditionCentre.Parsed(before)), EditionInput.Read(EditionCentre.Parsed(after)));
        return [.. Of("agency", old.Agencies, now.Agencies, agency), .. Of("part", old.Cells!, now.Cells!, agency + "/23")];

        static IEnumerable<string> Of(string what, IndexFacts old, IndexFacts now, string unit)
        {
            Assert.Equal(old.Units, now.Units);
            for (var u = 0; u < now.Count; u++)
            {
                for (var i = 0; i < now.Method.Indicators.Count; i++)
                {
                    if (old[u, i] != now[u, i])
                    {
                        yield return now.Units[u] == unit ? $"{what}:{now.Method.Indicators[i].Code}" : $"{now.Units[u]}:{now.Method.Indicators[i].Code}";
                    }
                }
            }
        }
    }
}
