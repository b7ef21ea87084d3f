namespace MizKhedmat.Central.Intake;

/// <summary>
/// Members of pushed records that are one of some values (API.md section 4), for descriptions, lists and words; a test
/// compares them with those that the reader knows.
/// </summary>
internal static class RecordChoices
{
    public static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        ["notified"] = ["sms", "portal", "none"],
        ["direction"] = ["to-applicant", "from-applicant"],
        ["channel"] = ["electronic", "in-person", "counter-office"],
        ["answerChannel"] = ["electronic", "in-person", "counter-office"],
        ["deliveryChannel"] = ["electronic", "in-person", "counter-office", "post"],
        ["place"] = ["headquarters", "line"],
        ["kind"] = ["natural", "legal", "foreign"],
        ["outcome"] = ["granted", "refused", "partly"],
        ["instrument"] = ["link", "sms", "desk"],
    };
}
