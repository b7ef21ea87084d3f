using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>How one indicator's cell comes out of the facts of a unit.</summary>
/// <param name="Code">Its code in the methodology, from which label, clauses, estimator and order come.</param>
/// <param name="Of">Null while nobody tells its facts.</param>
/// <param name="Waiting">Why: key of <see cref="CellWords"/>.</param>
internal sealed record CellFormula(string Code, Func<CellInput, CellIndicator, Cell>? Of, string Waiting = CellWords.NoRoom);

/// <summary>
/// The indicators of the methodology as formulas over counters, register, pushes and duties. What exists at headquarters only
/// (P2.K01, P2.K10, P6.1, P6.4) is read from the agency as a whole, so every part of it inherits the same cell (SCORING.md 12).
/// </summary>
internal static class CellFormulas
{
    /// <summary>Of an agency, its part in a province, or an office.</summary>
    public static readonly IReadOnlyDictionary<string, CellFormula> OfUnit = ByCode(
    [
        new("P1.1", (i, it) => i.Listed(it, i.Register, c => (c.ElectronicVerified, c.ElectronicDeclared, c.Applicable - c.CounterOnly))),
        new("P1.2", (i, it) => i.Listed(it, i.Register, c => (c.DeskVerified, c.DeskDeclared, c.Applicable))),
        new("P1.3", (i, it) => i.Rate(it, f => (f.OnDeskElectronic, f.OnDesk))),
        new("P1.4", DeskDays),
        new("P2.K01", (i, it) => i.Listed(it, i.Agency.Register, c => (c.WindowVerified, c.WindowDeclared, c.Applicable))),
        new("P2.K02", (i, it) => i.Listed(it, i.Register, c => (c.UploadVerified, c.UploadDeclared, c.Electronic))),
        new("P2.K03", (i, it) => i.Rate(it, f => (f.Electronic.ReceiptInTime, f.Electronic.Accepted))),
        new("P2.K04", (i, it) => i.Rate(it, f => (f.All.OnReceipt, f.All.Accepted))),
        new("P2.K05", (i, it) => i.Rate(it, f => (f.All.LongTracked, f.All.LongAnswered))),
        new("P2.K06", (i, it) => i.Rate(it, f => (f.Electronic.AnsweredOnline, f.Electronic.Answered))),
        new("P2.K07", (i, it) => i.Rate(it, f => (f.All.ChangesTold, f.All.Changes))),
        new("P2.K08", (i, it) => i.Listed(it, i.Register, c => (c.SheetItems, 0, 8 * c.Applicable))),
        new("P2.K09", null, CellWords.NoInvitations),
        new("P2.K10", (i, it) => i.Listed(it, i.Agency.Register, c => (5 * c.ReportsVerified, 5 * c.ReportsDeclared, 5))),
        new("P3.1", (i, it) => i.Rate(it, f => (f.All.OnTimeSoFar, f.All.DueSoFar))),
        new("P3.2", (i, it) => i.Sample(it, 3, f => (f.All.PromiseStated, f.All.PromiseMilli / 1e3, f.All.PromiseSquares / 1e6))),
        new("P3.3", TimeToStandard),
        new("P3.4", (i, _) => i.Now.All.OpenAccepted > 0 ? Cell.Ratio(i.Now.All.Overdue, i.Now.All.OpenAccepted) : i.None),
        new("P3.5", (i, it) => i.Rate(it, f => (f.All.LateDefect, f.All.Accepted))),
        new("P4.1", null),
        new("P4.2", null),
        new("P4.3", null),
        new("P4.4", (i, it) => i.Rate(it, f => (f.All.InquiriesOnline, f.All.Inquiries))),
        new("P5.1", (i, it) => i.Sample(it, 4, f => (f.All.Responses, f.All.Points, f.All.PointSquares))),
        new("P5.2", null, CellWords.NoInvitations),
        new("P5.3", null),
        new("P5.4", null),
        new("P5.5", null),
        new("P6.1", (i, _) => i.Agency.Duties is { } mean ? Cell.Mean(mean) : Cell.NotObserved),
        new("P6.2", null),
        new("P6.3", null),
        new("P6.4", (i, _) => i.Agency.Quality is { } share ? Cell.Mean(share) : i.Agency.IsSilent ? Cell.Missing : Cell.NotObserved),
    ]);

    /// <summary>The governor's four parts of a province.</summary>
    public static readonly IReadOnlyDictionary<string, CellFormula> OfProvince = ByCode(
    [
        new("G.1", null),
        new("G.2", null),
        new("G.3", null),
        new("G.4", (i, _) => Cell.Ratio(i.Register?.DeskedOffices ?? 0, i.Register?.ClientOffices ?? 0)),
    ]);

    /// <summary>The cells of a unit in the order of the methodology; an indicator without a formula here stops with its name.</summary>
    public static Cell[] Of(IReadOnlyList<CellIndicator> indicators, IReadOnlyDictionary<string, CellFormula> formulas, CellInput input) =>
        [.. indicators.Select(it => input.Agency.IsBound ? Find(formulas, it).Of?.Invoke(input, it) ?? Cell.NotObserved : Cell.NotApplicable)];

    public static CellFormula Find(IReadOnlyDictionary<string, CellFormula> formulas, CellIndicator indicator) =>
        formulas.GetValueOrDefault(indicator.Code) ?? throw new InvalidOperationException($"The methodology has an indicator {indicator.Code} that nobody computes.");

    /// <summary>Not applicable without an in-person desk; an agency that has one and tells none of its days has not delivered.</summary>
    private static Cell DeskDays(CellInput i, CellIndicator it)
    {
        var cell = i.Rate(it, f => (f.FullDeskDays, f.DeskDays));
        return cell.Status == CellStatus.Value ? cell
            : !i.Agency.HasRegister || i.Register is { InPersonDesks: > 0 } ? Cell.Missing : Cell.NotApplicable;
    }

    /// <summary>
    /// Where most requests are still open there is no median, only that it is longer than the longest time seen: that is told once it
    /// scores nothing anyway, so that leaving requests open is no way out.
    /// </summary>
    private static Cell TimeToStandard(CellInput i, CellIndicator it) =>
        KaplanMeier.Median(i.Durations) is var (median, error) ? Cell.Estimate(median, error)
        : KaplanMeier.Longest(i.Durations) is { } longest && longest >= it.Worst ? Cell.Estimate(longest, 0)
        : i.None;

    private static Dictionary<string, CellFormula> ByCode(IEnumerable<CellFormula> formulas) => formulas.ToDictionary(f => f.Code, StringComparer.Ordinal);
}
