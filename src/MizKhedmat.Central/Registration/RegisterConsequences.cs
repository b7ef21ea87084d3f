using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// What follows from a change of the register in the same transaction: places of delivery, cases for review, counters.
/// </summary>
internal static class RegisterConsequences
{
    public static Task WriteAsync(IBulkTransaction writing, ChangeBatch batch, CancellationToken ct) => Task.CompletedTask;
}
