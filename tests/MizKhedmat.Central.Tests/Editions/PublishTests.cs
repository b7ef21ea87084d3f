using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Tests.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>An edition is prepared by one and published by two others (SCORING.md 13, 14; 1538588/4).</summary>
[Clause("1538588/4")]
public sealed class PublishTests : IAsyncLifetime
{
    private readonly EditionCentre home = new();

    public ValueTask InitializeAsync() => home.InitializeAsync();

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task One_prepares_two_others_approve_and_what_is_published_can_be_computed_again_from_itself()
    {
        var agency = await home.AgencyAsync(onTime: 3, late: 1);
        await home.AgencyAsync(onTime: 1, late: 3);
        await home.ApproveMethodologyAsync();
        var draft = await home.PrepareAsync(EditionKind.Provisional);
        var approve = home.Get<ApproveEdition>();
        Assert.Equal("approver-is-author", (await approve.RunAsync(home.A, draft, default)).Refusal?.Code);
        Assert.Equal(new(null, null), await approve.RunAsync(home.B, draft, default));
        Assert.Equal("approved-already", (await approve.RunAsync(home.B, draft, default)).Refusal?.Code);
        Assert.Empty(await home.Centre.InDbAsync(db => db.Editions.ToListAsync()));
        Assert.Equal("1405-Q2-provisional", (await approve.RunAsync(home.C, draft, default)).Edition);
        Assert.Equal("edition-draft-closed", (await approve.RunAsync(home.C, draft, default)).Refusal?.Code);

        var edition = await home.EditionAsync("1405-Q2-provisional");
        Assert.Empty(EditionDocument.Verify(EditionCentre.Parsed(edition)));
        Assert.Equal((1, "", EditionKind.Provisional), (edition.Sequence, edition.PreviousRunHash, edition.Kind));
        Assert.Equal($"official:{EditionCentre.IdOf(home.B)} official:{EditionCentre.IdOf(home.C)}", edition.SignedBy);
        Assert.Equal(EditionCentre.Manifest(edition, "facts_hash"), edition.FactsHash);
        Assert.Equal(EditionCentre.Parsed(edition).GetProperty("run_hash").GetString(), edition.RunHash);
        var input = EditionInput.Read(EditionCentre.Parsed(edition));
        var onTime = input.Agencies[input.Agencies.IndexOf(agency.Code), input.Agencies.Method.IndexOf("P3.1")];
        Assert.Equal((CellStatus.Value, 3d, 4d), (onTime.Status, onTime.X, onTime.N));

        var notices = await home.Centre.InDbAsync(db => db.Notices.AsNoTracking().ToListAsync());
        Assert.Equal(2, notices.Count(n => n.Kind == NoticeKind.EditionProvisional));

        // Published on 1405/08/30, long after the calendar's day: fifteen days from then on.
        Assert.Contains(notices, n => n.Agency == new AgencyCode(agency.Code) && n.Subject == "1405-Q2-provisional/2026-12-06");
        Assert.Equal([$"official:{EditionCentre.IdOf(home.C)}"], (await home.JournalAsync("edition-published")).Select(e => e.Actor));
        await MachinesReadAsync(agency, edition);
    }

    private async Task MachinesReadAsync(CellAgency agency, Edition edition)
    {
        using var http = await home.Centre.CallerAsync(agency.Client);
        var item = (await http.GetFromJsonAsync<JsonElement>("api/v1/editions")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((edition.Id, edition.RunHash, ""), (item.GetProperty("id").GetString(), item.GetProperty("runHash").GetString(), item.GetProperty("previousRunHash").GetString()));
        var one = await http.GetFromJsonAsync<JsonElement>("api/v1/editions/latest");
        Assert.Equal(edition.FactsHash, one.GetProperty("factsHash").GetString());
        Assert.Equal(JsonValueKind.Object, one.GetProperty("document").ValueKind);
        var ranking = await http.GetFromJsonAsync<JsonElement>($"api/v1/rankings/agencies?edition={edition.Id}");
        Assert.Equal((edition.Id, EditionCentre.Summer), (ranking.GetProperty("edition").GetString(), ranking.GetProperty("period").GetString()));
        Assert.Equal([agency.Code], ranking.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("api/v1/editions/1405-Q2-final")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("api/v1/rankings/agencies?edition=1405-Q2-final")).StatusCode);
    }

