using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>What the citizen was promised first counts: a correction cannot turn a late answer into a timely one.</summary>
public sealed class FirstReceiptTests
{
    private static readonly DateTime At = new(2026, 10, 3, 6, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(9)]
    [InlineData(1)]
    [Clause("386059/4-6b")]
    public void A_correction_of_the_acceptance_keeps_the_promise_of_the_first_receipt(int correctedDays)
    {
        var request = Folded(Accepted("A", At, 4), Accepted("B", At.AddMinutes(5), correctedDays, supersedes: "A"), Answered(At.AddDays(6)));
        Assert.Equal(At.AddDays(4), request.PromisedUntil);
        Assert.Equal(At.AddMinutes(5), request.AcceptedAt);
        Assert.True(request.AnsweredAt > request.PromisedUntil);
    }

    [Fact]
    public void The_order_of_arrival_of_first_receipt_and_corrections_does_not_matter()
    {
        StoredEvent[] events = [Accepted("A", At, 4), Accepted("B", At, 8, "A"), Accepted("C", At.AddMinutes(1), 12, "B")];
        Assert.Equal(Folded(events).PromisedUntil, Folded([.. events.Reverse()]).PromisedUntil);
        Assert.Equal(At.AddDays(4), Folded(events).PromisedUntil);
    }

    [Fact]
    public void A_promise_before_the_corrected_acceptance_was_a_slip_and_is_passed_over()
    {
        var request = Folded(Accepted("A", At.AddYears(-1), 4), Accepted("B", At, 3, supersedes: "A"));
        Assert.Equal(At.AddDays(3), request.PromisedUntil);
    }

    private static ServiceRequest Folded(params StoredEvent[] events)
    {
        var request = new ServiceRequest { Id = 1, AgencyId = 1, TrackingCode = "T", TrackingKey = "t" };
        RequestFold.Apply(request, events, WorkCalendar.WithoutHolidays);
        return request;
    }

    private static StoredEvent Accepted(string id, DateTime at, int promisedDays, string? supersedes = null) => Event(
        id, EventType.Accepted, at, new() { OfficeId = 1, Province = "23", Channel = Channel.InPerson, Place = Place.Line, PromisedUntil = at.AddDays(promisedDays) }, supersedes);

    private static StoredEvent Answered(DateTime at) => Event("Z", EventType.Answered, at, new() { Outcome = Outcome.Granted }, null);

    private static StoredEvent Event(string id, EventType type, DateTime at, EventDetails details, string? supersedes) =>
        new(new() { RequestId = 1, EventId = id, Type = type, At = at, PushId = 1, Supersedes = supersedes, ContentHash = [] }, details);
}
