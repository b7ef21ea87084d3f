using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>Published editions as they are read (1538588/4): what a document says, digit by digit, and to everybody his own part of it.</summary>
[Clause("1538588/4")]
public sealed class EditionShelfTests(ShelfCentre home) : IClassFixture<ShelfCentre>
{
    private static readonly Scope OfAgency = Scope.OfAgency(new("1003"));
    private static readonly Scope OfProvince = Scope.OfProvince(new("23"));
    private static readonly Scope[] Strangers = [Scope.OfCounty(new("2301")), Scope.OfOffice(new("1003"), "23-0001")];

    private EditionShelf Shelf => home.Shelf;

    [Fact]
    public async Task Latest_is_the_final_one_of_the_latest_period_and_a_replaced_one_is_latest_no_more()
    {
        Assert.Equal([ShelfCentre.Final, ShelfCentre.Provisional, ShelfCentre.Spring], (await Shelf.ListAsync(OfAgency, default)).Select(e => e.Id));
        Assert.Equal([true, false, true], (await Shelf.ListAsync(Scope.National, default)).Select(e => e.IsLatest));
        Assert.Equal(ShelfCentre.Final, (await Shelf.FindAsync(OfProvince, "latest", default))!.Id);
        var line = (await Shelf.FindAsync(OfProvince, ShelfCentre.Provisional, default))!;
        Assert.Equal((home.Made[ShelfCentre.Provisional].RunHash, home.Made[ShelfCentre.Spring].RunHash), (line.RunHash, line.PreviousRunHash));
        Assert.Null(await Shelf.FindAsync(Scope.National, "1405-Q9-final", default));
        Assert.Null(await Shelf.TableAsync(Scope.National, "1405-Q9-final", StandingOf.Agencies, null, default));
    }

    [Theory]
    [InlineData(StandingOf.Agencies)]
    [InlineData(StandingOf.ProvincialAgencies)]
    public async Task A_table_of_agencies_says_what_the_document_says(StandingOf of)
    {
        var table = (await Shelf.TableAsync(Scope.National, ShelfCentre.Final, of, null, default))!;
        Assert.Equal((ShelfCentre.Final, ShelfCentre.Spring, "1405-Q2", home.Method.Hash), (table.Edition, table.ComparedWith, table.Period.Key, table.Sha256));
        Assert.Equal(new DateTime(2026, 10, 8, 8, 0, 0, DateTimeKind.Utc), table.AsOf);
        var rows = home.Made[ShelfCentre.Final].Root.GetProperty("results").GetProperty("agencies").EnumerateArray().Where(r => r.GetProperty("list").GetString() == (of == StandingOf.Agencies ? "agencies" : "provincial-agencies")).ToList();
        Assert.Equal(rows.Count, table.Rows.Count(r => r.Status != StandingStatus.NotBound));
        foreach (var row in rows)
        {
            var line = table.Rows.Single(r => r.Code == row.GetProperty("unit").GetString());
            Assert.Equal(row.GetProperty("published").GetDecimal(), line.Score);
            Assert.Equal(
                [Whole(row, "rank"), Whole(row, "rank_lo"), Whole(row, "rank_hi"), Whole(row, "peer_rank"), Whole(row, "peer_lo"), Whole(row, "peer_hi")],
                [line.Rank, line.RankLow, line.RankHigh, line.PeerRank, line.PeerLow, line.PeerHigh]);
            Assert.Equal((row.GetProperty("tier").GetString(), row.GetProperty("group").GetString()), (line.Tier, line.Group));
            Assert.Equal(row.GetProperty("requests").GetDecimal(), line.Requests);
            Assert.Equal(row.GetProperty("coverage").GetProperty("observed").GetDouble(), line.Observed, 6);
            Assert.Equal(row.GetProperty("pillars").EnumerateObject().Select(p => p.Value.GetDouble()), line.Pillars.Select(p => Math.Round(p!.Value, 6)));
            Assert.Equal(row.GetProperty("draws").GetProperty("quantiles").EnumerateArray().Select(q => q.GetDouble()), line.Draws!.Quantiles);
            Assert.InRange(line.Draws.Best, 1, line.Rank!.Value);
            Assert.Equal($"دستگاه {line.Code}", line.NameFa);
        }

        Assert.Equal(of == StandingOf.Agencies ? ["3001"] : [], table.Rows.Where(r => r.Status == StandingStatus.NotBound).Select(r => r.Code));
        Assert.Equal(of == StandingOf.Agencies, table.Rows.Any(r => r is { Code: "1002", FewCases: true }));
        Assert.Equal(table.Rows.Where(r => r.Rank is not null).Select(r => r.Rank), table.Rows.Where(r => r.Rank is not null).Select(r => r.Rank).Order());
    }

