using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>Nobody can forget to ask how far a caller may see: every reading view takes the scope first.</summary>
public sealed class ScopeFirstTests
{
    [Fact]
    public void Every_view_takes_the_scope_first() => Offences.None(ScopeFirst.Violations(typeof(CentralDb).Assembly.GetTypes()));

    [Fact]
    public void Every_exemption_is_still_needed() => Offences.None(ScopeFirst.Stale(typeof(CentralDb).Assembly.GetTypes()));

    [Fact]
    public void The_rule_sees_the_views_at_all() =>
        Assert.Contains(typeof(Central.Registry.RegistryNames), typeof(CentralDb).Assembly.GetTypes().Where(type => ScopeFirst.IsReader(type, [])));

    [Fact]
    public void A_planted_view_without_scope_is_reported() => Assert.Equal(
        ["PlantedOnReader.ListAsync does not take Scope first", "PlantedReader.LaterAsync does not take Scope first", "PlantedReader.ReadAsync does not take Scope first"],
        ScopeFirst.Violations([typeof(PlantedReader), typeof(PlantedOnReader), typeof(PlantedGoodReader)]));

#pragma warning disable CA1801, IDE0060, CS9113 // planted: only their shape counts
    public sealed class PlantedReader(IDbContextFactory<CentralDb> dbs)
    {
        public Task<int> ReadAsync(CancellationToken ct) => Task.FromResult(0);

        public IAsyncEnumerable<int> LaterAsync(ProvinceCode province, Scope scope) => throw new NotSupportedException();
    }

    public sealed class PlantedOnReader(PlantedReader reader)
    {
        public ValueTask<int> ListAsync() => ValueTask.FromResult(0);
    }

    public sealed class PlantedGoodReader(CentralDb db)
    {
        public Task<int> ReadAsync(Scope scope, CancellationToken ct) => Task.FromResult(0);

        public Task WarmUpAsync(CancellationToken ct) => Task.CompletedTask;
    }
#pragma warning restore CA1801, IDE0060, CS9113
}
