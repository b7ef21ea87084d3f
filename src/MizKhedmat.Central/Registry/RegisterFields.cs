namespace MizKhedmat.Central.Registry;

/// <summary>
/// The members of each kind of record (API.md section 5, DOMAIN.md section 3). Validity: <c>validFrom</c> is the first day,
/// <c>validTo</c> the first day no longer; a closed record that is put again with a later <c>validFrom</c> reopens.
/// </summary>
public static class RegisterFields
{
    /// <summary>The 20 items of the in-person checklist (indicators.json).</summary>
    private static readonly string[] Checklist = [.. Enumerable.Range(1, 20).Select(i => $"H{i:00}")];

    /// <summary>The ten indicators of an electronic desk (edesk-1397/I1–I10).</summary>
    private static readonly string[] Indicators = [.. Enumerable.Range(1, 10).Select(i => $"E{i:00}")];

    private static readonly RegisterField[] Validity =
    [
        new("validFrom", FieldShape.Day), new("validTo", FieldShape.Day), new("mergedInto", FieldShape.Code, Length: 40),
    ];

    private static readonly Dictionary<RegisterKind, RegisterField[]> Known = new()
    {
        [RegisterKind.Agency] =
        [
            new("title", FieldShape.Line, true), new("titleEn", FieldShape.Line, true),
            new("type", FieldShape.Choice, true, Choices: ["ministry", "institution", "state-company", "public-body", "revolutionary-body", "governorate", "county-governorate", "municipality", "university", "bank", "post", "guild-chamber", "other"], Clause: "edesk-1397/0"),
            new("level", FieldShape.Choice, true, Choices: ["national", "provincial", "county"]),
            new("branch", FieldShape.Choice, Choices: ["executive", "outside-executive"], Clause: "faq-1397/Q27"),
            new("province", FieldShape.Province), new("county", FieldShape.County),
            new("parent", FieldShape.Reference, RefersTo: RegisterKind.Agency),
            new("legalId", FieldShape.LegalId),
            new("subject", FieldShape.Choice, Choices: ["subject", "no-client", "exempt", "deemed"], Clause: "1538588/P"),
            new("subjectBasis", FieldShape.Line),
            new("head", FieldShape.Line, Clause: "1538588/5"), new("headPost", FieldShape.Line, Clause: "1538588/5"),
            new("homePage", FieldShape.Url, Length: 400, Clause: "faq-1397/Q64"),
            new("workingGroup", FieldShape.Lines, Length: 30, Clause: "faq-1397/Q1"),
            .. Validity,
        ],
        [RegisterKind.Office] =
        [
            new("title", FieldShape.Line, true), new("titleEn", FieldShape.Line),
            new("province", FieldShape.Province, true), new("county", FieldShape.County, true),
            new("level", FieldShape.Choice, true, Choices: ["headquarters", "line"]),
            new("parent", FieldShape.Reference, RefersTo: RegisterKind.Office),
            new("staff", FieldShape.Whole), new("smallUnit", FieldShape.Truth, Clause: "faq-1397/Q38"),
            new("hasClients", FieldShape.Truth, Clause: "faq-1397/Q47"),
            new("building", FieldShape.Line), new("address", FieldShape.Line, Length: 400),
            .. Validity,
        ],
        [RegisterKind.Service] =
        [
            new("serviceCode", FieldShape.Code, Length: 20, Clause: "386059/1-c") { MayBeNull = true },
            new("title", FieldShape.Line, true, 300), new("titleEn", FieldShape.Line, Length: 300),
            new("cofog", FieldShape.Cofog, Clause: "386059/1-c"),
            new("audience", FieldShape.Choice, true, Choices: ["citizen", "business", "government"], Clause: "386059/4-3"),
            new("nature", FieldShape.Choice, Choices: ["sovereign", "commercial"]),
            new("serviceLevel", FieldShape.Choice, Choices: ["national", "regional", "provincial", "urban", "rural"]),
            new("trigger", FieldShape.Choice, Choices: ["client", "date", "event", "agency"], Clause: "faq-1397/Q17"),
            new("standardMinutes", FieldShape.Whole, Clause: "386059/4-n5") { MayBeNull = true },
            new("baselineMinutes", FieldShape.Whole, Clause: "386059/4-2") { MayBeNull = true },
            new("places", FieldShape.Rows, Length: 5000, Clause: "1538588/1", Fields:
            [
                new("office", FieldShape.Code, true, 40), new("place", FieldShape.Choice, true, Choices: ["electronic", "in-person", "counter-office", "outside"]),
                new("reason", FieldShape.Line, Length: 500, Clause: "faq-1397/Q15"),
                new("reasonCode", FieldShape.Choice, Choices: ["law", "nature", "not-yet", "steering", "security", "other"], Clause: "1538588/1b-0"),
            ]),
            new("declared", FieldShape.Flags, Choices: Indicators, Clause: "edesk-1397/I1"),
            new("subServices", FieldShape.Rows, Length: 200, Fields: [new("title", FieldShape.Line, true, 300), new("code", FieldShape.Code, Length: 20)]),
            .. Validity,
        ],
        [RegisterKind.Desk] =
        [
            new("office", FieldShape.Reference, true, RefersTo: RegisterKind.Office),
            new("kind", FieldShape.Choice, true, Choices: ["electronic", "in-person", "assisted", "deemed"], Clause: "1538588/1"),
            new("title", FieldShape.Line), new("state", FieldShape.Choice, Choices: ["planned", "declared", "suspended"]),
            new("url", FieldShape.Url, Length: 400, Clause: "faq-1397/Q64"),
            new("building", FieldShape.Line), new("floor", FieldShape.Line, Length: 40, Clause: "faq-1397/Q2"), new("address", FieldShape.Line, Length: 400),
            new("hours", FieldShape.Rows, Length: 20, Clause: "1538588/1b-2", Fields: [new("days", FieldShape.Line, true, 100), new("from", FieldShape.Line, Length: 10), new("to", FieldShape.Line, Length: 10)]),
            new("checklist", FieldShape.Flags, Choices: Checklist, Clause: "1538588/1b-1"),
            new("declared", FieldShape.Flags, Choices: Indicators, Clause: "edesk-1397/I1"),
            new("verifiedChecklist", FieldShape.Flags, Choices: Checklist, Clause: "1538588/1b-1") { Verifies = "checklist" },
            new("verified", FieldShape.Flags, Choices: Indicators, Clause: "edesk-1397/I1") { Verifies = "declared" },
            new("services", FieldShape.References, Length: 2000, RefersTo: RegisterKind.Service),
            .. Validity,
        ],
        [RegisterKind.InformationSheet] =
        [
            new("service", FieldShape.Reference, true, RefersTo: RegisterKind.Service),
            new("steps", FieldShape.Lines, Length: 100, Clause: "1538588/1a-1"), new("documents", FieldShape.Lines, Length: 100, Clause: "1538588/1a-1"),
            new("laws", FieldShape.Lines, Length: 100, Clause: "1538588/1a-1"),
            new("questions", FieldShape.Rows, Length: 100, Clause: "1538588/1a-1", Fields: [new("question", FieldShape.Prose, true, 1000), new("answer", FieldShape.Prose, Length: 2000)]),
            new("durationText", FieldShape.Line, Length: 300, Clause: "1538588/1a-1"), new("fee", FieldShape.Line, Length: 300, Clause: "1538588/1a-1"),
            new("complaintRoute", FieldShape.Prose, Length: 1000, Clause: "1538588/1a-1"), new("responsible", FieldShape.Line, Length: 300, Clause: "1538588/1a-1"),
            new("inquiries", FieldShape.Rows, Length: 100, Clause: "faq-1397/Q29", Fields: [new("title", FieldShape.Line, true, 300), new("agency", FieldShape.Line), new("time", FieldShape.Line)]),
            new("presence", FieldShape.Rows, Length: 50, Clause: "edesk-1397/P3", Fields: [new("time", FieldShape.Line, true), new("reason", FieldShape.Line, Length: 500), new("documents", FieldShape.Line, Length: 500)]),
            new("reviewOn", FieldShape.Day, Clause: "7193/5"),
        ],
        [RegisterKind.DeskOperator] =
        [
            new("desk", FieldShape.Reference, true, RefersTo: RegisterKind.Desk), new("name", FieldShape.Line, true),
            new("nationalId", FieldShape.NationalId, true), new("since", FieldShape.Day, true), new("until", FieldShape.Day),
            new("duties", FieldShape.Lines, Length: 20, Clause: "1538588/1b-3"),
            new("trainings", FieldShape.Rows, Length: 100, Clause: "1538588/C-2", Fields:
            [
                new("course", FieldShape.Line, true, 300), new("on", FieldShape.Day, true), new("hours", FieldShape.Whole) { Most = 2000 },
            ]),
            new("hardshipPoints", FieldShape.Whole, Clause: "1538588/1b-n") { Most = 10_000, MayBeNull = true },
            new("incentive", FieldShape.Line, Length: 500, Clause: "faq-1397/Q44"),
        ],
        [RegisterKind.CounterOffice] =
        [
            new("title", FieldShape.Line, true), new("province", FieldShape.Province, true), new("county", FieldShape.County, true),
            new("contractor", FieldShape.Line, true, Clause: "faq-1397/Q46"), new("address", FieldShape.Line, Length: 400),
            new("services", FieldShape.References, Length: 2000, RefersTo: RegisterKind.Service),
            .. Validity,
        ],
        [RegisterKind.Representative] =
        [
            new("name", FieldShape.Line, true), new("nationalId", FieldShape.NationalId, true), new("post", FieldShape.Line, true),
            new("mobile", FieldShape.Mobile, true), new("letterNumber", FieldShape.Line, true, 60, Clause: "1538588/5-n"),
            new("letterOn", FieldShape.Day, true, Clause: "1538588/5-n"),
        ],
        [RegisterKind.Exemption] =
        [
            new("exemption", FieldShape.Choice, true, Choices:
            [
                "EX-NOCLIENT", "EX-G2G", "EX-STEER", "EX-REGELEC", "DM-BANK", "DM-POST", "DM-SMALL", "DM-WINDOW", "PT-COUNTER", "ST-TIME",
                "support-agency", "taazirat", "high-volume", "smooth-service", "investment", "contractor", "university", "outside-executive", "guild-chamber", "veterinary", "slow-service",
            ]),
            new("office", FieldShape.Reference, RefersTo: RegisterKind.Office), new("service", FieldShape.Reference, RefersTo: RegisterKind.Service),
            new("reason", FieldShape.Prose, true, 1000), new("letterNumber", FieldShape.Line, true, 60), new("letterOn", FieldShape.Day, true),
            .. Validity,
        ],
        [RegisterKind.TrainingCourse] =
        [
            new("title", FieldShape.Line, true), new("provider", FieldShape.Line, Clause: "386059/3-2"), new("hours", FieldShape.Whole, true) { Least = 1, Most = 2000 },
            new("validMonths", FieldShape.Whole) { Least = 1, Most = 240 }, .. Validity,
        ],
    };

    /// <summary>Members of a kind, in the order in which they are shown and stored.</summary>
    public static IReadOnlyList<RegisterField> Of(RegisterKind kind) => Known[kind];

    /// <summary>Those that the owner itself states; the others are decided about it.</summary>
    public static IEnumerable<RegisterField> Stated(RegisterKind kind) => Of(kind).Where(f => f.Verifies is null);

    /// <summary>The member that says what was found of this one's items; null where nobody verifies them.</summary>
    public static RegisterField? Verdict(RegisterKind kind, RegisterField field) => Array.Find(Known[kind], f => f.Verifies == field.Name);

    public static RegisterField? Find(RegisterKind kind, string name) => Array.Find(Known[kind], f => f.Name == name);

    /// <summary>Whether the kind has validity spells (opened, closed, reopened, merged).</summary>
    public static bool HasSpells(RegisterKind kind) => Find(kind, "validFrom") is not null;
}