    [Fact]
    public async Task A_table_of_provinces_says_what_the_document_says()
    {
        var table = (await Shelf.TableAsync(Scope.National, ShelfCentre.Final, StandingOf.Provinces, null, default))!;
        Assert.Equal(3, table.Rows.Count);
        foreach (var row in home.Made[ShelfCentre.Final].Root.GetProperty("results").GetProperty("provinces").EnumerateArray())
        {
            var line = table.Rows.Single(r => r.Code == row.GetProperty("province").GetString());
            Assert.Equal([row.GetProperty("published").GetDecimal(), row.GetProperty("requests").GetDecimal()], [line.Score, line.Requests]);
            Assert.Equal([Whole(row, "rank"), Whole(row, "rank_lo"), Whole(row, "rank_hi")], [line.Rank, line.RankLow, line.RankHigh]);
            Assert.Equal([row.GetProperty("crude").GetDouble(), row.GetProperty("observed").GetDouble()], [Math.Round(line.Crude!.Value, 6), Math.Round(line.Observed, 6)]);
            Assert.Equal(row.GetProperty("governor_scores").EnumerateObject().Select(p => p.Value.ValueKind == JsonValueKind.Null ? (double?)null : p.Value.GetDouble()), line.Pillars.Select(p => p is { } x ? Math.Round(x, 6) : p));
        }
    }

    [Fact]
    public async Task Parts_in_a_province_are_ranked_among_each_other_as_the_document_says_and_have_no_moves()
    {
        var table = (await Shelf.TableAsync(OfProvince, ShelfCentre.Final, StandingOf.Agencies, new("23"), default))!;
        var rows = home.Made[ShelfCentre.Final].Root.GetProperty("results").GetProperty("cells").EnumerateArray().Where(r => r.GetProperty("province").GetString() == "23").ToList();
        Assert.Equal(11, rows.Count);
        Assert.Equal(
            rows.Select(r => (r.GetProperty("agency").GetString()!, r.GetProperty("published").GetDecimal(), Whole(r, "rank_in_province"))).Order(),
            table.Rows.Select(r => (r.Code, r.Score!.Value, r.Rank)).Order());
        Assert.All(table.Rows, r => Assert.Null(r.Move));
        Assert.Null(table.ComparedWith);
    }

    [Fact]
    public async Task Moves_are_those_of_the_story_and_sum_to_the_change_of_rank()
    {
        foreach (var of in Enum.GetValues<StandingOf>())
        {
            var (now, before) = ((await Shelf.TableAsync(Scope.National, ShelfCentre.Provisional, of, null, default))!, (await Shelf.TableAsync(Scope.National, ShelfCentre.Spring, of, null, default))!);
            Assert.Equal(ShelfCentre.Spring, now.ComparedWith);
            Assert.Null(before.ComparedWith);
            foreach (var row in now.Rows.Where(r => r.Rank is not null))
            {
                Assert.Equal(row.Rank - before.Rows.Single(r => r.Code == row.Code).Rank, row.Move!.Rank);
                Assert.Equal(row.Move.Rank, row.Move.Own + row.Move.Others + row.Move.Method + row.Move.Restated, 9);
            }
        }

        Assert.Contains((await Shelf.TableAsync(Scope.National, ShelfCentre.Provisional, StandingOf.Agencies, null, default))!.Rows, r => r.Move is { Restated: not 0 });
    }

