using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>The live ranking tells why a rank moved since the latest edition (1538588/4).</summary>
[Clause("1538588/4")]
public sealed class LiveMovesTests(CellCentre home) : IClassFixture<CellCentre>
{
    private const string Edition = "1405-Q2-final";

    private static readonly JalaliPeriod Live = JalaliPeriod.Live(new(2026, 11, 21));

    [Fact]
    public async Task Moves_since_the_latest_edition_sum_and_everybody_sees_his_own()
    {
        var shelf = home.Centre.Services.GetRequiredService<EditionShelf>();
        var standings = home.Centre.Services.GetRequiredService<StandingBoard>();
        var codes = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var silent = await home.Home.AgencyAsync();
            await silent.OkAsync(RegisterKind.Office, "23-0000", new { title = "ستاد", province = "23", county = "2301", level = "headquarters", validFrom = "2019-01-01" });
            codes.Add(silent.Code.Value);
        }

        // Nothing is published yet: the plain live ranking.
        var plain = await shelf.LiveAsync(Scope.National, StandingOf.Agencies, Live, null, default);
        Assert.Equal((null, null), (plain.ComparedWith, plain.Edition));
        Assert.All(plain.Rows, r => Assert.Null(r.Move));

        // In the edition the three stood one above the other; today none tells anything and they share a place.
        var input = await standings.InputAsync(Live, default);
        var facts = input.Agencies.Copy();
        for (var i = 0; i < codes.Count; i++)
        {
            Fill(facts, codes[i], 0.8 - (0.2 * i));
        }

        var former = input with { Head = input.Head with { RunId = Edition, Kind = "final", Period = "1405-Q2" }, Agencies = facts };
        var made = EditionDocument.Make(former);
        await home.Centre.InDbAsync(db =>
        {
            db.Add(new Edition
            {
                Id = Edition, Sequence = 1, Period = "1405-Q2", Kind = EditionKind.Final, CutoffUtc = made.Runs.Input.Head.CutoffUtc.UtcDateTime, PublishedAt = made.Runs.Input.Head.CutoffUtc.UtcDateTime,
                MethodologyVersion = "1", MethodologySha256 = facts.Method.Hash, FactsHash = made.FactsHash, ResultHash = made.ResultHash, RunHash = made.RunHash, PreviousRunHash = "",
                PreparedBy = "official:1", SignedBy = "official:2", Document = Gzip.Pack(made.Utf8),
            });
            return db.SaveChangesAsync();
        });

        var table = await shelf.LiveAsync(Scope.National, StandingOf.Agencies, Live, null, default);
        Assert.Equal((Edition, null), (table.ComparedWith, table.Edition));
        var before = made.Runs.Ranked(EditionUnit.Agencies);
        foreach (var code in codes)
        {
            var row = table.Rows.Single(r => r.Code == code);
            Assert.Equal(row.Rank - before[code].Rank, row.Move!.Rank);
            Assert.Equal(row.Move.Rank, row.Move.Own + row.Move.Others + row.Move.Method + row.Move.Restated, 9);
            Assert.Equal((0d, 0d), (row.Move.Method, row.Move.Restated));
        }

        Assert.True(table.Rows.Single(r => r.Code == codes[2]).Move!.Rank < 0);
        Assert.True(table.Rows.Single(r => r.Code == codes[0]).Move!.Own > 0);

        var own = await shelf.LiveAsync(Scope.OfAgency(new(codes[1])), StandingOf.Agencies, Live, null, default);
        Assert.Equal([codes[1]], own.Rows.Select(r => r.Code));
        Assert.Equal(table.Rows.Single(r => r.Code == codes[1]).Move, own.Rows[0].Move);
        Assert.Empty((await shelf.LiveAsync(Scope.OfProvince(new("08")), StandingOf.Agencies, Live, null, default)).Rows);
        Assert.All((await shelf.LiveAsync(Scope.OfProvince(new("23")), StandingOf.Agencies, Live, new("23"), default)).Rows, r => Assert.Null(r.Move));
    }

    private static void Fill(IndexFacts facts, string unit, double level)
    {
        for (var i = 0; i < facts.Method.Indicators.Count; i++)
        {
            var rule = facts.Method.Indicators[i];
            var value = rule.Worst + ((rule.Best - rule.Worst) * level);
            facts[facts.IndexOf(unit), i] = rule.Estimator switch
            {
                Estimator.ExactMean => Cell.Mean(value),
                Estimator.ValueSe => Cell.Estimate(value, 0.01),
                Estimator.NormalNormal => Cell.Sample(value, 1e-6),
                _ => Cell.Ratio(1e6 * value, 1e6),
            };
        }
    }
}
