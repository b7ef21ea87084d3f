using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>A new version of the methodology comes in as a document (SCORING.md 14): what is wrong with it is located, what is approved is never touched.</summary>
[Clause("1538588/4")]
public sealed class SubmitTests(EditionCentre home) : IClassFixture<EditionCentre>
{
    [Fact]
    public async Task What_the_engine_refuses_is_located_and_nothing_is_stored()
    {
        var before = await VersionsAsync();
        foreach (var (change, code) in new (Action<JsonObject> Change, string Code)[]
        {
            (d => d["pillars"]![0]!["weight"] = 60, "weights-do-not-sum"),
            (d => d["pillars"]![0]!["indicators"]![0]!["estimator"] = "guess", "word-unknown"),
            (d => d["index_aggregate"]!["method"] = "median", "word-unknown"),
            (d => d["pillars"]![0]!["indicators"]![0]!["best"] = d["pillars"]![0]!["indicators"]![0]!["worst"]!.DeepClone(), "goalposts-equal"),
        })
        {
            var answer = await SubmitAsync(home.A, await DocumentAsync("9.0.0", change));
            Assert.Null(answer.Version);
            var fault = Assert.Single(answer.Faults!);
            Assert.Equal(code, fault.Code);
            Assert.True(fault.Path.StartsWith('/') && fault.Persian.Length > 10 && fault.English.Length > 10, $"{code}: {fault}");
        }

        foreach (var text in new[] { "{", "[]", "{\"version\":\"9.0.0\",\"version\":\"9.0.1\"}", "\uFEFF" })
        {
            var answer = await SubmitAsync(home.A, text);
            Assert.True(answer is { Version: null } && (answer.Refusal is not null || answer.Faults is { Count: > 0 }), text);
        }

        Assert.Equal(before, await VersionsAsync());
    }

    [Fact]
    public async Task Only_its_submitter_replaces_a_draft_and_nobody_a_version_that_went_on()
    {
        Assert.True((await SubmitAsync(await home.PersonAsync("council@test", Roles.CouncilReader, "national"), await DocumentAsync("2.0.0"))).MayNot);
        Assert.Equal("2.0.0", (await SubmitAsync(home.A, await DocumentAsync("2.0.0"))).Version);
        Assert.Equal("methodology-version-taken", (await SubmitAsync(home.B, await DocumentAsync("2.0.0", Heavier))).Refusal?.Code);
        var first = await LineAsync("2.0.0");
        Assert.Equal("2.0.0", (await SubmitAsync(home.A, await DocumentAsync("2.0.0", Heavier))).Version);
        var second = await LineAsync("2.0.0");
        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal([MethodologyStep.Submitted, MethodologyStep.Submitted], second.Acts.Select(a => a.Step));

        Assert.Null((await home.Get<GovernMethodology>().RunAsync(home.A, new("2.0.0", second.Sha256, MethodologyStep.Consulted, null, null, null), default)).Refusal);
        Assert.Equal("methodology-version-taken", (await SubmitAsync(home.A, await DocumentAsync("2.0.0"))).Refusal?.Code);
        Assert.Equal(second.Sha256, (await LineAsync("2.0.0")).Sha256);
    }

    /// <summary>Two points from one pillar to another.</summary>
    private static void Heavier(JsonObject document) =>
        (document["pillars"]![0]!["weight"], document["pillars"]![1]!["weight"]) = (13, 22);

    /// <summary>The version that came with the centre under another number, with one change.</summary>
    private async Task<string> DocumentAsync(string version, Action<JsonObject>? change = null)
    {
        var document = JsonNode.Parse((await home.Get<MethodologyShelf>().DocumentAsync("1.0.0", default))!)!.AsObject();
        document["version"] = version;
        change?.Invoke(document);
        return document.ToJsonString(new JsonSerializerOptions());
    }

    private Task<GovernMethodology.Answer> SubmitAsync(System.Security.Claims.ClaimsPrincipal who, string text) =>
        home.Get<GovernMethodology>().SubmitAsync(who, Encoding.UTF8.GetBytes(text), default);

    private async Task<MethodologyLine> LineAsync(string version) => (await home.Get<MethodologyShelf>().ListAsync(default)).Single(l => l.Version == version);

    private async Task<IEnumerable<string>> VersionsAsync() => (await home.Get<MethodologyShelf>().ListAsync(default)).Select(l => l.Version + l.Sha256);
}
