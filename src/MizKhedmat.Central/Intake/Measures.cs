using System.Numerics;

namespace MizKhedmat.Central.Intake;

/// <summary>How a request came in (faq-1397/Q12, Q34): the channel of acceptance.</summary>
public enum Channel
{
    Electronic,
    InPerson,
    CounterOffice,
}

/// <summary>Where it is handled: headquarters (ستاد) or line (صف), edesk-1397/I10.</summary>
public enum Place
{
    Headquarters,
    Line,
}

/// <summary>
/// The signed, additive measures of one counter cell. Three groups by the day they belong to: the day of acceptance, of
/// the answer, and of the promise (the due day). A correction adds −old +new, so the order of arrival does not matter.
/// </summary>
/// <typeparam name="T">
/// Of the counts: <c>int</c> in a stored cell, whose day never holds two thousand million requests, <c>long</c> where cells are
/// added up. Sums of minutes and of squares are <c>long</c> everywhere.
/// </typeparam>
public abstract class Measures<T>
    where T : struct, IBinaryInteger<T>
{
    /// <summary>The Tehran day that the cell belongs to.</summary>
    public DateOnly Day { get; init; }

    // by day of acceptance
    public T Accepted { get; set; }

    /// <summary>Receipt within five minutes of acceptance, or answered at once (edesk-1397/I3).</summary>
    public T ReceiptInTime { get; set; }

    /// <summary>A receipt that carries the tracking code (386059/4-6a).</summary>
    public T OnReceipt { get; set; }

    /// <summary>A defect was told after acceptance (1538588/2).</summary>
    public T LateDefect { get; set; }

    /// <summary>Every event names its responsible (386059/4-6c); whole: <see cref="Accepted"/>.</summary>
    public T EventsComplete { get; set; }

    /// <summary>Of <see cref="Accepted"/>, no longer open: the difference is what is open now, by age.</summary>
    public T SettledAccepted { get; set; }

    /// <summary>A first promise and a service with a standard time.</summary>
    public T PromiseStated { get; set; }

    /// <summary>Promised working time over the standard time, at most 3, in thousandths, summed (1538588/3); whole: <see cref="PromiseStated"/>.</summary>
    public long PromiseMilli { get; set; }

    /// <summary>Squares of the same thousandths (so in millionths), summed.</summary>
    public long PromiseSquares { get; set; }

    // by day of the final answer
    public T Answered { get; set; }

    /// <summary>Calendar minutes from acceptance to the answer, summed.</summary>
    public long AnswerMinutes { get; set; }

    /// <summary>Working minutes from acceptance to the answer, summed.</summary>
    public long AnswerWorkMinutes { get; set; }

    /// <summary>Visits of answered requests that state them, summed.</summary>
    public T Visits { get; set; }

    public T VisitsStated { get; set; }

    /// <summary>Delivered where it was requested (386059/4-7).</summary>
    public T SamePlace { get; set; }

    public T DeliveryPlaceStated { get; set; }

    /// <summary>Answered between the optimistic and the pessimistic time of the receipt (faq-1397/Q60).</summary>
    public T InRange { get; set; }

    public T RangeStated { get; set; }

    /// <summary>Answered more than an hour after acceptance (edesk-1397/I5).</summary>
    public T LongAnswered { get; set; }

    /// <summary>Of <see cref="LongAnswered"/>, with two or more tracked steps on the way, each with time and responsible.</summary>
    public T LongTracked { get; set; }

    /// <summary>Of <see cref="Answered"/>, something changed on the way that concerns the applicant: a defect told after acceptance, a step, a referral, a demanded presence, a later promise (edesk-1397/I7).</summary>
    public T Changes { get; set; }

    /// <summary>Of <see cref="Changes"/>, told electronically: by the event's own notice (sms, portal) or a message to the applicant after it (1538588/1a-6).</summary>
    public T ChangesTold { get; set; }

    /// <summary>Inquiries sent to other agencies for answered requests, summed (386059/4-7).</summary>
    public T Inquiries { get; set; }

    /// <summary>Of <see cref="Inquiries"/>, answered electronically (386059/4-8).</summary>
    public T InquiriesOnline { get; set; }

    /// <summary>The answer itself was given electronically (edesk-1397/I6).</summary>
    public T AnsweredOnline { get; set; }

    /// <summary>Of <see cref="Answered"/>, those whose applicant left a mobile (edesk-1397/I9).</summary>
    public T MobileClosed { get; set; }

    /// <summary>Surveys answered by link or sms; one that the desk filled in is shown, never scored (1538588/1a-7).</summary>
    public T Responses { get; set; }

    /// <summary>Overall scores (1–5) of <see cref="Responses"/>, summed.</summary>
    public T Points { get; set; }

    /// <summary>Squares of the same scores, summed.</summary>
    public T PointSquares { get; set; }

    /// <summary>Width of the stated ranges in calendar minutes, summed.</summary>
    public long RangeMinutes { get; set; }

    // by due day (the day of the promise)
    public T Due { get; set; }

    /// <summary>Answered no later than the promise (1538588/3).</summary>
    public T OnTime { get; set; }

    /// <summary>Answered at all, cancelled or closed: no longer open.</summary>
    public T Settled { get; set; }

    public void Add(Measures<T> other, int sign)
    {
        var by = T.CreateChecked(sign);
        Accepted += by * other.Accepted;
        ReceiptInTime += by * other.ReceiptInTime;
        OnReceipt += by * other.OnReceipt;
        LateDefect += by * other.LateDefect;
        EventsComplete += by * other.EventsComplete;
        SettledAccepted += by * other.SettledAccepted;
        Changes += by * other.Changes;
        ChangesTold += by * other.ChangesTold;
        Inquiries += by * other.Inquiries;
        InquiriesOnline += by * other.InquiriesOnline;
        PromiseStated += by * other.PromiseStated;
        Answered += by * other.Answered;
        Visits += by * other.Visits;
        VisitsStated += by * other.VisitsStated;
        SamePlace += by * other.SamePlace;
        DeliveryPlaceStated += by * other.DeliveryPlaceStated;
        InRange += by * other.InRange;
        RangeStated += by * other.RangeStated;
        LongAnswered += by * other.LongAnswered;
        LongTracked += by * other.LongTracked;
        AnsweredOnline += by * other.AnsweredOnline;
        MobileClosed += by * other.MobileClosed;
        Responses += by * other.Responses;
        Points += by * other.Points;
        PointSquares += by * other.PointSquares;
        Due += by * other.Due;
        OnTime += by * other.OnTime;
        Settled += by * other.Settled;
        PromiseMilli += sign * other.PromiseMilli;
        PromiseSquares += sign * other.PromiseSquares;
        AnswerMinutes += sign * other.AnswerMinutes;
        AnswerWorkMinutes += sign * other.AnswerWorkMinutes;
        RangeMinutes += sign * other.RangeMinutes;
    }

    public bool IsZero => IsZeroOfAcceptance && IsZeroOfAnswer && IsZeroOfPromise;

    private bool IsZeroOfAcceptance =>
        (Accepted | ReceiptInTime | OnReceipt | LateDefect | EventsComplete | SettledAccepted | PromiseStated) == T.Zero
            && (PromiseMilli | PromiseSquares) == 0;

    private bool IsZeroOfAnswer =>
        (Answered | Visits | VisitsStated | SamePlace | DeliveryPlaceStated | InRange | RangeStated | LongAnswered | LongTracked
            | Changes | ChangesTold | Inquiries | InquiriesOnline | AnsweredOnline | MobileClosed | Responses | Points | PointSquares) == T.Zero
            && (AnswerMinutes | AnswerWorkMinutes | RangeMinutes) == 0;

    private bool IsZeroOfPromise =>
        (Due | OnTime | Settled) == T.Zero;

    /// <summary>
    /// Which of the three groups hold a number: cells of one kind are written together, so that the columns of the other
    /// groups need not be.
    /// </summary>
    public int Kind() => (IsZeroOfAcceptance ? 0 : 1) | (IsZeroOfAnswer ? 0 : 2) | (IsZeroOfPromise ? 0 : 4);
}

/// <summary>The measures of a stored cell.</summary>
public abstract class Measures : Measures<int>;
