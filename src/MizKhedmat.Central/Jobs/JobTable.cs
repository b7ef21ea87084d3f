using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Jobs;

/// <summary>A recurring job: its name, its hour in Tehran as a Quartz cron expression, and the verb that it runs.</summary>
public sealed record RecurringJob(string Name, string Cron, Func<IServiceProvider, CancellationToken, Task> RunAsync);

/// <summary>Every recurring job of the centre, in one place. The host's job engine reads it.</summary>
public static class JobTable
{
    public static readonly IReadOnlyList<RecurringJob> All =
    [
        new("forget-answers", "0 10 2 * * ?", (services, ct) => services.GetRequiredService<ForgetAnswers>().RunAsync(ct)),
        // The national demo country has counters without events: there is nothing to count again.
        new("recount", "0 40 2 * * ?", (services, ct) =>
            services.GetRequiredService<CentreOptions>().Demo ? Task.CompletedTask : services.GetRequiredService<Recount>().RunAsync(ct)),
    ];
}
