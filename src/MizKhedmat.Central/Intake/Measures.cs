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
public abstract class Measures
{
    /// <summary>The Tehran day that the cell belongs to.</summary>
    public DateOnly Day { get; init; }

    // by day of acceptance
    public long Accepted { get; set; }

    /// <summary>Receipt within five minutes of acceptance, or answered at once (edesk-1397/I3).</summary>
    public long ReceiptInTime { get; set; }

    /// <summary>A receipt that carries the tracking code (386059/4-6a).</summary>
    public long OnReceipt { get; set; }

    /// <summary>A defect was told after acceptance (1538588/2).</summary>
    public long LateDefect { get; set; }

    /// <summary>Every event names its responsible (386059/4-6c); whole: <see cref="Accepted"/>.</summary>
    public long EventsComplete { get; set; }

    // by day of the final answer
    public long Answered { get; set; }

    /// <summary>Calendar minutes from acceptance to the answer, summed.</summary>
    public long AnswerMinutes { get; set; }

    /// <summary>Working minutes from acceptance to the answer, summed.</summary>
    public long AnswerWorkMinutes { get; set; }

    /// <summary>Visits of answered requests that state them, summed.</summary>
    public long Visits { get; set; }

    public long VisitsStated { get; set; }

    /// <summary>Delivered where it was requested (386059/4-7).</summary>
    public long SamePlace { get; set; }

    public long DeliveryPlaceStated { get; set; }

    /// <summary>Answered between the optimistic and the pessimistic time of the receipt (faq-1397/Q60).</summary>
    public long InRange { get; set; }

    public long RangeStated { get; set; }

    /// <summary>Width of the stated ranges in calendar minutes, summed.</summary>
    public long RangeMinutes { get; set; }

    // by due day (the day of the promise)
    public long Due { get; set; }

    /// <summary>Answered no later than the promise (1538588/3).</summary>
    public long OnTime { get; set; }

    /// <summary>Answered at all, cancelled or closed: no longer open.</summary>
    public long Settled { get; set; }

    public void Add(Measures other, int sign)
    {
        Accepted += sign * other.Accepted;
        ReceiptInTime += sign * other.ReceiptInTime;
        OnReceipt += sign * other.OnReceipt;
        LateDefect += sign * other.LateDefect;
        EventsComplete += sign * other.EventsComplete;
        Answered += sign * other.Answered;
        AnswerMinutes += sign * other.AnswerMinutes;
        AnswerWorkMinutes += sign * other.AnswerWorkMinutes;
        Visits += sign * other.Visits;
        VisitsStated += sign * other.VisitsStated;
        SamePlace += sign * other.SamePlace;
        DeliveryPlaceStated += sign * other.DeliveryPlaceStated;
        InRange += sign * other.InRange;
        RangeStated += sign * other.RangeStated;
        RangeMinutes += sign * other.RangeMinutes;
        Due += sign * other.Due;
        OnTime += sign * other.OnTime;
        Settled += sign * other.Settled;
    }

    public bool IsZero =>
        (Accepted | ReceiptInTime | OnReceipt | LateDefect | EventsComplete | Answered | AnswerMinutes | AnswerWorkMinutes
            | Visits | VisitsStated | SamePlace | DeliveryPlaceStated | InRange | RangeStated | RangeMinutes
            | Due | OnTime | Settled) == 0;
}