    [Fact]
    public async Task Why_this_score_is_what_the_document_says_of_each_indicator()
    {
        var sheet = (await Shelf.ExplainAsync(OfAgency, ShelfCentre.Final, new("1003"), null, default))!;
        var row = home.Made[ShelfCentre.Final].Root.GetProperty("results").GetProperty("agencies").EnumerateArray().Single(r => r.GetProperty("unit").GetString() == "1003");
        Assert.Equal(row.GetProperty("index").GetDouble(), Math.Round(sheet.Index!.Value, 6));
        Assert.Equal(row.GetProperty("indicators").EnumerateArray().Select(i => (i.GetProperty("code").GetString(), i.GetProperty("effective").GetDouble())), sheet.Indicators.Select(i => ((string?)i.Rule.Code, Math.Round(i.EffectiveWeight, 6))));
        Assert.Equal((ShelfCentre.Final, "1003", "1405-Q2"), (sheet.Table.Edition, Assert.Single(sheet.Table.Rows).Code, sheet.Period.Key));
        Assert.Equal(home.Told[ShelfCentre.Final].Of(EditionUnit.Agencies, "1003")!.Own, sheet.Own.Move!.Own);
        var run = home.Made[ShelfCentre.Final].Runs.Lists[EditionUnit.Agencies];
        Assert.Equal(NextStep.Of(run, run.Facts.IndexOf("1003")), sheet.Next);
        Assert.All(sheet.Indicators, i => Assert.NotEmpty(sheet.Definitions[i.Rule.Code].Clauses));

        var part = (await Shelf.ExplainAsync(OfProvince, ShelfCentre.Final, new("1005"), new("23"), default))!;
        Assert.Equal((99d, 100d), (part.Indicators.Single(i => i.Rule.Code == "P3.1").Cell.X, part.Indicators.Single(i => i.Rule.Code == "P3.1").Cell.N));
        Assert.Null(await Shelf.ExplainAsync(Scope.National, ShelfCentre.Final, new("3001"), null, default));
        Assert.Null(await Shelf.ExplainAsync(Scope.National, ShelfCentre.Final, new("1009"), new("23"), default));
    }

    [Theory]
    [InlineData(ShelfCentre.Final)]
    [InlineData(ShelfCentre.Draft)]
    public async Task An_agency_never_sees_the_row_of_another(string id)
    {
        foreach (var of in Enum.GetValues<StandingOf>())
        {
            Assert.Equal(of == StandingOf.Agencies ? ["1003"] : [], (await Shelf.TableAsync(OfAgency, id, of, null, default))!.Rows.Select(r => r.Code));
            Assert.Equal(["1003"], (await Shelf.TableAsync(OfAgency, id, of, new("23"), default))!.Rows.Select(r => r.Code));
        }

        Assert.NotNull(await Shelf.ExplainAsync(OfAgency, id, new("1003"), new("08"), default));
        foreach (var other in new ProvinceCode?[] { null, new("23") })
        {
            Assert.Null(await Shelf.ExplainAsync(OfAgency, id, new("1001"), other, default));
        }

        Assert.Null(await Shelf.InputAsync(OfAgency, id, default));
        Assert.Null(await Shelf.DocumentAsync(OfAgency, id, default));
        Assert.Null(await Shelf.ShareAsync(OfAgency, id, new("1001"), default));
        Assert.Equal(["1003"], (await Shelf.SeriesAsync(OfAgency, StandingOf.Agencies, PeriodKind.Quarter, default)).Keys);
        Assert.Empty(await Shelf.SeriesAsync(OfAgency, StandingOf.Provinces, PeriodKind.Quarter, default));
        Assert.Empty(await Shelf.SeriesAsync(OfAgency, StandingOf.ProvincialAgencies, PeriodKind.Quarter, default));
    }

