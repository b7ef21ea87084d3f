using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registration;

/// <summary>Where an uploaded file stands.</summary>
public enum ImportState
{
    /// <summary>Stored, waiting for its turn.</summary>
    Uploaded,

    /// <summary>Its rows are being read and checked.</summary>
    Checking,

    /// <summary>Checked, nothing stored: the person sees errors and decides.</summary>
    Previewed,
    Storing,
    Done,

    /// <summary>Refused as a whole; <see cref="ImportJob.Fault"/> says why.</summary>
    Failed,
    Discarded,
    Undone,
}

/// <summary>What happens with a file that has bad rows.</summary>
public enum ImportMode
{
    /// <summary>Nothing is stored before a person says so (web) or at all (validateOnly).</summary>
    Preview,

    /// <summary>Good rows are stored.</summary>
    GoodRows,

    /// <summary>All rows or none.</summary>
    AllOrNothing,
}

/// <summary>An uploaded file of records (FEATURES.md rows 12, 13): its progress and its end. The same file again finds this one.</summary>
public sealed class ImportJob
{
    /// <summary>ULID; part of the address that the answer's Location names.</summary>
    public required string Id { get; init; }

    /// <summary>0 = the Organization.</summary>
    public required int AgencyId { get; init; }

    /// <summary>A name of <see cref="Registry.RegisterKinds"/>, <c>places</c> or <c>counties</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>As the sender called it; shown, never used as a path.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256, hexadecimal; the stored file's name too.</summary>
    public required string FileHash { get; init; }

    public required long Bytes { get; init; }

    public required ImportState State { get; set; }

    public required ImportMode Mode { get; set; }

    public required DateTime At { get; init; }

    public required string Actor { get; init; }

    public DateTime? EndedAt { get; set; }

    public int Rows { get; set; }

    /// <summary>Rows worked on in the present step.</summary>
    public int Progress { get; set; }

    public int Created { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public int Rejected { get; set; }

    public int Warned { get; set; }

    /// <summary>Refusal code of a file refused as a whole.</summary>
    public string? Fault { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ImportJob>
    {
        public void Configure(EntityTypeBuilder<ImportJob> job)
        {
            job.ToTable("ImportJob", "registration");
            job.Property(j => j.Id).HasMaxLength(26);
            job.HasIndex(j => new { j.AgencyId, j.At });
            job.HasIndex(j => new { j.AgencyId, j.Kind, j.FileHash });
            job.HasIndex(j => j.State);
            job.Property(j => j.Kind).HasMaxLength(30);
            job.Property(j => j.FileName).HasMaxLength(200);
            job.Property(j => j.FileHash).HasMaxLength(64).IsUnicode(false);
            job.Property(j => j.Actor).HasMaxLength(120);
            job.Property(j => j.Fault).HasMaxLength(60);
        }
    }
}

/// <summary>One row of an uploaded file that was not plainly stored, with what is wrong.</summary>
public sealed class ImportRow
{
    public required string ImportId { get; init; }

    /// <summary>The row number that a spreadsheet shows.</summary>
    public required int Number { get; init; }

    public string? Code { get; set; }

    /// <summary>created, changed, unchanged, rejected, warned.</summary>
    public required string Fate { get; set; }

    /// <summary>JSON list of {code, clause, field} of the refusals.</summary>
    public string? Reasons { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ImportRow>
    {
        public void Configure(EntityTypeBuilder<ImportRow> row)
        {
            row.ToTable("ImportRow", "registration");
            row.HasKey(r => new { r.ImportId, r.Number });
            row.HasOne<ImportJob>().WithMany().HasForeignKey(r => r.ImportId).OnDelete(DeleteBehavior.Cascade);
            row.Property(r => r.ImportId).HasMaxLength(26);
            row.Property(r => r.Code).HasMaxLength(64);
            row.Property(r => r.Fate).HasMaxLength(12);
        }
    }
}
