using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>A person who signs in: one role and one scope (API.md section 8).</summary>
public sealed class Official : IdentityUser<int>
{
    /// <summary>One of <see cref="Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>How far the person may see: <c>national</c>, <c>province:23</c>, <c>agency:1234</c> …</summary>
    public required string ScopeText { get; set; }

    public bool IsDisabled { get; set; }

    public Scope Scope => Scope.Parse(ScopeText, null);

    internal sealed class Mapping : IEntityTypeConfiguration<Official>
    {
        public void Configure(EntityTypeBuilder<Official> official)
        {
            official.ToTable("Official", "access");
            official.HasIndex(o => o.NormalizedUserName).IsUnique();
            official.Ignore(o => o.Scope);
            official.Property(o => o.UserName).HasMaxLength(120);
            official.Property(o => o.NormalizedUserName).HasMaxLength(120);
            official.Property(o => o.Email).HasMaxLength(120);
            official.Property(o => o.NormalizedEmail).HasMaxLength(120);
            official.Property(o => o.Role).HasMaxLength(40);
            official.Property(o => o.ScopeText).HasMaxLength(60);
            official.Property(o => o.ConcurrencyStamp).IsConcurrencyToken();
        }
    }
}

/// <summary>The eleven roles of API.md section 8.</summary>
public static class Roles
{
    public const string Admin = "admin";
    public const string NationalOfficer = "national-officer";
    public const string CouncilReader = "council-reader";
    public const string Auditor = "auditor";
    public const string Governor = "governor";
    public const string CountyGovernor = "county-governor";
    public const string PlanningOfficer = "planning-officer";
    public const string Inspector = "inspector";
    public const string AgencyHead = "agency-head";
    public const string AgencyRepresentative = "agency-representative";
    public const string AgencyEditor = "agency-editor";

    public static readonly IReadOnlyList<string> All =
    [
        Admin, NationalOfficer, CouncilReader, Auditor, Governor, CountyGovernor, PlanningOfficer, Inspector, AgencyHead, AgencyRepresentative,
        AgencyEditor,
    ];
}