    [Fact]
    public async Task A_governor_sees_the_province_and_its_parts_and_no_draft()
    {
        Assert.Equal(["23"], (await Shelf.TableAsync(OfProvince, ShelfCentre.Final, StandingOf.Provinces, null, default))!.Rows.Select(r => r.Code));
        Assert.Empty((await Shelf.TableAsync(OfProvince, ShelfCentre.Final, StandingOf.Agencies, null, default))!.Rows);
        Assert.Empty((await Shelf.TableAsync(OfProvince, ShelfCentre.Final, StandingOf.Agencies, new("08"), default))!.Rows);
        Assert.Null(await Shelf.ExplainAsync(OfProvince, ShelfCentre.Final, new("1003"), null, default));
        Assert.Null(await Shelf.ExplainAsync(OfProvince, ShelfCentre.Final, new("1003"), new("08"), default));
        Assert.Null(await Shelf.TableAsync(OfProvince, ShelfCentre.Draft, StandingOf.Provinces, null, default));
        Assert.Null(await Shelf.ExplainAsync(OfProvince, ShelfCentre.Draft, new("1003"), new("23"), default));
        Assert.Null(await Shelf.InputAsync(OfProvince, ShelfCentre.Final, default));
        Assert.Null(await Shelf.DocumentAsync(OfProvince, ShelfCentre.Final, default));
        Assert.Null(await Shelf.ShareAsync(OfProvince, ShelfCentre.Final, new("1003"), default));
        Assert.Equal(["23"], (await Shelf.SeriesAsync(OfProvince, StandingOf.Provinces, PeriodKind.Quarter, default)).Keys);
        Assert.Empty(await Shelf.SeriesAsync(OfProvince, StandingOf.Agencies, PeriodKind.Quarter, default));
        foreach (var stranger in Strangers)
        {
            Assert.Empty((await Shelf.TableAsync(stranger, ShelfCentre.Final, StandingOf.Agencies, null, default))!.Rows);
            Assert.Null(await Shelf.TableAsync(stranger, ShelfCentre.Draft, StandingOf.Agencies, null, default));
            Assert.Null(await Shelf.ShareAsync(stranger, ShelfCentre.Final, new("1003"), default));
            Assert.Empty(await Shelf.SeriesAsync(stranger, StandingOf.Agencies, PeriodKind.Quarter, default));
        }
    }

    [Fact]
    public async Task A_draft_is_shown_while_it_waits_to_those_who_stand_in_it()
    {
        var table = (await Shelf.TableAsync(Scope.National, ShelfCentre.Draft, StandingOf.Agencies, null, default))!;
        Assert.Equal((ShelfCentre.Draft, "1405-H1", 10), (table.Edition, table.Period.Key, table.Rows.Count));
        Assert.Equal("1405-H1-provisional", (await Shelf.InputAsync(Scope.National, ShelfCentre.Draft, default))!.Head.RunId);
        Assert.Null(await Shelf.TableAsync(Scope.OfAgency(new("1077")), ShelfCentre.Draft, StandingOf.Agencies, null, default));
        Assert.Null(await Shelf.ShareAsync(Scope.National, ShelfCentre.Draft, new("1003"), default));
        Assert.Null(await Shelf.DocumentAsync(Scope.National, ShelfCentre.Draft, default));

        const string Closed = "01KAGDRAFT0000000000000002";
        await home.Centre.InDbAsync(async db =>
        {
            var other = await db.EditionDrafts.AsNoTracking().SingleAsync(d => d.Id == ShelfCentre.Draft);
            db.Add(new EditionDraft
            {
                Id = Closed, EditionId = other.EditionId, Period = "1404-H2", Kind = other.Kind, CutoffUtc = other.CutoffUtc, PreparedAt = other.PreparedAt, PreparedBy = 1,
                MethodologySha256 = other.MethodologySha256, FactsHash = other.FactsHash, ResultHash = other.ResultHash, Document = other.Document, State = DraftState.Withdrawn,
            });
            return await db.SaveChangesAsync();
        });
        Assert.Null(await Shelf.TableAsync(Scope.National, Closed, StandingOf.Agencies, null, default));
        Assert.Null(await Shelf.InputAsync(Scope.National, Closed, default));
    }

