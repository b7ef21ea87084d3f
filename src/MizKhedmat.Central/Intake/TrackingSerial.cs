using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>The next serial of central tracking ids of an agency in a Jalali year; starts at random so that volume is not told.</summary>
public sealed class TrackingSerial
{
    public int AgencyId { get; init; }

    public int Year { get; init; }

    public long Next { get; set; }

    private const long Serials = 1_000_000_000;

    public static TrackingSerial Start(int agencyId, int year) =>
        new() { AgencyId = agencyId, Year = year, Next = RandomNumberGenerator.GetInt32((int)Serials) };

    /// <summary>The next serial; runs round after the last of its thousand million.</summary>
    public long Take()
    {
        var serial = Next;
        Next = (Next + 1) % Serials;
        return serial;
    }

    /// <summary>Sixteen digits: 2 Jalali year, 4 agency, 9 serial, 1 Damm check digit (API.md section 4).</summary>
    public static string IdOf(int year, AgencyCode agency, long serial)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{year:00}{agency}{serial:000000000}");
        return digits + Damm.CheckDigit(digits);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<TrackingSerial>
    {
        public void Configure(EntityTypeBuilder<TrackingSerial> serial)
        {
            serial.ToTable("TrackingSerial", "intake");
            serial.HasKey(s => new { s.AgencyId, s.Year });
        }
    }
}
