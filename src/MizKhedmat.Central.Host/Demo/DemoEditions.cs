using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>
/// The demo country's official rankings, by the very acts that officials do: the methodology is approved, and a provisional edition of each closed
/// quarter that the history reaches back to is prepared, approved by two and published, so that its window of objections is open.
/// </summary>
internal sealed class DemoEditions(
    IDbContextFactory<CentralDb> dbs, MethodologyShelf methods, GovernMethodology govern, PrepareEdition prepare, ApproveEdition approve, TimeProvider clock)
{
    /// <summary>Letter number of a decision that nobody took.</summary>
    private const string Letter = "demo/1";

    /// <summary>Ids of what was published; none when somebody has prepared an edition already.</summary>
    public async Task<IReadOnlyList<string>> PublishAsync(int quarters, CancellationToken ct)
    {
        if (quarters == 0 || await OfficialsAsync(ct) is not [var author, var second, var third])
        {
            return [];
        }

        var closed = new Stack<JalaliPeriod>();
        for (var quarter = JalaliPeriod.QuarterOf(clock.TodayInTehran()).Previous(); closed.Count < quarters; quarter = quarter.Previous())
        {
            closed.Push(quarter);
        }

        await ApproveMethodologyAsync(author, second, third, closed.Peek(), ct);
        var published = new List<string>();
        foreach (var quarter in closed)
        {
            // Refused while the data of the last quarter may still come in.
            if (await prepare.RunAsync(author, new(quarter.Key, EditionKind.Provisional, null), ct) is { Draft: { } draft })
            {
                Kept(await approve.RunAsync(second, draft, ct));
                published.Add(Kept(await approve.RunAsync(third, draft, ct)).Edition!);
            }
        }

        return published;
    }

    private static ApproveEdition.Answer Kept(ApproveEdition.Answer answer) =>
        answer is { Refusal: null, MayNot: false } ? answer : throw new InvalidOperationException($"The demo's edition was refused: {answer.Refusal?.Code}.");

    /// <summary>Three of the Organization; empty when an edition was ever prepared.</summary>
    private async Task<IReadOnlyList<ClaimsPrincipal>> OfficialsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.EditionDrafts.AnyAsync(ct))
        {
            return [];
        }

        var officers = await db.Officials.AsNoTracking().Where(o => o.Role == Roles.NationalOfficer && o.UserName!.EndsWith("@demo")).OrderBy(o => o.Id).Take(3).ToListAsync(ct);
        return [.. officers.Select(o => SignedIn.Principal(o, "demo"))];
    }

    private async Task ApproveMethodologyAsync(ClaimsPrincipal author, ClaimsPrincipal second, ClaimsPrincipal third, JalaliPeriod from, CancellationToken ct)
    {
        var line = (await methods.ListAsync(ct))[0];
        if (line.Status != "draft")
        {
            return;
        }

        await StepAsync(author, MethodologyStep.Consulted, null);
        await StepAsync(second, MethodologyStep.Approved, null);
        await StepAsync(third, MethodologyStep.Approved, null);
        await StepAsync(author, MethodologyStep.TookEffect, from.Key);

        async Task StepAsync(ClaimsPrincipal by, MethodologyStep step, string? first)
        {
            var answer = await govern.RunAsync(by, new(line.Version, line.Sha256, step, Letter, null, first), ct);
            if (answer is not { Refusal: null, MayNot: false })
            {
                throw new InvalidOperationException($"The demo's methodology was refused: {answer.Refusal?.Code}.");
            }
        }
    }
}
