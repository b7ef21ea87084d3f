using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Scoring;

/// <summary>Facts → cells → score → rank → edition, reproducible.</summary>
public static class ScoringRoom
{
    extension(CentralDb db)
    {
        public DbSet<Indicator> Indicators => db.Set<Indicator>();

        public DbSet<Methodology> Methodologies => db.Set<Methodology>();

        public DbSet<CellOverride> CellOverrides => db.Set<CellOverride>();
    }

    public static IServiceCollection AddScoring(this IServiceCollection services) =>
        services
        .AddSingleton<KpiCatalogue>()
        .AddSingleton<KpiBoard>()
        .AddSingleton<StandingBoard>()
        .AddSingleton<CellBoard>()
        .AddSingleton<OverrideCells>()
        .AddSingleton<OverrideList>()
        .AddSingleton<DailyFlow>();
}
