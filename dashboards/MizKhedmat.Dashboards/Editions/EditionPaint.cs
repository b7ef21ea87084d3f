using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>Words, tones and addresses of editions and objections on screens.</summary>
internal static class EditionPaint
{
    public const string Desk = "/national/editions";

    public const string Public = "/editions";

    /// <summary>«ویرایش نهایی تابستان ۱۴۰۵»; a restatement with its number.</summary>
    public static string Title(JalaliPeriod period, EditionKind kind, string id) =>
        Words.T("edition-title-" + Name(kind), Periods.Label(period), Fa.Digits(id.Split("-r")[^1]));

    public static string Title(EditionLine line) => Title(line.Period, line.Kind, line.Id);

    public static string Kind(EditionKind kind) => Words.T("edition-kind-" + Name(kind));

    public static string Name(EditionKind kind) => kind.ToString().ToLowerInvariant();

    public static string Tone(EditionKind kind) => kind == EditionKind.Provisional ? "near" : "ok";

    /// <summary>The twelve digits by which people compare two hashes.</summary>
    public static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    /// <summary>How far a day is away: «۳ روز دیگر», «امروز», «۱۲ روز پیش».</summary>
    public static string Away(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => Words.T("edition-today"),
        > 0 and var ahead => Words.T("edition-days-ahead", Fa.Count(ahead)),
        var past => Words.T("edition-days-past", Fa.Count(-past)),
    };

    /// <summary>First day on which the next edition of a period can be prepared, as far as the calendar says it.</summary>
    public static DateOnly? BeginsOn(PeriodLine line) => line.Next switch
    {
        EditionKind.Provisional => line.Calendar.DataCloses.AddDays(1),
        EditionKind.Final => line.Editions.FirstOrDefault(e => e.Kind == EditionKind.Provisional)?.ObjectionsUntil?.AddDays(1),
        _ => null,
    };

    /// <summary>Day by which the Organization decides the objections to a provisional edition: that of the final one, moved by as many days as this one was late.</summary>
    public static DateOnly? DecideBy(EditionLine? edition) => edition is { ObjectionsUntil: { } until } && EditionCalendar.Of(edition.Period) is { } calendar
        ? calendar.Final.AddDays(until.DayNumber - calendar.ObjectionsUntil.DayNumber) : null;

    /// <summary>Addresses of the ways in which one edition is looked at.</summary>
    public static string Href(string id) => $"{Desk}/{id}";

    public static string RankingHref(string id) => Link.To("/national/ranking", ("edition", id));

    public static string State(ObjectionState state) => Words.T("objection-state-" + Name(state));

    public static string Name(ObjectionState state) => state.ToString().ToLowerInvariant();

    public static string Tone(ObjectionState state) => state switch
    {
        ObjectionState.Open => "near",
        ObjectionState.Accepted => "ok",
        ObjectionState.Rejected => "late",
        _ => "none",
    };

    public static string Remedy(ObjectionRemedy remedy) => Words.T("objection-remedy-" + Name(remedy));

    public static string Name(ObjectionRemedy remedy) => remedy.ToString().ToLowerInvariant();

    /// <summary>The unit of an objection: the whole agency, or its part in a province.</summary>
    public static string Part(ProvinceCode? province, IReadOnlyDictionary<string, string> provinces) =>
        province is { } one ? Words.T("province-of", provinces.GetValueOrDefault(one.Value, one.Value)) : Words.T("objection-whole");

    /// <summary>What a refusal says, with its clause.</summary>
    public static string Refusal(Refusal refusal) => RegisterPaint.Refusal(refusal);

    /// <summary>Role of a signature, never a name.</summary>
    public static string Role(string actor, IReadOnlyDictionary<int, OfficialName> officials) =>
        RecordHistory.OfficialOf(actor) is { } id && officials.GetValueOrDefault(id) is { } person ? Words.T("role-" + person.Role) : Words.T("actor-former");
}
