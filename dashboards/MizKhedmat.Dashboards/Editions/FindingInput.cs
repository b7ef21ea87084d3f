using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>An outage or a finding as it was typed.</summary>
public sealed record FindingInput(string Status, string Period, string Agency, string Province, string Indicator, string Reference, string Reason)
{
    public static FindingInput Of(IFormCollection form)
    {
        string One(string name) => form[name].ToString().Trim();
        return new(One("status"), One("period"), One("agency"), One("province"), One("indicator"), One("reference"), One("reason"));
    }

    /// <summary>For the act; an unknown choice becomes one that it refuses.</summary>
    public OverrideCells.Body Body() => new(
        Status switch { "outage" => CellStatus.CentralOutage, "finding" => CellStatus.Quarantined, _ => CellStatus.Value },
        AgencyCode.TryParse(Agency, null, out var agency) ? agency : null, ProvinceCode.TryParse(Province, null, out var province) ? province : null,
        Indicator.Length > 0 ? Indicator : null, Period, Reference, Reason);

    /// <summary>The input that a refusal is about; null for none.</summary>
    public static string? TargetOf(Refusal refusal) => refusal.Pointer is { } pointer ? "f-" + pointer.TrimStart('/') : null;
}
