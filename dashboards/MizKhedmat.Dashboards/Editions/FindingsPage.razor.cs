using System.Globalization;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>Outages of the centre and adjudicated findings, by period: listed, recorded and lifted (SCORING.md 8, 17). Officers of the Organization only act.</summary>
public sealed partial class FindingsPage(OverrideList overrides, OverrideCells act, CellBoard cells, RegistryNames units, ReferenceNames references, OfficialNames people) : NationalScreen
{
    private const string Home = "/national/findings";

    private IReadOnlyList<OverrideLine> lines = [];
    private IReadOnlyList<JalaliPeriod> periods = [];
    private IReadOnlyList<UnitName> agencies = [];
    private IReadOnlyList<CellDefinition> indicators = [];
    private IReadOnlyDictionary<string, string> provinces = new Dictionary<string, string>();
    private IReadOnlyDictionary<int, OfficialName> officials = new Dictionary<int, OfficialName>();
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private FindingInput input = new("", "", "", "", "", "", "");
    private string? asked;

    private string Actor => "official:" + Fa.Latin(SignedIn.IdOf(Http.User) ?? 0);

    protected override async Task<bool> ReadAsync()
    {
        periods = [.. Choices(Today)];
        asked = periods.FirstOrDefault(p => p.Key == Http.Request.Query["period"])?.Key;
        lines = await overrides.ReadAsync(Caller.Scope, asked, Ct);
        agencies = await units.AgenciesAsync(Caller.Scope, null, Ct);
        indicators = [.. (await cells.DefinitionsAsync(Ct)).Where(d => !d.Code.StartsWith('G'))];
        provinces = await PublishedEdition.ProvincesAsync(references, Ct);
        officials = await people.OfAsync(Caller.Scope, [.. lines.SelectMany(l => new[] { l.By, l.LiftedBy ?? "" }).Select(RecordHistory.OfficialOf).OfType<int>().Distinct()], Ct);
        input = HttpMethods.IsPost(Http.Request.Method) ? FindingInput.Of(await Http.Request.ReadFormAsync(Ct)) : input with { Period = asked ?? periods[0].Key };
        return true;
    }

    private async Task AddAsync()
    {
        if (!IsOfficer)
        {
            Nav.NotFound(); // the act asks for no role: this page is its door
            return;
        }

        var (_, refusal) = await act.RunAsync(input.Body(), Actor, Ct);
        faults = refusal is null ? [] : [(FindingInput.TargetOf(refusal), refusal.Code == "override-status-unfit" ? Words.T("finding-choose") : EditionPaint.Refusal(refusal))];
        if (refusal is null)
        {
            Nav.NavigateTo(Link.To(Home, ("period", input.Period), ("done", "added")));
        }
    }

    private async Task LiftAsync()
    {
        if (!IsOfficer || !int.TryParse(Http.Request.Form["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !await act.LiftAsync(id, Actor, Ct))
        {
            Nav.NotFound();
            return;
        }

        Nav.NavigateTo(Link.To(Home, ("done", "lifted")));
    }

    /// <summary>Periods that have editions and into which an outage of these days falls, the running ones first.</summary>
    private static IEnumerable<JalaliPeriod> Choices(DateOnly today)
    {
        var (quarter, year) = (JalaliPeriod.QuarterOf(today), JalaliDate.Of(today).Year);
        for (var i = 0; i < 8; i++, quarter = quarter.Previous())
        {
            yield return quarter;
        }

        foreach (var key in (string[])[$"{Fa.Latin(year)}-H2", $"{Fa.Latin(year)}-H1", $"{Fa.Latin(year - 1)}-H2", $"{Fa.Latin(year - 1)}-H1", Fa.Latin(year), Fa.Latin(year - 1)])
        {
            if (JalaliPeriod.TryParse(key, today, out var period) && period.From <= today)
            {
                yield return period;
            }
        }
    }

    private string Who(string actor) => RecordHistory.ActorName(actor, officials);

    private string PeriodOf(OverrideLine line) => JalaliPeriod.TryParse(line.Period, Today, out var period) ? Periods.Label(period) : line.Period;

    /// <summary>«همهٔ دستگاه‌ها · P3.1»: whose cells, and which.</summary>
    private string Subject(OverrideLine line) => string.Join(" · ", new[]
    {
        line.Agency is null ? Words.T("finding-every-agency") : Words.Named(line.AgencyFa ?? line.Agency.Value.Value, line.AgencyEn ?? ""),
        line.Province is { } province ? EditionPaint.Part(province, provinces) : null,
        line.Indicator is { } code ? indicators.FirstOrDefault(i => i.Code == code) is { } known ? CellPaint.Label(known) : code : Words.T("finding-every-indicator"),
    }.OfType<string>());
}
