using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>Everything of a request that counters are made of: where two of them are equal, no counter moves.</summary>
internal readonly record struct CountedFacts
{
    public required int AgencyId { get; init; }

    public required int? OfficeId { get; init; }

    public required ProvinceCode? Province { get; init; }

    public required int ServiceId { get; init; }

    public required int DeskId { get; init; }

    public required Channel? Channel { get; init; }

    public required Place? Place { get; init; }

    public required DateTime? AcceptedAt { get; init; }

    public required DateTime? PromisedFrom { get; init; }

    public required DateTime? PromisedUntil { get; init; }

    public required DateTime? ReceiptIssuedAt { get; init; }

    public required bool OnReceipt { get; init; }

    public required int? Visits { get; init; }

    public required bool LateDefect { get; init; }

    public required bool EventsComplete { get; init; }

    public required DateTime? AnsweredAt { get; init; }

    public required int AnswerWorkMinutes { get; init; }

    public required bool? SamePlace { get; init; }

    public required bool IsSettled { get; init; }

    public required bool WithdrawnInTime { get; init; }

    // What the index counts with the answer is nothing before it: a step on the way then moves no cell.
    public required Channel? AnswerChannel { get; init; }

    public required RequestFacts Facts { get; init; }

    public required short Inquiries { get; init; }

    public required short InquiriesOnline { get; init; }

    public required short Points { get; init; }

    public required int? StandardMinutes { get; init; }

    public required short? PromiseMilli { get; init; }

    public static CountedFacts Of(ServiceRequest request) => new()
    {
        AgencyId = request.AgencyId,
        OfficeId = request.OfficeId,
        Province = request.Province,
        ServiceId = request.ServiceId ?? 0,
        DeskId = request.DeskId ?? 0,
        Channel = request.Channel,
        Place = request.Place,
        AcceptedAt = request.AcceptedAt,
        PromisedFrom = request.PromisedFrom,
        PromisedUntil = request.PromisedUntil,
        ReceiptIssuedAt = request.ReceiptIssuedAt,
        OnReceipt = request.OnReceipt,
        Visits = request.Visits,
        LateDefect = request.LateDefect,
        EventsComplete = request.EventsComplete,
        AnsweredAt = request.AnsweredAt,
        AnswerWorkMinutes = request.AnswerWorkMinutes ?? 0,
        SamePlace = request.SamePlace,
        IsSettled = request.AnsweredAt is not null || request.SettledAt is not null,
        WithdrawnInTime = request.WithdrawnInTime,
        AnswerChannel = request.AnswerChannel,
        Facts = request.AnsweredAt is null ? RequestFacts.None : request.Facts,
        Inquiries = request.AnsweredAt is null ? (short)0 : request.Inquiries,
        InquiriesOnline = request.AnsweredAt is null ? (short)0 : request.InquiriesOnline,
        Points = request.AnsweredAt is null ? (short)0 : request.Points,
        StandardMinutes = request.StandardMinutes,
        PromiseMilli = request.PromiseMilli,
    };
}
