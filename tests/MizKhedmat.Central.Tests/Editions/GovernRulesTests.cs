using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>Steps of a version of the methodology (SCORING.md 14), the form of an objection and its decision (1538588/6); the rules alone.</summary>
[Clause("1538588/4")]
public sealed class GovernRulesTests
{
    private static readonly DateOnly Today = new JalaliDate(1405, 8, 30).ToDateOnly();

    [Theory]
    [InlineData(MethodologyStep.Consulted, Methodology.Draft, null)]
    [InlineData(MethodologyStep.Consulted, Methodology.Approved, "methodology-step-unfit")]
    [InlineData(MethodologyStep.Approved, Methodology.Draft, "methodology-step-unfit")]
    [InlineData(MethodologyStep.Approved, Methodology.Consultation, null)]
    [InlineData(MethodologyStep.TookEffect, Methodology.Consultation, "methodology-step-unfit")]
    [InlineData(MethodologyStep.TookEffect, Methodology.Approved, null)]
    [InlineData(MethodologyStep.TookEffect, Methodology.Effective, "methodology-step-unfit")]
    [InlineData(MethodologyStep.Returned, Methodology.Consultation, null)]
    [InlineData(MethodologyStep.Returned, Methodology.Approved, "methodology-step-unfit")]
    [InlineData(MethodologyStep.Retired, Methodology.Effective, "methodology-step-unfit")]
    [InlineData(MethodologyStep.Submitted, Methodology.Draft, "methodology-step-unfit")]
    public void Steps_follow_their_order(MethodologyStep step, string status, string? refusal) => Assert.Equal(refusal, Refused(Body(step), Stand(status)));

    [Fact]
    public void An_approval_needs_a_letter_a_second_person_and_the_very_content_that_was_read()
    {
        var (body, stand) = (Body(MethodologyStep.Approved), Stand(Methodology.Consultation));
        Assert.Equal("methodology-letter-missing", Refused(body with { Letter = " " }, stand));
        Assert.Equal("methodology-letter-missing", Refused(body with { Letter = new('1', 61) }, stand));
        Assert.Equal("approver-is-author", Refused(body, stand with { Submitter = 7 }));
        Assert.Equal("approved-already", Refused(body, stand with { Approvers = [7] }));
        Assert.Null(Refused(body, stand with { Submitter = 8, Approvers = [9] }));
        Assert.Equal("methodology-changed", Refused(body with { Sha256 = "other" }, stand));
        Assert.Equal("decision-without-reason", Refused(Body(MethodologyStep.Returned) with { Note = "" }, stand));
        Assert.Equal("methodology-note-too-long", Refused(body with { Note = new('ا', 1001) }, stand));
    }

    [Fact]
    public void Rules_are_known_before_the_quarter_begins_but_for_the_very_first()
    {
        var (body, stand) = (Body(MethodologyStep.TookEffect), Stand(Methodology.Approved));
        Assert.Equal("methodology-from-unfit", Refused(body with { From = "1405" }, stand));
        Assert.Equal("methodology-from-unfit", Refused(body with { From = null }, stand));
        Assert.Equal("methodology-from-begun", Refused(body with { From = "1405-Q3" }, stand));
        Assert.Null(Refused(body with { From = "1405-Q3" }, stand with { IsFirst = true }));
        Assert.Null(Refused(body with { From = "1405-Q4" }, stand));
    }

    [Fact]
    [Clause("1538588/6")]
    public void An_objection_needs_a_ground_and_files_of_known_kinds()
    {
        var file = new FileObjection.File("a.csv", "day,minutes\n1405-05-11,420\n"u8.ToArray());
        var body = new FileObjection.Body("1405-Q2-provisional", null, "P1.4", new('ا', 20), [file]);
        Assert.Null(FileObjection.Check(body));
        Assert.Equal("objection-ground-unfit", FileObjection.Check(body with { Ground = new('ا', 19) })?.Code);
        Assert.Equal("objection-ground-unfit", FileObjection.Check(body with { Ground = new('ا', 4001) })?.Code);
        Assert.Equal("objection-evidence-missing", FileObjection.Check(body with { Evidence = [] })?.Code);
        Assert.Equal("objection-evidence-too-many", FileObjection.Check(body with { Evidence = [file, file, file, file] })?.Code);
        Assert.Equal("objection-evidence-too-large", FileObjection.Check(body with { Evidence = [new("a.pdf", [])] })?.Code);
        Assert.Equal("objection-evidence-too-large", FileObjection.Check(body with { Evidence = [new("a.pdf", new byte[FileObjection.MostBytes + 1])] })?.Code);
        foreach (var content in new[] { "<html>", "MZ\0\0", "%PDF-1.4 /JavaScript %%EOF", "%PDF-1.4 cut", "\u0089PNG" })
        {
            Assert.Equal("objection-evidence-unfit", FileObjection.Check(body with { Evidence = [new("a.pdf", System.Text.Encoding.Latin1.GetBytes(content))] })?.Code);
        }
    }

    [Fact]
    [Clause("1538588/6")]
    public void A_decision_needs_a_reason_a_remedy_and_an_edition_that_is_not_final()
    {
        var body = new DecideObjection.Body("id", true, ObjectionRemedy.DataCorrected, null, new('ا', 10));
        Assert.Null(Decided(body));
        Assert.Equal("objection-closed", DecideObjection.Check(body, ObjectionState.Withdrawn, false)?.Code);
        Assert.Equal("objection-reason-unfit", Decided(body with { Reason = new('ا', 9) }));
        Assert.Equal("objection-remedy-missing", Decided(body with { Remedy = null }));
        Assert.Equal("objection-remedy-missing", Decided(body with { Remedy = (ObjectionRemedy)9 }));
        Assert.Equal("objection-after-final", Decided(body, isFinal: true));
        Assert.Null(Decided(body with { IsAccepted = false, Remedy = null }, isFinal: true));
    }

    private static string? Decided(DecideObjection.Body body, bool isFinal = false) => DecideObjection.Check(body, ObjectionState.Open, isFinal)?.Code;

    private static GovernMethodology.Body Body(MethodologyStep step) => new("1.1.0", "sha", step, "12/34", "دلیل", "1405-Q4");

    private static GovernMethodology.Stand Stand(string status) => new(status, "sha", null, [], false, Today);

    private static string? Refused(GovernMethodology.Body body, GovernMethodology.Stand stand) => GovernMethodology.Check(body, stand, 7)?.Code;
}
