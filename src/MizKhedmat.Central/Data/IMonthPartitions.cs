using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Data;

/// <summary>
/// The months into which a server cuts the one table that outgrows all others, the events of requests, by the ids of
/// <see cref="MonthlyIds"/>. A row of a month that has no partition is stored all the same: in the one for the rest. An
/// embedded database cuts nothing and knows no month.
/// </summary>
public interface IMonthPartitions
{
    /// <summary>Months that have a partition of their own, oldest first.</summary>
    Task<IReadOnlyList<JalaliMonth>> ListAsync(CancellationToken ct);

    /// <summary>Makes a month's partition where it is missing; rows of the month that came before it move there.</summary>
    Task MakeAsync(JalaliMonth month, CancellationToken ct);

    /// <summary>Removes a month with all its rows at once. Waits only a moment for whoever reads, then fails; nothing is half removed.</summary>
    Task DropAsync(JalaliMonth month, CancellationToken ct);
}
