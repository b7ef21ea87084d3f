using MizKhedmat.Central.Editions;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>The Organization's desk of editions: calendar, what is published, what waits, what comes next (SCORING.md 13).</summary>
public sealed partial class EditionsPage(EditionDesk desk) : NationalScreen
{
    private IReadOnlyList<PeriodLine> lines = [];

    protected override async Task<bool> ReadAsync()
    {
        lines = await desk.ReadAsync(Caller.Scope, Http.User, Ct);
        return true;
    }
}
