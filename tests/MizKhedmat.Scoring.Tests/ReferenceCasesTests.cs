using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Scoring.Cases;
using Xunit;

namespace MizKhedmat.Scoring.Tests;

/// <summary>The engine reproduces the figures of others: every file of cases/, whole structure against whole structure.</summary>
public sealed class ReferenceCasesTests
{
    private static readonly IReadOnlyList<ReferenceCase> All = [.. ReferenceCase.Ids.Select(ReferenceCase.Read)];

    public static TheoryData<string> Cases => [.. All.Select(reference => reference.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_engine_answers_as_the_reference_does(string id)
    {
        var reference = ReferenceCase.Read(id);
        Assert.Empty(CaseComparison.Differences(reference, reference.Expected, Answer(reference)));
    }

    /// <summary>The control: a comparison that lets a changed figure pass would prove nothing.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_changed_figure_is_seen(string id)
    {
        var reference = ReferenceCase.Read(id);
        var answer = Answer(reference);
        var leaves = Leaves(JsonNode.Parse(reference.Expected.GetRawText())!).Count;
        Assert.True(leaves > 0, "a case expects something");
        foreach (var place in new[] { 0, leaves / 3, leaves / 2, leaves - 1 })
        {
            var changed = JsonNode.Parse(reference.Expected.GetRawText())!;
            Change(reference, Leaves(changed)[place]);
            Assert.Single(CaseComparison.Differences(reference, JsonSerializer.SerializeToElement(changed), answer));
        }
    }

    [Fact]
    public void A_member_too_many_or_too_few_a_short_list_and_a_null_are_seen()
    {
        var reference = ReferenceCase.Read("wilson-r");
        int Seen(Action<JsonObject> change)
        {
            var changed = (JsonObject)JsonNode.Parse(reference.Expected.GetRawText())!;
            change(changed);
            return CaseComparison.Differences(reference, JsonSerializer.SerializeToElement(changed), Answer(reference)).Count;
        }

        Assert.Equal(0, Seen(_ => { }));
        Assert.Equal(1, Seen(expected => expected["more"] = 1));
        Assert.Equal(1, Seen(expected => ((JsonObject)expected["rows"]![0]!).Remove("p")));
        Assert.Equal(1, Seen(expected => ((JsonArray)expected["rows"]!).RemoveAt(0)));
        Assert.Equal(1, Seen(expected => expected["rows"]![0]!["p"] = null));
        Assert.Equal(1, Seen(expected => expected["rows"]![0]!["p"] = "0"));
    }

    /// <summary>A tolerance of a composite is no licence for its ranks.</summary>
    [Fact]
    public void A_rank_is_equal_or_wrong()
    {
        var loose = ReferenceCase.Read("egdi-2022") with { Abs = 5 };
        var changed = JsonNode.Parse(loose.Expected.GetRawText())!;
        changed["rank"]![0] = 2;
        Assert.Equal("expected.rank[0]: 1, not 2", Assert.Single(CaseComparison.Differences(loose, JsonSerializer.SerializeToElement(changed), Answer(loose))));
    }

    [Fact]
    public void Every_kind_is_known_and_has_a_case()
    {
        Assert.Empty(All.Select(reference => reference.Kind).Except(CaseRun.KnownKinds));
        Assert.Empty(CaseRun.KnownKinds.Except(All.Select(reference => reference.Kind)));
    }

    [Fact]
    public void A_kind_that_is_not_known_is_refused_by_name_with_the_known_ones()
    {
        var refusal = Assert.Throws<ScoringException>(() => CaseRun.Run(JsonSerializer.SerializeToElement(new { kind = "horoscope", input = new { } })));
        Assert.Contains("'horoscope'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("wilson", refusal.Message, StringComparison.Ordinal);
    }

    private static JsonElement Answer(ReferenceCase reference) => JsonSerializer.SerializeToElement(CaseRun.Run(reference.Document));

    private static List<JsonValue> Leaves(JsonNode node) => node switch
    {
        JsonObject members => [.. members.Where(member => member.Value is not null).SelectMany(member => Leaves(member.Value!))],
        JsonArray items => [.. items.Where(item => item is not null).SelectMany(item => Leaves(item!))],
        _ => [(JsonValue)node],
    };

    /// <summary>A number moves by three tolerances, and by no less than the last digit printed with the case; a text gets a letter.</summary>
    private static void Change(ReferenceCase reference, JsonValue leaf) => leaf.ReplaceWith(leaf.GetValueKind() switch
    {
        JsonValueKind.Number when leaf.GetValue<double>() is var value =>
            JsonValue.Create(value + (3 * Math.Max(1e-9, Math.Max(reference.Abs, reference.Rel * Math.Abs(value))))),
        JsonValueKind.True => JsonValue.Create(false),
        JsonValueKind.False => JsonValue.Create(true),
        _ => JsonValue.Create(leaf.GetValue<string>() + "1"),
    });
}
