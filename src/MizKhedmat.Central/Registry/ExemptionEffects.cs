namespace MizKhedmat.Central.Registry;

/// <summary>
/// What the accepted exemptions of an agency come to on a day (DOMAIN.md section 4). One whose validity or acceptance has
/// ended has no effect; ST-TIME has none on desks at all.
/// </summary>
public sealed class ExemptionEffects
{
    /// <summary>For questions about exemptions whose acceptance has no last day.</summary>
    public static readonly IReadOnlyDictionary<string, DateOnly?> NoLimits = new Dictionary<string, DateOnly?>();

    private readonly HashSet<string> withoutClients = new(StringComparer.Ordinal);
    private readonly HashSet<string> deemed = new(StringComparer.Ordinal);
    private readonly HashSet<string> outServices = new(StringComparer.Ordinal);
    private readonly HashSet<string> counterServices = new(StringComparer.Ordinal);

    private ExemptionEffects()
    {
    }

    /// <summary>No client or exempt as a whole; null when no exemption says so.</summary>
    public SubjectStatus? Subject { get; private set; }

    /// <summary>A single window of the parent is the electronic desk (faq-1397/Q50).</summary>
    public bool HasWindow { get; private set; }

    /// <summary>Every unit of the agency is a desk itself: a bank, the post (faq-1397/Q13, Q18, Q51).</summary>
    public bool IsAllDeemed { get; private set; }

    /// <summary>Buildings without services to clients (faq-1397/Q3, Q47).</summary>
    public bool IsWithoutClients(string office) => withoutClients.Contains(office);

    /// <summary>Bank branches, post offices and small units are desks themselves (faq-1397/Q11, Q13, Q38, Q51).</summary>
    public bool IsDeemed(string office) => IsAllDeemed || deemed.Contains(office);

    /// <summary>G2G, or steering that no client starts (faq-1397/Q16, Q17, Q62).</summary>
    public bool IsOut(string service) => outServices.Contains(service);

    /// <summary>Given at counter offices only (faq-1397/Q12).</summary>
    public bool IsCounterOnly(string service) => counterServices.Contains(service);

    /// <summary>What an exemption of this code and reach makes of the whole agency; null when it is about less.</summary>
    public static SubjectStatus? WholeAgency(PictureItem exemption) => (exemption.State.Str("exemption"), exemption.State.Str("office"), exemption.State.Str("service")) switch
    {
        ("EX-NOCLIENT", null, null) => SubjectStatus.NoClient,
        ("EX-REGELEC", _, _) => SubjectStatus.Exempt,
        _ => null,
    };

    /// <summary><paramref name="acceptedUntil"/>: last day of the acceptance by code of the exemption, where it has one.</summary>
    public static ExemptionEffects Of(RegisterPicture picture, IReadOnlyDictionary<string, DateOnly?> acceptedUntil, DateOnly day)
    {
        var effects = new ExemptionEffects();
        foreach (var exemption in picture.Of(RegisterKind.Exemption).Where(e => Holds(e, acceptedUntil, day)))
        {
            effects.Add(picture, exemption);
        }

        return effects;
    }

    private static bool Holds(PictureItem exemption, IReadOnlyDictionary<string, DateOnly?> acceptedUntil, DateOnly day) =>
        exemption.Item.Status == RegisterStatus.Accepted && exemption.IsOpen(day)
        && (acceptedUntil.GetValueOrDefault(exemption.Item.Code) is not { } last || day <= last);

    private void Add(RegisterPicture picture, PictureItem exemption)
    {
        var office = exemption.State.Str("office");
        Subject = WholeAgency(exemption) ?? Subject;
        switch (exemption.State.Str("exemption"))
        {
            case "EX-NOCLIENT" when office is not null:
                withoutClients.Add(office);
                break;
            case "DM-BANK" or "DM-POST" when office is null:
                IsAllDeemed = true;
                break;
            case "DM-BANK" or "DM-POST" or "DM-SMALL" when office is not null:
                deemed.Add(office);
                break;
            case "DM-WINDOW":
                HasWindow = true;
                break;
            case "EX-G2G" or "EX-STEER" when ServiceOf(picture, exemption) is { } service:
                outServices.Add(service);
                break;
            case "PT-COUNTER" when ServiceOf(picture, exemption) is { } service:
                counterServices.Add(service);
                break;
        }
    }

    /// <summary>The agency's own code; the record may name the national id.</summary>
    private static string? ServiceOf(RegisterPicture picture, PictureItem exemption) =>
        exemption.State.Str("service") is not { } named ? null
        : picture.Find(RegisterKind.Service, named)?.Item.Code
            ?? picture.Of(RegisterKind.Service).FirstOrDefault(s => s.State.Str("serviceCode") == named)?.Item.Code;
}
