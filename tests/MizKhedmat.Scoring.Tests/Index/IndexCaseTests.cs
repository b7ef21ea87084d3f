using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Scoring.Cases;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Index;

/// <summary>The reference cases of the index, figure by figure.</summary>
public sealed class IndexCaseTests
{
    [Theory]
    [InlineData("dom-01-basic")]
    [InlineData("dom-02-statuses")]
    [InlineData("dom-03-priors")]
    [InlineData("dom-04-publish-ties")]
    [InlineData("dom-05-province")]
    [InlineData("dom-05b-simpson")]
    [InlineData("dom-06-rank-change")]
    [InlineData("dom-06b-score-change")]
    [InlineData("dom-07-uncertainty")]
    [InlineData("dom-08-deadlines")]
    [InlineData("dom-09-integrity")]
    public void The_engine_gives_what_the_case_expects(string id)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", $"{id}.json")));
        var actual = CaseRun.Run(file.RootElement);
        var differences = new List<string>();
        Compare(ReferenceCase.Read(id), JsonNode.Parse(file.RootElement.GetProperty("expected").GetRawText()), actual, "", differences);
        Assert.Empty(differences);
    }

    private static void Compare(ReferenceCase reference, JsonNode? expected, JsonNode? actual, string path, List<string> differences)
    {
        switch (expected, actual)
        {
            case (JsonObject a, JsonObject b):
                if (!a.Select(m => m.Key).ToHashSet().SetEquals(b.Select(m => m.Key)))
                {
                    differences.Add($"{path}: members {string.Join(",", a.Select(m => m.Key))} against {string.Join(",", b.Select(m => m.Key))}");
                }

                foreach (var (name, value) in a)
                {
                    Compare(reference, value, b[name], $"{path}/{name}", differences);
                }

                break;
            case (JsonArray a, JsonArray b) when a.Count == b.Count:
                for (var i = 0; i < a.Count; i++)
                {
                    Compare(reference, a[i], b[i], $"{path}/{i}", differences);
                }

                break;
            case (null, null):
                break;
            case (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number:
                var (x, y) = (JsonSerializer.Deserialize<double>(a.ToJsonString()), JsonSerializer.Deserialize<double>(b.ToJsonString()));
                if (!(Math.Abs(x - y) <= Math.Max(reference.Abs, reference.Rel * Math.Abs(x))))
                {
                    differences.Add($"{path}: {a} against {b}");
                }

                break;
            default:
                if (expected?.ToJsonString() != actual?.ToJsonString())
                {
                    differences.Add($"{path}: {expected} against {actual}");
                }

                break;
        }
    }
}