    [Fact]
    public async Task Only_officials_of_the_Organization_prepare_approve_and_withdraw()
    {
        await home.AgencyAsync(1, 0);
        await home.ApproveMethodologyAsync();
        var draft = await home.PrepareAsync(EditionKind.Provisional);
        foreach (var (role, scope) in new[] { (Roles.CouncilReader, "national"), (Roles.Auditor, "national"), (Roles.Admin, "national"), (Roles.Governor, "province:23"), (Roles.NationalOfficer, "province:23") })
        {
            var other = await home.PersonAsync($"{role}-{scope[..3]}@test", role, scope);
            Assert.Equal((null, null), await home.Get<PrepareEdition>().RunAsync(other, new("1405-Q1", EditionKind.Provisional, null), default));
            Assert.True((await home.Get<ApproveEdition>().RunAsync(other, draft, default)).MayNot);
            Assert.True((await home.Get<ApproveEdition>().WithdrawAsync(other, draft, default)).MayNot);
        }

        Assert.True((await home.Get<ApproveEdition>().RunAsync(home.B, "01ARZ3NDEKTSV4RRFFQ69G5FAV", default)).MayNot);
        Assert.Equal(new(null, null), await home.Get<ApproveEdition>().WithdrawAsync(home.A, draft, default));
        Assert.Equal("edition-draft-closed", (await home.Get<ApproveEdition>().RunAsync(home.B, draft, default)).Refusal?.Code);
        await home.PrepareAsync(EditionKind.Provisional);
    }

    [Fact]
    public async Task Two_who_approve_at_the_same_moment_publish_one_edition_and_drafts_of_two_periods_make_one_chain()
    {
        await home.AgencyAsync(2, 1);
        await home.ApproveMethodologyAsync();
        await home.SpringAsync();
        var approve = home.Get<ApproveEdition>();
        string[] drafts = [await home.PrepareAsync(EditionKind.Provisional), await home.PrepareAsync(EditionKind.Provisional, period: "1405-Q1"), await home.PrepareAsync(EditionKind.Provisional, period: "1405-H1")];
        var answers = await Task.WhenAll(drafts.SelectMany(d => new[] { home.B, home.C }.Select(who => Task.Run(() => approve.RunAsync(who, d, default)))));
        Assert.All(answers, a => Assert.Null(a.Refusal?.Code));
        Assert.Equal(["1405-H1-provisional", "1405-Q1-provisional", "1405-Q2-provisional"], answers.Select(a => a.Edition).OfType<string>().Order());
        var chain = await home.Centre.InDbAsync(db => db.Editions.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync());
        Assert.Equal([1, 2, 3], chain.Select(e => e.Sequence));
        Assert.Equal(["", chain[0].RunHash, chain[1].RunHash], chain.Select(e => e.PreviousRunHash));
        Assert.Equal([null, chain[0].RunHash, chain[1].RunHash], chain.Select(e => EditionCentre.Manifest(e, "prev_run_hash")));
        Assert.All(chain, e => Assert.Empty(EditionDocument.Verify(EditionCentre.Parsed(e))));
    }

    [Fact]
    public async Task Two_who_prepare_the_same_period_at_once_leave_one_draft()
    {
        await home.AgencyAsync(1, 1);
        await home.ApproveMethodologyAsync();
        var prepare = home.Get<PrepareEdition>();
        var answers = await Task.WhenAll(new[] { home.A, home.B, home.C }.Select(who => Task.Run(() => prepare.RunAsync(who, new(EditionCentre.Summer, EditionKind.Provisional, null), default))));
        Assert.Single(answers, a => a.Draft is not null);
        Assert.All(answers.Where(a => a.Draft is null), a => Assert.Equal("edition-draft-waits", a.Refusal?.Code));
    }
}
