using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Registry;

/// <summary>The register: who exists and what each must offer where.</summary>
public static class RegistryRoom
{
    extension(CentralDb db)
    {
        public DbSet<Province> Provinces => db.Set<Province>();

        public DbSet<County> Counties => db.Set<County>();

        public DbSet<CofogClass> CofogClasses => db.Set<CofogClass>();

        public DbSet<Agency> Agencies => db.Set<Agency>();

        public DbSet<Office> Offices => db.Set<Office>();

        public DbSet<Service> Services => db.Set<Service>();

        public DbSet<Desk> Desks => db.Set<Desk>();

        public DbSet<RegisterItem> RegisterItems => db.Set<RegisterItem>();

        public DbSet<RegisterRevision> RegisterRevisions => db.Set<RegisterRevision>();

        public DbSet<Spell> Spells => db.Set<Spell>();

        public DbSet<PlaceOfDelivery> PlacesOfDelivery => db.Set<PlaceOfDelivery>();

        public DbSet<PlacementCount> PlacementCounts => db.Set<PlacementCount>();

        public DbSet<ReviewCase> ReviewCases => db.Set<ReviewCase>();

        public DbSet<CountyVersion> CountyVersions => db.Set<CountyVersion>();
    }

    public static IServiceCollection AddRegistry(this IServiceCollection services) =>
        services.AddSingleton<RegistryNames>().AddSingleton<RegisterList>().AddSingleton<RegisterRecords>()
            .AddSingleton<RegisterTitles>().AddSingleton<ReferenceNames>().AddSingleton<ServiceCatalogue>().AddSingleton<PublicService>()
            .AddSingleton<ReviewQueue>().AddSingleton<ReviewCases>()
            .AddSingleton<ReviewBatches>().AddSingleton<OutsideDesk>().AddSingleton<CourseAttendance>().AddSingleton<DeskProbes>().AddSingleton<CountyList>();
}
