using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// What the register of an agency came to in an area on a day, as signed difference to the day before: the sum up to day X is
/// the register as it was on X. Counters behind K09–K11, K24, K30 and the cells of the index that the register fills; a change
/// of the register writes them in its transaction. Verified and declared are kept apart: what is only declared counts by the
/// agency's verification coefficient (SCORING.md 5).
/// </summary>
public sealed class PlacementCount
{
    /// <summary>Kind of the line of the journal that tells of changed counts.</summary>
    public const string Counted = "register-counted";

    public required int AgencyId { get; init; }

    /// <summary><c>""</c> the agency as a whole, <c>23</c> its part in a province, <c>2301</c> in a county, <c>23-0007</c> an office.</summary>
    public required string Area { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Open services given in the area.</summary>
    public int Services { get; set; }

    /// <summary>Those that clients start and that are not accepted as not applicable (G2G, steering, accepted outside: out).</summary>
    public int Applicable { get; set; }

    /// <summary>Applicable ones given electronically.</summary>
    public int Electronic { get; set; }

    /// <summary>Applicable ones given at counter offices only: no desk duty for them (faq-1397/Q12).</summary>
    public int CounterOnly { get; set; }

    /// <summary>Half units: 2 for a service on a verified or deemed desk, 1 on one that is only declared.</summary>
    public int CoveredHalves { get; set; }

    /// <summary>Services with an issued national id (faq-1397/Q6).</summary>
    public int Coded { get; set; }

    public int OutsidePending { get; set; }

    public int OutsideAccepted { get; set; }

    public int OutsideRejected { get; set; }

    public int Operators { get; set; }

    /// <summary>Operators with valid training (1538588/C-2).</summary>
    public int Trained { get; set; }

    /// <summary>Open offices with clients.</summary>
    public int ClientOffices { get; set; }

    /// <summary>Those with a verified or deemed desk.</summary>
    public int DeskedOffices { get; set; }

    /// <summary>Applicable services on an electronic desk that was verified or is deemed.</summary>
    public int ElectronicVerified { get; set; }

    /// <summary>… on one that is only declared.</summary>
    public int ElectronicDeclared { get; set; }

    /// <summary>Applicable services on any verified or deemed desk or at an accepted counter office (faq-1397/Q6, Q12).</summary>
    public int DeskVerified { get; set; }

    public int DeskDeclared { get; set; }

    /// <summary>Applicable electronic services in the single window, seen there by an inspector (edesk-1397/I1).</summary>
    public int WindowVerified { get; set; }

    public int WindowDeclared { get; set; }

    /// <summary>Applicable electronic services that take the request and its documents electronically (edesk-1397/I2).</summary>
    public int UploadVerified { get; set; }

    public int UploadDeclared { get; set; }

    /// <summary>Told items of the eight, summed over applicable services (edesk-1397/I8, 1538588/1a-1).</summary>
    public int SheetItems { get; set; }

    /// <summary>1 when an electronic desk of the agency was seen to give the analytic reports (edesk-1397/I10); of the agency as a whole only.</summary>
    public int ReportsVerified { get; set; }

    public int ReportsDeclared { get; set; }

    /// <summary>Open in-person and assisted desks, declared or verified (1538588/1b-2).</summary>
    public int InPersonDesks { get; set; }

    /// <summary>Declared items of desks that were looked at; of the agency as a whole only.</summary>
    public int InspectedItems { get; set; }

    /// <summary>Those that were found as declared.</summary>
    public int AgreedItems { get; set; }

    /// <summary>K09; null when nothing is applicable.</summary>
    public double? ElectronicShare => Applicable == 0 ? null : (double)Electronic / Applicable;

    /// <summary>K10: counter-office-only services are out of it; null when nothing is left.</summary>
    public double? Coverage => Applicable == CounterOnly ? null : CoveredHalves / 2.0 / (Applicable - CounterOnly);

    /// <summary>Adds another count, or takes it away with <paramref name="sign"/> −1.</summary>
    public void Add(PlacementCount other, int sign)
    {
        Services += sign * other.Services;
        Applicable += sign * other.Applicable;
        Electronic += sign * other.Electronic;
        CounterOnly += sign * other.CounterOnly;
        CoveredHalves += sign * other.CoveredHalves;
        Coded += sign * other.Coded;
        OutsidePending += sign * other.OutsidePending;
        OutsideAccepted += sign * other.OutsideAccepted;
        OutsideRejected += sign * other.OutsideRejected;
        Operators += sign * other.Operators;
        Trained += sign * other.Trained;
        ClientOffices += sign * other.ClientOffices;
        DeskedOffices += sign * other.DeskedOffices;
        ElectronicVerified += sign * other.ElectronicVerified;
        ElectronicDeclared += sign * other.ElectronicDeclared;
        DeskVerified += sign * other.DeskVerified;
        DeskDeclared += sign * other.DeskDeclared;
        WindowVerified += sign * other.WindowVerified;
        WindowDeclared += sign * other.WindowDeclared;
        UploadVerified += sign * other.UploadVerified;
        UploadDeclared += sign * other.UploadDeclared;
        SheetItems += sign * other.SheetItems;
        ReportsVerified += sign * other.ReportsVerified;
        ReportsDeclared += sign * other.ReportsDeclared;
        InPersonDesks += sign * other.InPersonDesks;
        InspectedItems += sign * other.InspectedItems;
        AgreedItems += sign * other.AgreedItems;
    }

    public bool IsZero => (Services, Applicable, Electronic, CounterOnly, CoveredHalves, Coded) == default
        && (OutsidePending, OutsideAccepted, OutsideRejected, Operators, Trained, ClientOffices, DeskedOffices) == default
        && (ElectronicVerified, ElectronicDeclared, DeskVerified, DeskDeclared, WindowVerified, WindowDeclared) == default
        && (UploadVerified, UploadDeclared, SheetItems, ReportsVerified, ReportsDeclared, InPersonDesks, InspectedItems, AgreedItems) == default;

    internal sealed class Mapping : IEntityTypeConfiguration<PlacementCount>
    {
        public void Configure(EntityTypeBuilder<PlacementCount> count)
        {
            count.ToTable("PlacementCount", "registry");
            count.HasKey(c => new { c.AgencyId, c.Area, c.Day });
            count.HasIndex(c => new { c.Area, c.Day });
            count.Property(c => c.Area).HasMaxLength(40);
        }
    }
}