    [Fact]
    public async Task What_is_kept_is_what_a_fresh_reading_gives()
    {
        var fresh = home.Fresh();
        foreach (var of in Enum.GetValues<StandingOf>())
        {
            var (kept, read) = ((await Shelf.TableAsync(Scope.National, ShelfCentre.Final, of, null, default))!, (await fresh.TableAsync(Scope.National, ShelfCentre.Final, of, null, default))!);
            Assert.Equal(JsonSerializer.Serialize(read), JsonSerializer.Serialize(kept));
        }

        Assert.Same(await fresh.InputAsync(Scope.National, ShelfCentre.Final, default), await fresh.InputAsync(Scope.National, ShelfCentre.Final, default));
    }

    [Fact]
    public async Task An_agency_takes_its_share_home_and_computes_its_score_again()
    {
        var share = JsonDocument.Parse((await Shelf.ShareAsync(OfAgency, ShelfCentre.Final, new("1003"), default))!).RootElement;
        Assert.Empty(EditionShare.Verify(share));
        Assert.Equal(home.Made[ShelfCentre.Final].RunHash, share.GetProperty("run_hash").GetString());
        Assert.All(share.GetProperty("facts").GetProperty("cells").EnumerateArray(), c => Assert.Equal("1003", c.GetProperty("row").GetProperty("agency").GetString()));
        Assert.NotNull(await Shelf.ShareAsync(Scope.National, ShelfCentre.Final, new("2001"), default));
        Assert.Null(await Shelf.ShareAsync(Scope.National, ShelfCentre.Final, new("3001"), default));
        Assert.Null(await Shelf.ShareAsync(Scope.National, "1405-Q9-final", new("1003"), default));
    }

    [Fact]
    public async Task The_whole_document_verifies_and_is_for_the_nation()
    {
        var bytes = Gzip.Unpack((await Shelf.DocumentAsync(Scope.National, ShelfCentre.Spring, default))!);
        Assert.Equal(home.Made[ShelfCentre.Spring].Utf8, bytes);
        Assert.Null(await Shelf.DocumentAsync(Scope.National, "1405-Q9-final", default));
    }

    [Fact]
    public async Task A_series_holds_what_was_published_and_the_same_by_the_methodology_in_force()
    {
        var series = await Shelf.SeriesAsync(Scope.National, StandingOf.Agencies, PeriodKind.Quarter, default);
        Assert.Equal([ShelfCentre.Spring, ShelfCentre.Final], series["1003"].Select(p => p.Edition));
        foreach (var point in series["1003"])
        {
            var ranked = home.Made[point.Edition].Runs.Ranked(EditionUnit.Agencies)["1003"];
            Assert.Equal((ranked.Published, ranked.Published, ranked.Rank), (point.Published!.Value, point.Comparable!.Value, point.Rank!.Value));
        }

        // Another methodology comes into force: what was published stays, what it would be today does not.
        var other = System.Text.Json.Nodes.JsonNode.Parse(CanonicalJson.Text(home.Document))!;
        (other["version"], other["pillars"]![0]!["weight"], other["pillars"]![2]!["weight"]) = ("9.0.0", 35, 5);
        var document = JsonSerializer.SerializeToElement(other);
        await home.Centre.InDbAsync(async db =>
        {
            db.Add(new Methodology
            {
                Id = "MKI", Version = "9.0.0", Status = Methodology.Effective, Slug = "s", LabelFa = "نو", Document = CanonicalJson.Text(document), Sha256 = CanonicalJson.Hash(document),
            });
            return await db.SaveChangesAsync();
        });
        var today = EditionRuns.Of(home.Made[ShelfCentre.Final].Runs.Input.Under(IndexMethod.Parse(document), document)).Ranked(EditionUnit.Agencies)["1003"].Published;
        var last = (await Shelf.SeriesAsync(Scope.National, StandingOf.Agencies, PeriodKind.Quarter, default))["1003"][^1];
        Assert.Equal((series["1003"][^1].Published, today), (last.Published, last.Comparable!.Value));
        Assert.NotEqual(last.Published, last.Comparable);

        Assert.Empty(await Shelf.SeriesAsync(Scope.National, StandingOf.Agencies, PeriodKind.Year, default));
        Assert.Equal(["08", "11", "23"], (await Shelf.SeriesAsync(Scope.National, StandingOf.Provinces, PeriodKind.Quarter, default)).Keys.Order());
    }

