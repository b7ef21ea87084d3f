using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Editions;

/// <summary>Frozen rankings: prepared, approved, published, objected to, restated; and the methodology that they follow.</summary>
public static class EditionsRoom
{
    extension(CentralDb db)
    {
        public DbSet<Edition> Editions => db.Set<Edition>();

        public DbSet<EditionDraft> EditionDrafts => db.Set<EditionDraft>();

        public DbSet<EditionApproval> EditionApprovals => db.Set<EditionApproval>();

        public DbSet<Objection> Objections => db.Set<Objection>();

        public DbSet<ObjectionEvidence> ObjectionEvidence => db.Set<ObjectionEvidence>();

        public DbSet<MethodologyAct> MethodologyActs => db.Set<MethodologyAct>();
    }

    public static IServiceCollection AddEditions(this IServiceCollection services) =>
        services
        .AddSingleton<EditionShelf>()
        .AddSingleton<EditionDesk>()
        .AddSingleton<PrepareEdition>()
        .AddSingleton<ApproveEdition>()
        .AddSingleton<VerifyEditions>()
        .AddSingleton<ObjectionBoard>()
        .AddSingleton<FileObjection>()
        .AddSingleton<DecideObjection>()
        .AddSingleton<MethodologyShelf>()
        .AddSingleton<GovernMethodology>()
        .AddSingleton<Experiments>()
        .AddSingleton<AnnualHonours>();
}
