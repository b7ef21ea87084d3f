using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>When which edition may be prepared (SCORING.md 13), and who may approve it (14); the rules alone.</summary>
[Clause("1538588/4")]
public sealed class PrepareRulesTests
{
    private static readonly DateOnly End = new JalaliDate(1405, 6, 31).ToDateOnly();

    private static readonly PublishedEdition Provisional = new("1405-Q2-provisional", EditionKind.Provisional, TehranTime.StartOf(End.AddDays(17)).AddHours(9));

    private static readonly PublishedEdition Final = new("1405-Q2-final", EditionKind.Final, TehranTime.StartOf(End.AddDays(45)));

    [Theory]
    [InlineData("live")]
    [InlineData("1405-06")]
    [InlineData("1405-Q5")]
    [InlineData("")]
    public void Only_quarters_halves_and_years_have_editions(string period) =>
        Assert.Equal("edition-period-unfit", Refused(EditionKind.Provisional, Stand(End.AddDays(20)), period));

    [Theory]
    [InlineData(-1, "edition-too-early")]
    [InlineData(15, "edition-too-early")]
    [InlineData(16, null)]
    public void Data_close_fifteen_days_after_the_period(int days, string? refusal) => Assert.Equal(refusal, Refused(EditionKind.Provisional, Stand(End.AddDays(days))));

    [Fact]
    public void One_draft_waits_at_most() => Assert.Equal("edition-draft-waits", Refused(EditionKind.Provisional, Stand(End.AddDays(20)) with { HasDraft = true }));

    [Fact]
    public void A_draft_methodology_ranks_nobody() =>
        Assert.Equal("methodology-not-approved", Refused(EditionKind.Provisional, Stand(End.AddDays(20)) with { HasMethodology = false }));

    [Fact]
    public void A_provisional_edition_comes_once() => Assert.Equal("edition-provisional-exists", Refused(EditionKind.Provisional, Stand(End.AddDays(50), Provisional)));

    [Fact]
    [Clause("1538588/6")]
    public void A_final_edition_needs_a_provisional_one_its_window_over_and_every_objection_decided()
    {
        Assert.Equal("edition-provisional-missing", Refused(EditionKind.Final, Stand(End.AddDays(50))));
        Assert.Equal("edition-window-open", Refused(EditionKind.Final, Stand(End.AddDays(32), Provisional)));
        Assert.Equal("edition-objections-open", Refused(EditionKind.Final, Stand(End.AddDays(33), Provisional) with { OpenObjections = 1 }));
        Assert.Null(Refused(EditionKind.Final, Stand(End.AddDays(33), Provisional)));
        Assert.Equal("edition-final-exists", Refused(EditionKind.Final, Stand(End.AddDays(60), Provisional, Final)));

        // Published late: agencies still have their fifteen days.
        var late = Provisional with { PublishedAt = TehranTime.StartOf(End.AddDays(40)) };
        Assert.Equal("edition-window-open", Refused(EditionKind.Final, Stand(End.AddDays(55), late)));
        Assert.Null(Refused(EditionKind.Final, Stand(End.AddDays(56), late)));
    }

    [Fact]
    public void A_restatement_needs_a_final_edition_and_a_reason()
    {
        Assert.Equal("edition-final-missing", Refused(EditionKind.Restatement, Stand(End.AddDays(60), Provisional), reason: "خطای خواندن"));
        Assert.Equal("edition-reason-missing", Refused(EditionKind.Restatement, Stand(End.AddDays(60), Provisional, Final), reason: "  "));
        Assert.Equal("edition-reason-missing", Refused(EditionKind.Restatement, Stand(End.AddDays(60), Provisional, Final), reason: new('ا', 1001)));
        Assert.Null(Refused(EditionKind.Restatement, Stand(End.AddDays(60), Provisional, Final), reason: "خطای خواندن"));
        Assert.Equal("edition-kind-unknown", Refused((EditionKind)9, Stand(End.AddDays(60))));
    }

    [Fact]
    public void Editions_of_a_period_are_named_in_their_order()
    {
        var period = JalaliPeriod.Quarter(1405, 2);
        PublishedEdition[] chain = [Provisional, Final, new("1405-Q2-r2", EditionKind.Restatement, default)];
        Assert.Equal(["1405-Q2-provisional", "1405-Q2-final", "1405-Q2-r2", "1405-Q2-r3"], Enumerable.Range(0, 4).Select(i => Stand(End, chain[..i]).IdOf(period)));
    }

    [Theory]
    [InlineData(DraftState.Waiting, 1, "approver-is-author")]
    [InlineData(DraftState.Waiting, 2, "approved-already")]
    [InlineData(DraftState.Waiting, 3, null)]
    [InlineData(DraftState.Published, 3, "edition-draft-closed")]
    [InlineData(DraftState.Withdrawn, 3, "edition-draft-closed")]
    public void Who_prepared_it_or_approved_it_already_does_not_approve_it(DraftState state, int official, string? refusal) =>
        Assert.Equal(refusal, ApproveEdition.Check(state, 1, [2], official)?.Code);

    private static PeriodStand Stand(DateOnly today, params PublishedEdition[] published) => new(today, published, false, 0, true);

    private static string? Refused(EditionKind kind, PeriodStand stand, string period = "1405-Q2", string? reason = null) => PrepareEdition.Check(new(period, kind, reason), stand)?.Code;
}
