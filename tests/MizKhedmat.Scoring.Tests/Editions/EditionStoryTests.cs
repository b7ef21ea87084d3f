using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Scoring.Tests.Index;
using Xunit;

namespace MizKhedmat.Scoring.Tests.Editions;

/// <summary>Why ranks moved between two editions, and what one edition changed against another.</summary>
public sealed class EditionStoryTests
{
    private static readonly EditionInput Former = EditionTests.Input(12);

    [Fact]
    public void Parts_sum_to_the_move_in_every_list_provinces_included()
    {
        var story = EditionStory.Tell("hash", Former, Restated(), Now(OtherMethod()));
        Assert.Equal([EditionUnit.Agencies, EditionUnit.ProvincialAgencies, EditionUnit.Provinces], story.Lists.Keys);
        Assert.Equal(("run-1405-q2-final", "hash"), (story.Since, story.SinceRunHash));
        var (before, after) = (EditionRuns.Of(Former), EditionRuns.Of(Now(OtherMethod())));
        foreach (var (list, moves) in story.Lists)
        {
            Assert.Equal(before.Ranked(list).Keys.Intersect(after.Ranked(list).Keys).Order(StringComparer.Ordinal), moves.Select(m => m.Unit));
            Assert.All(moves, move =>
            {
                Assert.Equal((before.Ranked(list)[move.Unit].Rank, after.Ranked(list)[move.Unit].Rank), (move.Old, move.New));
                Assert.Equal(move.New - move.Old, move.Restated + move.Method + move.Others + move.Own, 9);
            });
        }

        // Each of the four moved somebody: this would not show if one of the inputs were left out.
        var all = story.Lists.Values.SelectMany(m => m).ToList();
        Assert.Contains(all, m => m.Restated != 0);
        Assert.Contains(all, m => m.Method != 0);
        Assert.Contains(all, m => m.Others != 0);
        Assert.Contains(all, m => m.Own != 0);
        Assert.Contains(story.Lists[EditionUnit.Provinces], m => m.Own != 0);
    }

    /// <summary>Two ways to one number: with all agencies in one list the story is the split over their facts alone.</summary>
    [Fact]
    public void The_list_of_agencies_moves_as_the_split_over_its_facts_says()
    {
        var (former, restated, now) = (Former with { Units = [] }, Restated() with { Units = [] }, Now(OtherMethod()) with { Units = [] });
        var (before, after) = (EditionRuns.Of(former).Priors, EditionRuns.Of(now).Priors);
        var split = RankChange.Split(former.Agencies, restated.Agencies, now.Agencies, before, after);
        Assert.Equal(split.OrderBy(m => m.Unit, StringComparer.Ordinal), EditionStory.Tell("h", former, restated, now).Lists[EditionUnit.Agencies]);
        Assert.Contains(split, m => m.Restated != 0);
    }

    [Fact]
    public void What_did_not_change_has_no_part()
    {
        Assert.All(EditionStory.Tell("h", Former, null, Former).Lists.Values.SelectMany(m => m), m => Assert.Equal((m.Old, 0d, 0d, 0d, 0d), (m.New, m.Restated, m.Method, m.Others, m.Own)));
        Assert.All(EditionStory.Tell("h", Former, null, Now(Sample.Method)).Lists.Values.SelectMany(m => m), m => Assert.Equal((0d, 0d), (m.Restated, m.Method)));
        Assert.All(EditionStory.Tell("h", Former, Former, Now(Sample.Method)).Lists.Values.SelectMany(m => m), m => Assert.Equal(0d, m.Restated));
    }

    /// <summary>Other priors are another method: who is drawn to a better mean did nothing for it.</summary>
    [Fact]
    public void Priors_belong_to_the_method()
    {
        var story = EditionStory.Tell("h", Former, null, Former with { Priors = Sample.Priors(77) });
        var moved = story.Lists.Values.SelectMany(m => m).Where(m => m.Old != m.New).ToList();
        Assert.NotEmpty(moved);
        Assert.All(moved, m => Assert.Equal((m.New - m.Old, 0d, 0d, 0d), (m.Method, m.Restated, m.Others, m.Own)));
    }

    [Fact]
    public void The_province_moves_by_its_own_governor()
    {
        var better = new Dictionary<string, IReadOnlyList<Cell>>(Former.Governors) { ["PR2"] = [Cell.Ratio(12, 12), Cell.Ratio(9, 9), Cell.Ratio(5, 5), Cell.Ratio(100, 100)], ["PR0"] = [Cell.Ratio(0, 12)] };
        var was = EditionRuns.Of(Former).Ranked(EditionUnit.Provinces);
        var now = Former with { Governors = better };
        var story = EditionStory.Tell("h", Former, null, now);
        Assert.All(story.Lists[EditionUnit.Agencies], m => Assert.Equal(m.Old, m.New));
        Assert.Equal(EditionRuns.Of(now).Ranked(EditionUnit.Provinces)["PR2"].Rank - was["PR2"].Rank, story.Of(EditionUnit.Provinces, "PR2")!.Own + story.Of(EditionUnit.Provinces, "PR2")!.Others, 9);
        Assert.Contains(story.Lists[EditionUnit.Provinces], m => m.Old != m.New);
    }

