using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Obligations;

/// <summary>Each legal duty, its due day and (later) its filing.</summary>
public static class ObligationsRoom
{
    extension(CentralDb db)
    {
        public DbSet<Instrument> Instruments => db.Set<Instrument>();

        public DbSet<Obligation> Obligations => db.Set<Obligation>();

        public DbSet<Holiday> Holidays => db.Set<Holiday>();
    }

    public static IServiceCollection AddObligations(this IServiceCollection services)
    {
        services.TryAddSingleton<CurrentCalendar>();
        return services.AddSingleton<WorkCalendars>().AddSingleton<TellNearDuties>().AddSingleton<Duties>();
    }
}
