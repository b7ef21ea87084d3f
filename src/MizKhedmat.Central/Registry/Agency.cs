using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Kinds of executive agency (edesk-1397/0, faq-1397/Q25–Q27, Q55).</summary>
public enum AgencyKind
{
    Ministry,
    Institution,
    StateCompany,
    PublicBody,
    RevolutionaryBody,
    Governorate,
    CountyGovernorate,
    Municipality,
    University,
    Bank,
    Post,
    GuildChamber,
    Other,
}

/// <summary>Whether an agency is national or of one province (a provincial directorate is an office, not an agency).</summary>
public enum AgencyLevel
{
    National,
    Provincial,
    County,
}

/// <summary>Whether the directive binds an agency (1538588/P, faq-1397/Q3, Q13, Q19, Q26).</summary>
public enum SubjectStatus
{
    Subject,
    NoClient,
    Exempt,
    Deemed,
}

/// <summary>An executive agency (دستگاه اجرایی): it must run a service desk and is ranked by it (1538588/P, 1538588/4).</summary>
public sealed class Agency
{
    public int Id { get; init; }

    public required AgencyCode Code { get; init; }

    public required string NameFa { get; set; }

    public required string NameEn { get; set; }

    public required AgencyKind Kind { get; set; }

    public required AgencyLevel Level { get; set; }

    /// <summary>Set for provincial and county agencies.</summary>
    public ProvinceCode? Province { get; set; }

    public SubjectStatus Subject { get; set; }

    /// <summary>Whether the row belongs to the fictional demo country.</summary>
    public bool IsDemo { get; set; }

    /// <summary>Unique: names that fold to the same key are one name.</summary>
    public required string SearchKey { get; set; }

    public required string SortKey { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Agency>
    {
        public void Configure(EntityTypeBuilder<Agency> agency)
        {
            agency.ToTable("Agency", "registry");
            agency.HasIndex(a => a.Code).IsUnique();
            agency.HasIndex(a => a.SearchKey).IsUnique();
            agency.Property(a => a.NameFa).HasMaxLength(200);
            agency.Property(a => a.NameEn).HasMaxLength(200);
            agency.Property(a => a.SearchKey).HasMaxLength(200);
            agency.Property(a => a.SortKey).HasMaxLength(900).IsUnicode(false);
        }
    }
}
