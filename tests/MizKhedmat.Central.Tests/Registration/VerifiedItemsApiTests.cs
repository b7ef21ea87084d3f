using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Verified items over the API: the agency reads them and never writes them.</summary>
public sealed class VerifiedItemsApiTests(RegisterCentre fixture) : IClassFixture<RegisterCentre>
{
    [Fact]
    [Clause("edesk-1397/I1")]
    public async Task An_agency_reads_which_items_were_verified_sends_them_back_as_read_and_can_never_say_them_itself()
    {
        var office = RegisterCentre.New("23-V");
        await fixture.TakenAsync("offices/" + office, RegisterCentre.Office());
        var body = With(RegisterCentre.Desk(office), new() { ["declared"] = new JsonObject { ["E01"] = true, ["E02"] = true }, ["checklist"] = new JsonObject { ["H01"] = true } });
        foreach (var (member, item) in new[] { ("verified", "E01"), ("verifiedChecklist", "H01") })
        {
            var own = With(body, new() { [member] = new JsonObject { [item] = true } });
            var refused = await fixture.RefusedAsync("desks/V-D", own, HttpStatusCode.UnprocessableEntity, $"verified-by-office /{member}");
            Assert.Equal(member == "verified" ? "edesk-1397/I1" : "1538588/1b-1", refused.Json.GetProperty("clause").GetString());
        }

        await fixture.TakenAsync("desks/V-D", body);
        var review = await fixture.Centre.InDbAsync(db => db.ReviewCases.AsNoTracking().SingleAsync(r => r.SubjectCode == "V-D"));
        var decided = await fixture.Centre.Services.GetRequiredService<DecideReview>().DecideAsync(
            Scope.National, RegisterAgency.Organization, [new(review.Id, review.Version)], new(ReviewState.Accepted) { Found = ["E01", "H01"] }, default);
        Assert.True(decided.Cases[0].IsDecided);
        var read = JsonNode.Parse((await fixture.GetAsync("registry/desks/V-D")).Bytes)!.AsObject();
        Assert.Equal("""{"E01":true,"E02":false}""", read["verified"]!.ToJsonString());
        await fixture.TakenAsync("desks/V-D", read, "unchanged");
        await fixture.TakenAsync("desks/V-D", body, "unchanged");
        await fixture.RefusedAsync("desks/V-D", With(body, new() { ["verified"] = new JsonObject { ["E01"] = true, ["E02"] = true } }), HttpStatusCode.UnprocessableEntity, "verified-by-office /verified");
        var batch = new JsonObject { ["records"] = new JsonArray(With(body, new() { ["code"] = "V-D", ["verified"] = new JsonObject { ["E02"] = true } })) };
        Assert.Contains("verified-by-office", Encoding.UTF8.GetString((await fixture.PushAsync("desks", batch.ToJsonString())).Bytes), StringComparison.Ordinal);
        read["floor"] = "دوم";
        await fixture.TakenAsync("desks/V-D", read, "changed");
        Assert.Equal("""{"E01":true,"E02":false}""", (await fixture.GetAsync("registry/desks/V-D")).Json.GetProperty("verified").GetRawText());
    }

    private static JsonObject With(JsonObject body, JsonObject more)
    {
        var merged = (JsonObject)body.DeepClone();
        more.ToList().ForEach(member => merged[member.Key] = member.Value?.DeepClone());
        return merged;
    }
}
