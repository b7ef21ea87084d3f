using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Contract;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.Central.Tests.Intake;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Contract;

/// <summary>The description of the API says all of it and nothing else (API.md section 3).</summary>
public sealed partial class ContractTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_operation_of_the_running_centre_is_described_and_no_other()
    {
        var mapped = ContractDocument.Mapped(fixture.Centre.Services.GetRequiredService<EndpointDataSource>());
        Assert.Equal(mapped.Order(), ContractDocument.Described.Order());
    }

    [Fact]
    public async Task It_is_of_version_3_1_open_to_everybody_and_every_reference_leads_somewhere()
    {
        var document = await ReadAsync();
        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var check = new SchemaCheck(document);
        var references = SchemaCheck.RefsIn(document).Distinct().ToList();
        Assert.True(references.Count > 30);
        Offences.None(references.Where(r => !check.Has(r)));
        var operations = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (Name: $"{o.Key} {p.Key}", Body: o.Value!))).ToList();
        Assert.Equal(operations.Count, operations.Select(o => o.Body["operationId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(operations, o => Assert.True(o.Name.Contains("/codes/", StringComparison.Ordinal) || o.Body["security"]!.AsArray().Count > 0, o.Name));
        Assert.Equal(fixture.Centre.Issuer + "/oauth/token", document["components"]!["securitySchemes"]!["oauth"]!["flows"]!["clientCredentials"]!["tokenUrl"]!.GetValue<string>());
    }

    [Fact]
    public async Task Records_that_are_taken_and_answers_that_are_given_are_those_of_their_schemas()
    {
        var check = new SchemaCheck(await ReadAsync());
        var told = new Told(fixture.Agency, "OPENAPI");
        var at = fixture.Now.AddDays(-3);
        JsonObject[] records =
        [
            told.Accepted(at), told.Step(at.AddHours(1)), told.Answered(at.AddHours(4)), told.Answered(at.AddHours(-4)),
            told.Other("surveyed", at.AddHours(5), new() { ["scores"] = new JsonObject { ["information"] = 4, ["behaviour"] = 5, ["timeKept"] = 5, ["overall"] = 4 }, ["instrument"] = "link" }),
        ];
        Offences.None(records.SelectMany(r => check.Faults("Event", r)));
        Assert.NotEmpty(check.Faults("Event", Told.With(told.Step(at), new() { ["tiltle"] = "x" })));
        Assert.NotEmpty(check.Faults("Event", Told.With(told.Accepted(at), new() { ["channel"] = "by-post" })));

        Offences.None(check.Faults("PushAnswer", Node((await fixture.PushAsync(IntakeCentre.Batch(records.Select(r => r.DeepClone())), "?results=all")).Bytes)));
        Offences.None(check.Faults("Problem", Node((await fixture.PushAsync("""{"records":[{"type":"step","eventId":1}]}""")).Bytes)));
        Offences.None(check.Faults("Request", await NodeAsync("requests/OPENAPI")));
        Offences.None(check.Faults("Kpis", await NodeAsync("kpis?scope=agency:1001")));
        Offences.None(check.Faults("Ranking", await NodeAsync("rankings/provinces")));
        Offences.None(check.Faults("Editions", await NodeAsync("editions")));
        Offences.None(check.Faults("Problem", await NodeAsync("editions/1405-Q2-final")));
        Offences.None(check.Faults("Problem", await NodeAsync("requests/NONE")));
    }

    [Fact]
    public async Task Records_of_the_register_come_back_as_described()
    {
        var check = new SchemaCheck(await ReadAsync());
        var office = RegisterCentre.Office();
        Offences.None(check.Faults("Office", JsonNode.Parse(office.ToJsonString())));
        using var put = await fixture.Http.PutAsJsonAsync("api/v1/registry/offices/23-0444", office, Cancel);
        Offences.None(check.Faults("PutAnswer", JsonNode.Parse(await put.Content.ReadAsStringAsync(Cancel))));
        Offences.None(check.Faults("Office", await NodeAsync("registry/offices/23-0444?history=true")));
        foreach (var (kind, page) in new[] { ("offices", "OfficePage"), ("services", "ServicePage"), ("desks", "DeskPage") })
        {
            Offences.None(check.Faults(page, await NodeAsync("registry/" + kind)));
        }

        Offences.None(check.Faults("CodeList", await NodeAsync("codes/reasons")).Where(f => !f.Contains("is not described", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_values_of_a_choice_are_those_that_the_reader_knows()
    {
        var source = SourceTree.Text("src/MizKhedmat.Central/Intake/EventReading.cs");
        var read = Choice().Matches(source).ToDictionary(m => m.Groups[1].Value, m => Value().Matches(m.Groups[2].Value).Select(v => v.Groups[1].Value).ToArray());
        Assert.True(read.Count >= 7);
        Assert.All(read, choice => Assert.Equal(choice.Value, MizKhedmat.Central.Intake.RecordChoices.All[choice.Key]));
    }

    private static JsonNode Node(byte[] bytes) => JsonNode.Parse(bytes)!;

    private async Task<JsonNode> NodeAsync(string address)
    {
        using var answer = await fixture.Http.GetAsync("api/v1/" + address, Cancel);
        return Node(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    private async Task<JsonObject> ReadAsync()
    {
        using var http = fixture.Centre.CreateClient();
        return (await http.GetFromJsonAsync<JsonObject>("openapi/v1.json", Cancel))!;
    }

    [GeneratedRegex("OneOf\\(\\w+, \"(\\w+)\"((?:, \"[a-z-]+\")+)\\)")]
    private static partial Regex Choice();

    [GeneratedRegex("\"([a-z-]+)\"")]
    private static partial Regex Value();
}
