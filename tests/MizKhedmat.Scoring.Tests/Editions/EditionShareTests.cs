using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Editions;

/// <summary>An agency computes its own score again without seeing anybody else's row, and a share in which anything was changed is found out.</summary>
public sealed class EditionShareTests
{
    private static readonly Lazy<EditionDocument> Edition = new(() => EditionDocument.Make(EditionTests.Input()));

    private static readonly Lazy<byte[]> Made = new(() => EditionShare.Make(Edition.Value.Root, "A0001"));

    [Fact]
    public void Every_agency_of_every_list_verifies_its_share()
    {
        foreach (var unit in Edition.Value.Runs.Input.Agencies.Units)
        {
            var share = EditionShare.Make(Edition.Value.Root, unit);
            Assert.Empty(EditionShare.Verify(Parse(share)));
            Assert.Equal(share, EditionShare.Make(Parse(Edition.Value.Utf8), unit));
        }
    }

    [Fact]
    public void It_holds_the_own_rows_the_public_ones_and_no_other_agency()
    {
        var (share, edition) = (Parse(Made.Value), Edition.Value.Root);
        var text = Encoding.UTF8.GetString(Made.Value);
        Assert.All(["A0000", "A0002", "A0003", "A0004", "A0005"], other => Assert.DoesNotContain(other, text, StringComparison.Ordinal));
        Assert.Equal(edition.GetProperty("run_hash").GetString(), share.GetProperty("run_hash").GetString());
        var own = share.GetProperty("results").GetProperty("agency").GetProperty("row");
        Assert.Equal(CanonicalJson.Text(edition.GetProperty("results").GetProperty("agencies")[1]), CanonicalJson.Text(own));
        Assert.Equal(["PR0", "PR1", "PR2"], share.GetProperty("facts").GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("row").GetProperty("province").GetString()));
        Assert.Equal(3, share.GetProperty("results").GetProperty("provinces").GetArrayLength());
        Assert.Equal(5, share.GetProperty("results").GetProperty("list").GetProperty("row").GetProperty("scores").GetArrayLength());
        Assert.True(share.GetProperty("results").GetProperty("head").GetProperty("row").TryGetProperty("nation", out _));
    }

    [Fact]
    public void One_changed_digit_anywhere_is_found()
    {
        var bytes = EditionShare.Make(EditionDocument.Make(EditionTests.Input(agencies: 3, provinces: 1) with { Draws = 5 }).Root, "A0001");
        var digits = Enumerable.Range(0, bytes.Length).Where(i => bytes[i] is >= (byte)'0' and <= (byte)'9').Where((_, i) => i % 31 == 0).ToList();
        Assert.True(digits.Count > 100);
        foreach (var place in digits)
        {
            var changed = (byte[])bytes.Clone();
            changed[place] = bytes[place] == '9' ? (byte)'8' : (byte)(bytes[place] + 1);
            Assert.True(Findings(changed) > 0, $"at {place}: …{Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, place - 60), 70))}…");
        }
    }

    [Fact]
    public void One_changed_letter_anywhere_is_found_and_never_a_crash()
    {
        var bytes = Made.Value;
        for (var place = 0; place < bytes.Length; place += 197)
        {
            var changed = (byte[])bytes.Clone();
            changed[place] = bytes[place] == (byte)'x' ? (byte)'y' : (byte)'x';
            Assert.True(Findings(changed) > 0, $"at {place}: …{Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, place - 60), 60))}…");
        }
    }

    [Fact]
    public void Every_member_taken_out_or_made_something_else_is_found_and_never_a_crash()
    {
        var whole = JsonNode.Parse(Made.Value)!;
        foreach (var path in Members(whole, "", 3))
        {
            foreach (var other in new JsonNode?[] { null, "x", new JsonArray(), 1e300 })
            {
                var changed = whole.DeepClone();
                var (holder, last) = Holder(changed, path);
                if (holder is JsonObject members)
                {
                    members[last] = other?.DeepClone();
                }
                else
                {
                    ((JsonArray)holder)[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)] = other?.DeepClone();
                }

                // Who is given fewer provinces than there are is told nothing wrong of those that are there.
                if (!JsonNode.DeepEquals(changed, whole) && !(path == "/results/provinces" && other is JsonArray))
                {
                    Assert.True(EditionShare.Verify(JsonSerializer.SerializeToElement(changed)).Count > 0, $"{path} = {other}");
                }
            }
        }
    }

    [Theory]
    [InlineData("/facts/agency/row/cells/14/0", "/results/agency/row/indicators/14/cell/x", "/facts/agency/proof")]
    [InlineData("/results/agency/row/published", "/results/agency/row/published", "/results/agency/proof")]
    [InlineData("/results/agency/row/rank", "/results/agency/row/rank", "/results/agency/proof")]
    [InlineData("/results/agency/row/peer_rank", "/results/agency/row/peer_rank", "/results/agency/proof")]
    [InlineData("/results/cells/1/row/index", "/results/cells/1/row/index", "/results/cells/1/proof")]
    [InlineData("/results/provinces/0/row/index", "/results/provinces/0/proof", "/results/provinces/0/proof")]
    [InlineData("/results/agency/row/rank_hi", "/results/agency/proof", "/results/agency/proof")]
    [InlineData("/results/list/row/scores/4", "/results/list/proof", "/results/list/proof")]
    [InlineData("/manifest/priors/g1/P3.1/mean", "/manifest/priors_hash", "/results/agency/row/index")]
    [InlineData("/methodology/pillars/2/indicators/0/best", "/manifest/methodology_hash", "/results/agency/row/indicators/14/score")]
    [InlineData("/manifest/facts_rows", "/run_hash", "/run_hash")]
    public void A_changed_place_is_named(string path, string first, string second)
    {
        var changed = JsonNode.Parse(Made.Value)!;
        var (holder, last) = Holder(changed, path);
        var leaf = holder is JsonArray list ? list[int.Parse(last, System.Globalization.CultureInfo.InvariantCulture)]! : holder[last]!;
        leaf.ReplaceWith(JsonValue.Create(leaf.GetValue<decimal>() + (leaf.ToJsonString().Contains('.', StringComparison.Ordinal) ? 0.01m : 1m)));
        var findings = EditionShare.Verify(JsonSerializer.SerializeToElement(changed));
        Assert.Contains(findings, f => f.Path == first);
        Assert.Contains(findings, f => f.Path == second);
        Assert.All(findings, f => Assert.Matches("[\u0621-\u06CC]", f.Persian));
        Assert.All(findings, f => Assert.DoesNotMatch("[\u0621-\u06CC]", f.English));
    }

    /// <summary>Each row is a true one of the edition, yet not the one that it is given out for.</summary>
    [Fact]
    public void Rows_of_another_do_not_pass_for_the_own()
    {
        var (own, other) = (JsonNode.Parse(Made.Value)!, JsonNode.Parse(EditionShare.Make(Edition.Value.Root, "A0003"))!);
        foreach (var path in new[] { "/unit", "/facts/agency", "/results/agency", "/facts/cells/0", "/results/cells/0", "/agency" })
        {
            var mixed = own.DeepClone();
            var (holder, last) = Holder(mixed, path);
            var (from, _) = Holder(other, path);
            var leaf = (from is JsonArray list ? list[0] : from[last])!.DeepClone();
            if (holder is JsonArray rows)
            {
                rows[0] = leaf;
            }
            else
            {
                holder[last] = leaf;
            }

            var findings = EditionShare.Verify(JsonSerializer.SerializeToElement(mixed));
            Assert.NotEmpty(findings);
            Assert.True(path != "/facts/agency" || findings.Any(f => f.Path == "/facts/agency/row/unit"), "whose facts they are is named");
        }

        // The scores of its peers are no list of all: a better place by leaving others out.
        var fewer = own.DeepClone();
        fewer["results"]!["list"] = own["results"]!["peers"]!.DeepClone();
        Assert.Contains(EditionShare.Verify(JsonSerializer.SerializeToElement(fewer)), f => f.Path == "/results/list/row/group");
    }

    [Fact]
    public void An_unranked_agency_and_one_without_parts_have_a_share_too()
    {
        var input = EditionTests.Input();
        input.Agencies.Row(2).Fill(Cell.NotObserved);
        var places = input.Places.Where(p => p.Agency != "A0002").ToList();
        var edition = EditionDocument.Make(input with { Places = places, Cells = input.Cells!.Where(u => !u.StartsWith("A0002", StringComparison.Ordinal)) });
        var share = Parse(EditionShare.Make(edition.Root, "A0002"));
        Assert.Equal(JsonValueKind.Null, share.GetProperty("results").GetProperty("agency").GetProperty("row").GetProperty("rank").ValueKind);
        Assert.Equal(0, share.GetProperty("facts").GetProperty("cells").GetArrayLength());
        Assert.Empty(EditionShare.Verify(share));
        Assert.Equal("unit-unknown", Assert.Throws<ScoringException>(() => EditionShare.Make(edition.Root, "Z9")).Faults[0].Code);
    }

    [Theory]
    [InlineData("{}", "not-a-share")]
    [InlineData("[1]", "not-a-share")]
    [InlineData("""{"schema":"mizkhedmat.edition/1"}""", "not-a-share")]
    [InlineData("""{"schema":7}""", "unreadable")]
    [InlineData("""{"schema":"mizkhedmat.share/1"}""", "unreadable")]
    public void What_is_no_share_is_said_so(string text, string code) =>
        Assert.Contains(EditionShare.Verify(Parse(Encoding.UTF8.GetBytes(text))), f => f.Code == code);

    private static IEnumerable<string> Members(JsonNode node, string path, int depth) => depth == 0 ? [] : node switch
    {
        JsonObject members => members.SelectMany(m => m.Value is null ? [$"{path}/{m.Key}"] : Members(m.Value, $"{path}/{m.Key}", depth - 1).Prepend($"{path}/{m.Key}")),
        JsonArray { Count: > 0 } rows => Members(rows[0]!, $"{path}/0", depth - 1).Prepend($"{path}/0"),
        _ => [],
    };

    private static (JsonNode Holder, string Last) Holder(JsonNode root, string path)
    {
        var (node, steps) = (root, path.Split('/')[1..]);
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        }

        return (node, steps[^1]);
    }

    private static int Findings(byte[] bytes)
    {
        try
        {
            return EditionShare.Verify(Parse(bytes)).Count;
        }
        catch (JsonException)
        {
            return 1;
        }
    }

    private static JsonElement Parse(byte[] bytes) => JsonDocument.Parse(bytes).RootElement;
}
