using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>The nightly self-check found counters of an agency that its events do not bear out, and put them right. Insert-only.</summary>
public sealed class CounterRepair
{
    public long Id { get; private set; }

    public DateTime At { get; init; }

    public AgencyCode Agency { get; init; }

    /// <summary>How many cells differed.</summary>
    public int Cells { get; init; }

    /// <summary>The first of them, in English for whoever looks for the cause: cell, stored and recounted number.</summary>
    public required string First { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CounterRepair>
    {
        public void Configure(EntityTypeBuilder<CounterRepair> repair)
        {
            repair.ToTable("CounterRepair", "intake");
            repair.HasIndex(r => r.Agency);
            repair.Property(r => r.First).HasMaxLength(300);
        }
    }
}

/// <summary>What the self-check had to put right, for administrators.</summary>
public sealed class CounterRepairList(IDbContextFactory<CentralDb> dbs)
{
    private const int Shown = 100;

    /// <summary>The newest first; none for who sees no whole agency.</summary>
    public async Task<IReadOnlyList<CounterRepair>> ReadAsync(Scope scope, CancellationToken ct)
    {
        if (scope.Kind is not (ScopeKind.National or ScopeKind.Agency))
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var repairs = db.CounterRepairs.AsNoTracking();
        repairs = scope.Agency is { } own ? repairs.Where(r => r.Agency == own) : repairs;
        return await repairs.OrderByDescending(r => r.Id).Take(Shown).ToListAsync(ct);
    }
}
