using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>Indicators, targets and methodology as a started centre holds them.</summary>
public sealed class ScoringReferenceTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task There_are_32_kpis_and_ten_electronic_desk_indicators()
    {
        var indicators = await centre.InDbAsync(db => db.Indicators.ToListAsync());
        Assert.Equal(32, indicators.Count(i => i.Kind == "kpi"));
        Assert.Equal(10, indicators.Count(i => i.Kind == "e-desk"));
        Assert.Equal(42, indicators.Select(i => i.Slug).Distinct().Count());
    }

    [Theory]
    [Clause("1538588/3")]
    [InlineData("on-time-rate", 1.0, "1538588/3")]
    [InlineData("late-defect-rate", 0.0, "1538588/2")]
    [InlineData("receipt-coverage", 1.0, "edesk-1397/I3")]
    [InlineData("overdue-open", 0.0, "1538588/3")]
    public async Task What_the_law_demands_of_every_request_is_a_target_with_its_clause(string slug, double target, string clause)
    {
        var indicator = await centre.InDbAsync(db => db.Indicators.SingleAsync(i => i.Slug == slug));
        Assert.Equal((target, clause), (indicator.Target, indicator.TargetClause));
        Assert.NotNull(indicator.TargetReasonFa);
    }

    [Fact]
    public async Task The_methodology_is_kept_in_canonical_form_under_its_hash()
    {
        var methodology = await centre.InDbAsync(db => db.Methodologies.SingleAsync());
        Assert.Equal(("MKI", "1.0.0", "draft"), (methodology.Id, methodology.Version, methodology.Status));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(methodology.Document))), methodology.Sha256);
        Assert.DoesNotContain("\": ", methodology.Document, StringComparison.Ordinal);
    }
}

/// <summary>Later files of indicators and methodology; a centre of its own because it changes them.</summary>
public sealed class LaterMethodologyTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task A_draft_may_change_an_approved_version_never()
    {
        var ct = TestContext.Current.CancellationToken;
        using var copy = new SeedCopy();
        copy.Change("methodology-1.0.0.json", file => file["label_fa"] = "نام دیگر");
        Assert.True(await LoadMethodologies.RunAsync(copy.LoadInto(centre), ct));
        var draft = await centre.InDbAsync(db => db.Methodologies.AsNoTracking().SingleAsync());
        Assert.Equal(("نام دیگر", "draft"), (draft.LabelFa, draft.Status));
        await centre.InDbAsync(db => db.Methodologies.ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, "approved")));

        // The same content again, whatever stands around it: the state is the table's, not the file's.
        copy.Change("methodology-1.0.0.json", file => { });
        await LoadMethodologies.RunAsync(copy.LoadInto(centre), ct);
        Assert.Equal("approved", (await centre.InDbAsync(db => db.Methodologies.SingleAsync())).Status);
        copy.Change("methodology-1.0.0.json", file => file["label_fa"] = "نام سوم");
        await Assert.ThrowsAsync<InvalidOperationException>(() => LoadMethodologies.RunAsync(copy.LoadInto(centre), ct));
        Assert.Equal("approved", (await centre.InDbAsync(db => db.Methodologies.SingleAsync())).Status);
    }

    [Fact]
    public async Task A_later_catalogue_keeps_targets_and_withdraws_what_is_gone()
    {
        var ct = TestContext.Current.CancellationToken;
        using var copy = new SeedCopy();
        copy.Change("indicators.json", file => file["kpis"]!.AsArray().RemoveAt(31));
        Assert.True(await LoadIndicators.RunAsync(copy.LoadInto(centre), ct));
        Assert.Equal(42, await centre.InDbAsync(db => db.Indicators.CountAsync()));
        Assert.Equal("opening-continuity", (await centre.InDbAsync(db => db.Indicators.SingleAsync(i => i.WithdrawnOn != null))).Slug);
        Assert.Equal(1.0, (await centre.InDbAsync(db => db.Indicators.SingleAsync(i => i.Slug == "on-time-rate"))).Target);
    }

    [Fact]
    public async Task A_target_for_an_unknown_indicator_stops_the_load()
    {
        using var copy = new SeedCopy();
        copy.Change("indicator-targets.json", file => file["targets"]![0]!["slug"] = "no-such-indicator");
        await Assert.ThrowsAsync<InvalidOperationException>(() => LoadIndicatorTargets.RunAsync(copy.LoadInto(centre), TestContext.Current.CancellationToken));
    }
}