    [Fact]
    public async Task What_an_edition_changed_is_public_with_the_decisions_and_without_ground_or_evidence()
    {
        await home.Centre.AddAgencyAsync("1005");
        var name = await home.Centre.InDbAsync(db => db.Agencies.Where(a => a.Code == new AgencyCode("1005")).Select(a => a.NameFa).SingleAsync());
        await home.Centre.InDbAsync(async db =>
        {
            db.Add(Objection("01KAGOBJECTION00000000000A", ObjectionState.Accepted, "23"));
            db.Add(Objection("01KAGOBJECTION00000000000B", ObjectionState.Open, null));
            db.Add(Objection("01KAGOBJECTION00000000000C", ObjectionState.Withdrawn, null));
            return await db.SaveChangesAsync();
        });
        var changes = (await Shelf.ChangesAsync(ShelfCentre.Final, default))!;
        Assert.Equal((ShelfCentre.Final, ShelfCentre.Provisional), (changes.Edition.Id, changes.Before!.Id));
        Assert.Equal(["1005", "1005/23"], changes.Cells.Select(c => c.Unit));
        Assert.All(changes.Cells, c => Assert.Equal(("P3.1", "دستگاه 1005"), (c.Indicator, c.NameFa)));
        Assert.Equal((Cell.Ratio(990, 1000), Cell.Ratio(99, 100)), (changes.Cells[0].After, changes.Cells[1].After));
        var own = changes.Ranks.Single(r => r.Unit == "1005");
        Assert.True(own.ScoreAfter > own.ScoreBefore);
        var decided = Assert.Single(changes.Objections);
        Assert.Equal(("01KAGOBJECTION00000000000A", "پذیرفته شد", name), (decided.Id, decided.Reason, decided.AgencyFa));
        Assert.Equal((null, null), (decided.Ground, decided.Evidence));
        Assert.Equal(changes.Cells[1].Before, decided.Cell);

        var first = (await Shelf.ChangesAsync(ShelfCentre.Spring, default))!;
        Assert.Equal((null, 0, 0), (first.Before, first.Cells.Count, first.Ranks.Count));
        Assert.Null(await Shelf.ChangesAsync(ShelfCentre.Draft, default));

        static Objection Objection(string id, ObjectionState state, string? province) => new()
        {
            Id = id, EditionId = ShelfCentre.Provisional, Agency = new("1005"), Province = province is null ? null : new ProvinceCode(province), Indicator = "P3.1", Ground = "شمارش نادرست",
            FiledBy = 7, FiledAt = new(2026, 10, 10, 0, 0, 0, DateTimeKind.Utc), State = state, Reason = "پذیرفته شد", DecidedAt = new(2026, 10, 20, 0, 0, 0, DateTimeKind.Utc), DecidedBy = 2,
        };
    }

    private static int? Whole(JsonElement row, string name) => row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.GetProperty(name).GetInt32();
}
