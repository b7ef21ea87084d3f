using System.Text.Json.Nodes;
using Xunit;
using static MizKhedmat.Central.Tests.Intake.IndexCentre;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>
/// What the national index counts of requests (SCORING.md section 3): each fact through the real intake, in every order of
/// arrival, moved by its correction, and the same as the recount of the events.
/// </summary>
public sealed class IndexFactsTests(IndexCentre centre) : IClassFixture<IndexCentre>
{
    private static readonly DateTimeOffset Day = Saturday.AddHours(1);
    private static readonly DateTimeOffset Answer = Day.AddDays(3);

    [Theory]
    [Clause("386059/4-6b")]
    [InlineData("", 1, 0)]
    [InlineData("answered", 1, 1)]
    [InlineData("closed", 1, 1)]
    [InlineData("cancelled", 1, 1)]
    [InlineData("answered reopened", 1, 0)]
    [InlineData("answered reopened answered", 1, 1)]
    public Task Of_the_requests_of_a_day_it_is_known_how_many_are_no_longer_open(string course, int accepted, int settled) => centre.AssertCountedAsync(
        (_, told) =>
        [
            told.Accepted(Day),
            .. course.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((type, i) => type switch
            {
                "answered" => told.Answered(Day.AddDays(i + 1)),
                "cancelled" => told.Other(type, Day.AddDays(i + 1), new() { ["byApplicant"] = true }),
                "reopened" => told.Other(type, Day.AddDays(i + 1), new() { ["reason"] = "اعتراض" }),
                _ => told.Other(type, Day.AddDays(i + 1)),
            }),
        ],
        Day, m => (m.Accepted, m.SettledAccepted), (accepted, settled));