    [Fact]
    public void It_reads_back_what_it_wrote_and_refuses_what_is_none()
    {
        var story = EditionStory.Tell("hash", Former, Restated(), Now(OtherMethod()));
        var read = EditionStory.Read(JsonDocument.Parse(CanonicalJson.Utf8(story.ToJson())).RootElement);
        Assert.Equal((story.Since, story.SinceRunHash), (read.Since, read.SinceRunHash));
        Assert.Equal(story.Lists.SelectMany(l => l.Value.Select(m => (l.Key, m))).OrderBy(m => m.Key, StringComparer.Ordinal), read.Lists.SelectMany(l => l.Value.Select(m => (l.Key, m))).OrderBy(m => m.Key, StringComparer.Ordinal));
        Assert.Null(story.Of(EditionUnit.Agencies, "nobody"));
        foreach (var text in new[] { "{}", "[]", """{"schema":"mizkhedmat.edition/1"}""", """{"schema":"mizkhedmat.story/1","since":"a","since_run_hash":"b","lists":{"agencies":[{}]}}""" })
        {
            Assert.Equal("not-a-story", Assert.Throws<ScoringException>(() => EditionStory.Read(JsonDocument.Parse(text).RootElement)).Faults[0].Code);
        }
    }

    [Fact]
    public void A_difference_names_the_cells_and_the_units_that_follow_from_them()
    {
        var now = Former with { Agencies = Former.Agencies.Copy(), Cells = Former.Cells!.Copy(), Governors = new Dictionary<string, IReadOnlyList<Cell>>(Former.Governors) { ["PR1"] = [Cell.Ratio(12, 12), .. Former.Governors["PR1"].Skip(1)] } };
        var (indicator, part) = (Sample.Method.IndexOf("P3.1"), Former.Cells.IndexOf("A0004/PR0"));
        now.Agencies[4, indicator] = Cell.Ratio(1, 1000);
        now.Cells[part, indicator] = new(CellStatus.CentralOutage, 0, 0);
        var (before, after) = (EditionRuns.Of(Former), EditionRuns.Of(now));
        var found = EditionDifference.Between(before, after);
        Assert.Equal(
            [
                new("A0004", "P3.1", Former.Agencies[4, indicator], Cell.Ratio(1, 1000)),
                new("A0004/PR0", "P3.1", Former.Cells[part, indicator], new Cell(CellStatus.CentralOutage, 0, 0)),
                new("PR1", "G.1", Cell.Ratio(4, 12), Cell.Ratio(12, 12)),
            ],
            found.Cells);
        foreach (var list in new[] { EditionUnit.Agencies, EditionUnit.ProvincialAgencies, EditionUnit.Provinces })
        {
            var (was, @is) = (before.Ranked(list), after.Ranked(list));
            Assert.Equal(was.Keys.Where(u => was[u] != @is[u]).Order(StringComparer.Ordinal), found.Scores.Where(s => s.List == list).Select(s => s.Unit).Order(StringComparer.Ordinal));
        }

        var own = found.Scores.Single(s => s.Unit == "A0004");
        Assert.Equal((before.Ranked(own.List)["A0004"], after.Ranked(own.List)["A0004"]), ((own.ScoreBefore!.Value, own.RankBefore!.Value), (own.ScoreAfter!.Value, own.RankAfter!.Value)));
        Assert.Empty(EditionDifference.Between(before, before) is var none ? none.Cells.Select(c => c.Unit).Concat(none.Scores.Select(s => s.Unit)) : []);
    }

    [Fact]
    public void A_unit_that_came_or_went_differs_in_all_its_cells()
    {
        var less = Former with { Agencies = Former.Agencies.Where(u => u != "A0003"), Cells = Former.Cells!.Where(u => !u.StartsWith("A0003", StringComparison.Ordinal)), Places = [.. Former.Places.Where(p => p.Agency != "A0003")] };
        var found = EditionDifference.Between(EditionRuns.Of(less), EditionRuns.Of(Former));
        Assert.Equal(32, found.Cells.Count(c => c.Unit == "A0003" && c.Before is null && c.After is not null));
        Assert.Contains(found.Scores, s => s is { Unit: "A0003", ScoreBefore: null, RankBefore: null, RankAfter: not null });
        Assert.Contains(EditionDifference.Between(EditionRuns.Of(Former), EditionRuns.Of(less)).Scores, s => s is { Unit: "A0003", RankAfter: null });
    }

    private static EditionInput Restated()
    {
        var facts = Former.Agencies.Copy();
        Sample.Facts(99, 1, 1, 0).Row(0).CopyTo(facts.Row(6));
        Sample.Facts(98, 1, 1, 0).Row(0).CopyTo(facts.Row(2));
        return Former with { Agencies = facts };
    }

    private static EditionInput Now(IndexMethod method)
    {
        var drawn = EditionTests.Input(12);
        var (agencies, cells) = (Former.Agencies.Copy(), Former.Cells!.Copy());
        Fill(agencies, Sample.Facts(31, agencies.Count, 2, 0.02));
        Fill(cells, Sample.Facts(32, cells.Count, 2, 0.02));
        var now = drawn with { Agencies = agencies, Cells = cells };
        return method == Sample.Method ? now : now.Under(method, Sample.Element(OtherDocument()));
    }

    private static void Fill(IndexFacts facts, IndexFacts with)
    {
        for (var i = 0; i < facts.Count; i++)
        {
            with.Row(i).CopyTo(facts.Row(i));
        }
    }

    private static IndexMethod OtherMethod() => IndexMethod.Parse(Sample.Element(OtherDocument()));

    private static JsonObject OtherDocument()
    {
        var document = Sample.Copy();
        (document["pillars"]![0]!["weight"], document["pillars"]![2]!["weight"]) = (5, 35);
        return document;
    }
}
