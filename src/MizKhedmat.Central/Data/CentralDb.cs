using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Data;

/// <summary>
/// The one database of the centre. Rooms bring their own tables (nested <c>Mapping</c> of each noun) and offer them as
/// extension properties, so that touching another room's data needs its <c>using</c> and the room map sees it.
/// </summary>
public sealed class CentralDb(DbContextOptions<CentralDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CentralDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<DateOnly>().HaveConversion<DayConverter>();
        configurationBuilder.Properties<ProvinceCode>().HaveConversion<ProvinceConverter>().HaveMaxLength(2).AreFixedLength();
        configurationBuilder.Properties<CountyCode>().HaveConversion<CountyConverter>().HaveMaxLength(4).AreFixedLength();
        configurationBuilder.Properties<AgencyCode>().HaveConversion<AgencyConverter>().HaveMaxLength(4).AreFixedLength();
    }

    /// <summary>
    /// Instants are stored as UTC and come back marked UTC; a local one is a fault of ours and is refused. They are cut to
    /// microseconds, the least that a database of ours keeps, so that what is read equals what was written on each of them.
    /// </summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Local ? Refuse(value) : new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
    {
        private static DateTime Refuse(DateTime value) =>
            throw new InvalidOperationException($"A local time ({value.Kind}) must not be stored.");
    }

    /// <summary>Days are stored as day numbers: small, sortable and the same on every database.</summary>
    private sealed class DayConverter() : ValueConverter<DateOnly, int>(day => day.DayNumber, number => DateOnly.FromDayNumber(number));

    private sealed class ProvinceConverter() : ValueConverter<ProvinceCode, string>(code => code.Value, value => new(value));

    private sealed class CountyConverter() : ValueConverter<CountyCode, string>(code => code.Value, value => new(value));

    private sealed class AgencyConverter() : ValueConverter<AgencyCode, string>(code => code.Value, value => new(value));
}
