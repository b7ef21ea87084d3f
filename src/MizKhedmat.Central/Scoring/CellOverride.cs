using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Scoring;

/// <summary>
/// What a person decided of cells (SCORING.md 8, 17): the centre's own admitted fault takes them out of the weighing, an adjudicated
/// finding of integrity makes them score zero. Nobody writes a score. Never rewritten but for its lifting.
/// </summary>
public sealed class CellOverride
{
    public int Id { get; init; }

    /// <summary><see cref="CellStatus.CentralOutage"/> or <see cref="CellStatus.Quarantined"/>.</summary>
    public required CellStatus Status { get; init; }

    /// <summary>Null: every agency, as when the centre was out for all; never so for a finding.</summary>
    public AgencyCode? Agency { get; init; }

    /// <summary>Null: the agency as a whole with all its parts; else only its part there.</summary>
    public ProvinceCode? Province { get; init; }

    /// <summary>Code of the methodology; null: every indicator.</summary>
    public string? Indicator { get; init; }

    /// <summary>Key of the period: <c>1405-Q3</c>.</summary>
    public required string Period { get; init; }

    /// <summary>Number of the incident or of the finding.</summary>
    public required string Reference { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }

    /// <summary>When it was lifted; null while it holds. What was read before keeps it.</summary>
    public DateTime? LiftedAt { get; set; }

    public string? LiftedBy { get; set; }

    public bool Holds(DateTime at) => At <= at && (LiftedAt is not { } lifted || at < lifted);

    /// <summary>Whether it is about this cell. A province of an agency has what the whole has; the whole not what a province has.</summary>
    public bool Concerns(CellUnit unit, string indicator) =>
        (Agency is not { } agency || unit.Agency == agency)
        && (Province is not { } province || (unit.Province == province && (unit.Office is not null || unit.Code.Contains('/', StringComparison.Ordinal))))
        && (Indicator is not { } only || only == indicator);

    internal sealed class Mapping : IEntityTypeConfiguration<CellOverride>
    {
        public void Configure(EntityTypeBuilder<CellOverride> cell)
        {
            cell.ToTable("CellOverride", "scoring");
            cell.HasIndex(c => c.Period);
            cell.Property(c => c.Indicator).HasMaxLength(20);
            cell.Property(c => c.Period).HasMaxLength(20);
            cell.Property(c => c.Reference).HasMaxLength(60);
            cell.Property(c => c.Reason).HasMaxLength(1000);
            cell.Property(c => c.By).HasMaxLength(120);
            cell.Property(c => c.LiftedBy).HasMaxLength(120);
        }
    }
}