    [Fact]
    [Clause("edesk-1397/I7")]
    public async Task A_change_on_the_way_counts_as_told_when_its_own_notice_went_out_electronically()
    {
        await ChangesAsync((_, told) => [told.Accepted(Day)], (0, 0));
        await ChangesAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddHours(1))], (1, 0));
        await ChangesAsync((_, told) => [told.Accepted(Day), Notified(told.Step(Day.AddHours(1)), "none"), told.Step(Day.AddHours(2))], (1, 0));
        await ChangesAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddHours(1)), Notified(told.Step(Day.AddHours(2)), "sms"), told.Step(Day.AddHours(3))], (1, 1));
        await ChangesAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddHours(1)), Notified(told.Other("inquiry-sent", Day.AddHours(2), OfInquiry("Q-1", true)), "sms")], (1, 0)); // of no change
        await ChangesAsync((agency, told) => [told.Accepted(Day), Notified(told.Other("referred", Day.AddHours(1), new() { ["toOffice"] = agency.Office, ["reason"] = "تخصص", ["coordinated"] = true, ["presenceDemanded"] = false }), "portal")], (1, 1));
    }

    [Fact]
    [Clause("edesk-1397/I7")]
    [Clause("1538588/1a-6")]
    public async Task A_message_to_the_applicant_tells_the_change_before_it_and_no_other()
    {
        await ChangesAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddHours(1)), Message(told, 2, "to-applicant")], (1, 1));
        await ChangesAsync((_, told) => [told.Accepted(Day), Message(told, 1, "to-applicant"), told.Step(Day.AddHours(2))], (1, 0));
        await ChangesAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddHours(1)), Message(told, 2, "from-applicant")], (1, 0));
        await ChangesAsync((_, told) => [told.Accepted(Day), Message(told, 1, "to-applicant")], (0, 0));
    }

    [Fact]
    [Clause("edesk-1397/I7")]
    [Clause("1538588/2")]
    public async Task A_defect_is_a_change_when_it_was_told_after_acceptance()
    {
        await ChangesAsync((agency, told) => [Defect(agency, told, -1), told.Accepted(Day)], (0, 0));
        await ChangesAsync((agency, told) => [told.Accepted(Day), Defect(agency, told, 1)], (1, 0));
        await ChangesAsync((agency, told) => [told.Accepted(Day), Notified(Defect(agency, told, 1), "sms")], (1, 1));
    }

    [Fact]
    [Clause("edesk-1397/I7")]
    [Clause("386059/4-6b")]
    public async Task A_promise_that_a_correction_made_later_is_a_change_and_the_correction_of_a_notice_moves_the_count()
    {
        await ChangesAsync((_, told) => [told.Accepted(Day, 2), Instead(told.Accepted(Day, 4), "E-1")], (1, 0));
        await ChangesAsync((_, told) => [told.Accepted(Day, 2), Instead(Notified(told.Accepted(Day, 4), "sms"), "E-1")], (1, 1));
        await ChangesAsync((_, told) => [told.Accepted(Day, 4), Instead(told.Accepted(Day, 2), "E-1")], (0, 0));
        await ChangesAsync((_, told) => [told.Accepted(Day), Notified(told.Step(Day.AddHours(1)), "sms"), Instead(told.Step(Day.AddHours(1)), "E-2")], (1, 0));
    }

    [Fact]
    [Clause("386059/4-7")]
    [Clause("386059/4-8")]
    public async Task Inquiries_are_counted_when_sent_and_as_electronic_when_answered_so()
    {
        await InquiriesAsync((_, told) => [told.Accepted(Day), Inquiry(told, "sent", "Q-1", 1), Inquiry(told, "sent", "Q-2", 2), Inquiry(told, "answered", "Q-2", 3)], (2, 1));
        await InquiriesAsync((_, told) => [told.Accepted(Day), Inquiry(told, "sent", "Q-1", 1), Inquiry(told, "answered", "Q-1", 2, electronic: false)], (1, 0));
        await InquiriesAsync((_, told) => [told.Accepted(Day), Inquiry(told, "sent", "Q-1", 1), Inquiry(told, "answered", "Q-1", 2), Instead(Inquiry(told, "answered", "Q-1", 2, electronic: false), "E-3")], (1, 0));
        await InquiriesAsync((_, told) => [told.Accepted(Day), Inquiry(told, "sent", "Q-1", 1), Inquiry(told, "answered", "Q-1", 2), Inquiry(told, "answered", "Q-1", 3)], (1, 1)); // never more answers than inquiries
        await InquiriesAsync((_, told) => [told.Accepted(Day)], (0, 0));
    }

    [Fact]
    [Clause("edesk-1397/I5")]
    [Clause("386059/4-6c")]
    public async Task An_answer_after_more_than_an_hour_wants_two_tracked_steps_with_their_responsible()
    {
        await LongAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddMinutes(10)), told.Step(Day.AddMinutes(20)), told.Answered(Day.AddMinutes(61))], (1, 1));
        await LongAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddMinutes(10)), Inquiry(told, "sent", "Q-1", 1, by: true), told.Answered(Day.AddHours(2))], (1, 1));
        await LongAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddMinutes(10)), Inquiry(told, "sent", "Q-1", 1), told.Answered(Day.AddHours(2))], (1, 0)); // nobody named
        await LongAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddMinutes(10)), told.Answered(Day.AddHours(2)), told.Step(Day.AddHours(3))], (1, 0)); // after the answer
        await LongAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddMinutes(10)), told.Step(Day.AddMinutes(20)), told.Answered(Day.AddMinutes(60))], (0, 0)); // within the hour
        await LongAsync((_, told) => [told.Accepted(Day), told.Step(Day.AddMinutes(10)), told.Answered(Day.AddHours(2)), Instead(told.Answered(Day.AddMinutes(30)), "E-3")], (0, 0));
    }

    [Fact]
    [Clause("edesk-1397/I6")]
    public async Task An_answer_is_online_by_the_channel_of_the_answer()
    {
        await centre.AssertCountedAsync((_, told) => [told.Accepted(Day), told.Answered(Day.AddHours(2))], Day, m => (m.Answered, m.AnsweredOnline), (1L, 1L));
        await centre.AssertCountedAsync((_, told) => [told.Accepted(Day), InPerson(told.Answered(Day.AddHours(2)))], Day, m => (m.Answered, m.AnsweredOnline), (1L, 0L));
        await centre.AssertCountedAsync((_, told) => [told.Accepted(Day), told.Answered(Day.AddHours(2)), Instead(InPerson(told.Answered(Day.AddHours(2))), "E-2")], Day, m => (m.Answered, m.AnsweredOnline), (1L, 0L));

        static JsonObject InPerson(JsonObject answer) => Told.With(answer, new() { ["answerChannel"] = "in-person" });
    }

    [Fact]
    [Clause("edesk-1397/I9")]
    public async Task Answered_requests_whose_applicant_left_a_mobile_are_counted_by_the_day_of_the_answer()
    {
        await centre.AssertCountedAsync((_, told) => [told.Accepted(Day), told.Answered(Day.AddDays(2))], Day.AddDays(2), m => (m.Answered, m.MobileClosed), (1L, 1L));
        await centre.AssertCountedAsync((_, told) => [Silent(told.Accepted(Day)), told.Answered(Day.AddDays(2))], Day.AddDays(2), m => (m.Answered, m.MobileClosed), (1L, 0L));
        await centre.AssertCountedAsync((_, told) => [told.Accepted(Day), told.Answered(Day.AddDays(2)), Instead(Silent(told.Accepted(Day)), "E-1")], Day.AddDays(2), m => (m.Answered, m.MobileClosed), (1L, 0L));

        static JsonObject Silent(JsonObject acceptance) => Told.With(acceptance, new() { ["applicant"] = new JsonObject { ["kind"] = "natural", ["nationalId"] = "0499370899" } });
    }

    [Theory]
    [Clause("1538588/1a-7")]
    [InlineData("link", 4, 1, 4, 16)]
    [InlineData("sms", 1, 1, 1, 1)]
    [InlineData("desk", 5, 0, 0, 0)]
    public Task A_survey_is_scored_by_its_overall_mark_on_the_day_of_the_answer_unless_the_desk_filled_it_in(string instrument, int overall, int responses, int points, int squares) =>
        SurveyedAsync((_, told) => [told.Accepted(Day), told.Answered(Day.AddDays(1)), Survey(told, 3, overall, instrument)], Day.AddDays(1), (responses, points, squares));

    [Fact]
    [Clause("1538588/1a-7")]
    public async Task A_corrected_survey_counts_with_its_new_mark_and_one_of_a_request_without_an_answer_not_at_all()
    {
        await SurveyedAsync((_, told) => [told.Accepted(Day), told.Answered(Day.AddDays(1)), Survey(told, 3, 5, "link"), Instead(Survey(told, 3, 2, "link"), "E-3")], Day.AddDays(1), (1, 2, 4));
        await SurveyedAsync((_, told) => [told.Accepted(Day), told.Answered(Day.AddDays(1)), Survey(told, 3, 5, "link"), Instead(Survey(told, 3, 5, "desk"), "E-3")], Day.AddDays(1), (0, 0, 0));
        await SurveyedAsync((_, told) => [told.Accepted(Day), Survey(told, 3, 5, "link")], Day, (0, 0, 0));
        JsonObject[] Reopened(TestAgency _, Told told) =>
            [told.Accepted(Day), told.Answered(Day.AddDays(1)), Survey(told, 2, 3, "sms"), told.Other("reopened", Day.AddDays(3), new() { ["reason"] = "اعتراض" }), told.Answered(Day.AddDays(5))];
        await SurveyedAsync(Reopened, Day.AddDays(1), (0, 0, 0));
        await SurveyedAsync(Reopened, Day.AddDays(5), (1, 3, 9));
    }

    [Fact]
    public async Task What_happened_on_the_way_is_counted_with_the_answer_and_not_before_it()
    {
        JsonObject[] Open(TestAgency _, Told told) => [told.Accepted(Day), Notified(told.Step(Day.AddHours(1)), "sms"), Inquiry(told, "sent", "Q-1", 2)];
        await centre.AssertCountedAsync(Open, Day, m => (m.Accepted, m.Changes, m.ChangesTold, m.Inquiries), (1L, 0L, 0L, 0L));
        await centre.AssertCountedAsync((agency, told) => [.. Open(agency, told), told.Answered(Answer)], Answer, m => (m.Answered, m.Changes, m.ChangesTold, m.Inquiries), (1L, 1L, 1L, 1L));
    }

    /// <summary>Of a course that is answered three days after its acceptance.</summary>
    private Task ChangesAsync(Func<TestAgency, Told, IEnumerable<JsonObject>> tell, (long, long) expected) =>
        centre.AssertCountedAsync((agency, told) => [.. tell(agency, told), told.Answered(Answer)], Answer, m => (m.Changes, m.ChangesTold), expected);

    private Task InquiriesAsync(Func<TestAgency, Told, IEnumerable<JsonObject>> tell, (long, long) expected) =>
        centre.AssertCountedAsync((agency, told) => [.. tell(agency, told), told.Answered(Answer)], Answer, m => (m.Inquiries, m.InquiriesOnline), expected);

    private Task LongAsync(Func<TestAgency, Told, IEnumerable<JsonObject>> tell, (long, long) expected) => centre.AssertCountedAsync(tell, Day, m => (m.LongAnswered, m.LongTracked), expected);

    private Task SurveyedAsync(Func<TestAgency, Told, IEnumerable<JsonObject>> tell, DateTimeOffset on, (long, long, long) expected) =>
        centre.AssertCountedAsync(tell, on, m => (m.Responses, m.Points, m.PointSquares), expected);

    private static JsonObject Notified(JsonObject record, string how) => Told.With(record, new() { ["notified"] = how });

    private static JsonObject Message(Told told, double hours, string direction) =>
        told.Other("message", Day.AddHours(hours), new() { ["text"] = "مدرک رسید", ["direction"] = direction });

    private static JsonObject Defect(TestAgency agency, Told told, double hours) =>
        told.Other("defect-told", Day.AddHours(hours), new() { ["service"] = agency.Service, ["office"] = agency.Office, ["items"] = new JsonArray("عکس") });

    private static JsonObject Inquiry(Told told, string step, string id, double hours, bool electronic = true, bool by = false) => Told.With(
        told.Other($"inquiry-{step}", Day.AddHours(hours), OfInquiry(id, electronic)),
        electronic ? by ? new() { ["responsible"] = Told.Responsible() } : [] : new() { ["notElectronicReason"] = "نبود سامانه" });

    private static JsonObject OfInquiry(string id, bool electronic) =>
        new() { ["inquiry"] = id, ["toAgency"] = "1002", ["title"] = "استعلام ثبت", ["electronic"] = electronic };

    private static JsonObject Survey(Told told, double days, int overall, string instrument) => told.Other("surveyed", Day.AddDays(days), new()
    {
        ["scores"] = new JsonObject { ["information"] = 1, ["behaviour"] = 5, ["timeKept"] = 1, ["overall"] = overall }, ["instrument"] = instrument,
    });
}
