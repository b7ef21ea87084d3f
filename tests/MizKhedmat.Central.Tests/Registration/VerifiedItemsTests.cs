using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Of every declared item of a desk whether the planning office found it: E01–E10 and the 20 items of the checklist.</summary>
public sealed class VerifiedItemsTests(ReviewCentre home) : IClassFixture<ReviewCentre>
{
    private const string Url = "https://example.ir/desk";

    [Fact]
    [Clause("edesk-1397/I1")]
    public async Task The_items_that_were_found_and_those_that_were_not_stand_in_the_record_and_the_desk_is_verified()
    {
        var agency = await DeclaredAsync();
        await agency.DecideAsync(await PendingAsync(agency), new(ReviewState.Accepted) { Found = ["E01", "H02"] }, RegisterAgency.PlanningOffice, RegisterAgency.Province);
        Assert.Equal(RegisterStatus.Verified, await agency.StatusAsync(RegisterKind.Desk, "D"));
        var state = await StateAsync(agency);
        Assert.Equal("""{"E01":true,"E02":false}""", state["verified"]!.ToJsonString());
        Assert.Equal("""{"H02":true}""", state["verifiedChecklist"]!.ToJsonString());
        var record = await home.Centre.Services.GetRequiredService<RegisterRecords>().FindAsync(agency.Scope, agency.Code, RegisterKind.Desk, "D", default);
        Assert.Equal(["verified", "verifiedChecklist"], record!.History[0].Fields.Select(f => f.Field).Order());
        Assert.Equal(RegisterAgency.PlanningOffice.Actor, record.History[0].Actor);
    }

    [Fact]
    public async Task An_acceptance_that_says_nothing_of_the_items_verifies_all_that_are_declared()
    {
        var agency = await DeclaredAsync();
        await agency.AcceptAsync(await PendingAsync(agency));
        Assert.Equal("""{"E01":true,"E02":true}""", (await StateAsync(agency))["verified"]!.ToJsonString());
    }

    [Fact]
    public async Task Only_what_is_declared_can_be_verified_and_ticks_are_for_one_desk()
    {
        var agency = await DeclaredAsync();
        var review = await PendingAsync(agency);
        Assert.Equal("item-not-declared", await TryAsync(["E01", "E03"], review));
        Assert.Equal("item-not-declared", await TryAsync(["E10"], review));
        await agency.DeskAsync("D2", "23-0001", "in-person");
        Assert.Equal("found-for-one", await TryAsync(["E01"], review, await agency.PendingAsync(ReviewKind.DeskVerification, "D2")));
        Assert.Null((await StateAsync(agency))["verified"]);
        Assert.Equal(RegisterStatus.Declared, await agency.StatusAsync(RegisterKind.Desk, "D"));

        async Task<string> TryAsync(string[] found, params ReviewCase[] cases) => (await agency.Decide.DecideAsync(
            Scope.National, RegisterAgency.Organization, [.. cases.Select(c => new CaseVersion(c.Id, c.Version))], new(ReviewState.Accepted) { Found = found }, default)).Cases[0].Reasons[0].Code;
    }

    [Fact]
    public async Task Rejecting_and_returning_change_no_item()
    {
        var agency = await DeclaredAsync();
        await agency.DecideAsync(await PendingAsync(agency), new(ReviewState.Accepted) { Found = ["E01"] });
        await PutAsync(agency, """{"E01":true,"E02":true,"E05":true}""");
        await agency.DecideAsync(await PendingAsync(agency), new(ReviewState.Rejected, "میزی نیست") { Found = ["E02"] });
        Assert.Equal(RegisterStatus.Rejected, await agency.StatusAsync(RegisterKind.Desk, "D"));
        Assert.Equal("""{"E01":true,"E02":false}""", (await StateAsync(agency))["verified"]!.ToJsonString());
    }

    [Fact]
    public async Task An_item_whose_declaration_changes_is_to_be_seen_again_and_the_others_keep_what_was_found()
    {
        var agency = await DeclaredAsync();
        await agency.DecideAsync(await PendingAsync(agency), new(ReviewState.Accepted) { Found = ["E01", "H02"] });
        await agency.OkAsync(RegisterKind.Desk, "D", Body("""{"E01":true,"E02":true,"E04":false}""", "اتاق نو"));
        Assert.Equal(RegisterStatus.Verified, await agency.StatusAsync(RegisterKind.Desk, "D"));
        Assert.Equal("""{"E01":true,"E02":false}""", (await StateAsync(agency))["verified"]!.ToJsonString());
        await PutAsync(agency, """{"E01":false,"E02":true}""");
        var state = await StateAsync(agency);
        Assert.Equal(("""{"E02":false}""", """{"H02":true}"""), (state["verified"]!.ToJsonString(), state["verifiedChecklist"]!.ToJsonString()));
        await PutAsync(agency, """{"E01":true}""");
        Assert.Null((await StateAsync(agency))["verified"]);
    }

    [Fact]
    public async Task Taking_the_decision_back_brings_back_what_was_found_before()
    {
        var agency = await DeclaredAsync();
        await agency.DecideAsync(await PendingAsync(agency), new(ReviewState.Accepted) { Found = ["E01"] });
        await PutAsync(agency, """{"E01":true,"E02":true,"E05":true}""");
        var before = (await StateAsync(agency)).ToJsonString();
        var decided = await agency.AcceptAsync(await PendingAsync(agency));
        Assert.Equal("""{"E01":true,"E02":true,"E05":true}""", (await StateAsync(agency))["verified"]!.ToJsonString());
        Assert.Empty(await agency.Decide.UndoAsync(Scope.National, RegisterAgency.Organization, decided.Batch!, default));
        Assert.Equal(before, (await StateAsync(agency)).ToJsonString());
        Assert.Equal(RegisterStatus.Declared, await agency.StatusAsync(RegisterKind.Desk, "D"));
    }

    private async Task<RegisterAgency> DeclaredAsync()
    {
        var agency = await home.AgencyAsync();
        await PutAsync(agency, """{"E01":true,"E02":true,"E04":false}""");
        return agency;
    }

    private static Task<ChangeResult> PutAsync(RegisterAgency agency, string declared) => agency.OkAsync(RegisterKind.Desk, "D", Body(declared));

    private static JsonObject Body(string declared, string? floor = null) => new()
    {
        ["office"] = "23-0001", ["kind"] = "electronic", ["url"] = Url, ["floor"] = floor, ["declared"] = JsonNode.Parse(declared), ["checklist"] = new JsonObject { ["H02"] = true, ["H03"] = false },
    };

    private static Task<ReviewCase> PendingAsync(RegisterAgency agency) => agency.PendingAsync(ReviewKind.DeskVerification, "D");

    private Task<JsonObject> StateAsync(RegisterAgency agency) => home.Centre.InDbAsync(async db => RegisterState.Parse(
        await db.RegisterRevisions.Where(r => r.AgencyId == agency.Id && r.Kind == RegisterKind.Desk && r.Code == "D").OrderByDescending(r => r.Number).Select(r => r.State).FirstAsync()));
}
