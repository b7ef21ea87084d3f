using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registration;

namespace MizKhedmat.Central.Jobs;

/// <summary>
/// A recurring job: its name, its hour in Tehran as a Quartz cron expression, and the verb that it runs. One that runs every
/// minute is quiet: it is logged for debugging only.
/// </summary>
public sealed record RecurringJob(string Name, string Cron, Func<IServiceProvider, CancellationToken, Task> RunAsync, bool IsQuiet = false);

/// <summary>Every recurring job of the centre, in one place. The host's job engine reads it.</summary>
public static class JobTable
{
    public static readonly IReadOnlyList<RecurringJob> All =
    [
        new("sweep-register", "0 5 0 * * ?", (services, ct) => services.GetRequiredService<SweepRegister>().RunAsync(ct)),
        new("prepare-months", "0 50 0 * * ?", (services, ct) => services.GetRequiredService<PrepareMonths>().RunAsync(ct)),
        new("forget-answers", "0 10 2 * * ?", (services, ct) => services.GetRequiredService<ForgetAnswers>().RunAsync(ct)),
        new("forget-figures", "0 12 2 * * ?", (services, ct) => services.GetRequiredService<ForgetFigures>().RunAsync(ct)),
        new("forget-uploads", "0 15 2 * * ?", (services, ct) => services.GetRequiredService<ForgetUploads>().RunAsync(ct)),
        new("forget-requests", "0 20 1 * * ?", (services, ct) => services.GetRequiredService<ForgetRequests>().RunAsync(ct)),
        // The national demo country has counters without events: there is nothing to count again.
        new("recount", "0 40 2 * * ?", (services, ct) =>
            services.GetRequiredService<CentreOptions>().Demo ? Task.CompletedTask : services.GetRequiredService<Recount>().RunAsync(ct)),
        new("write-call-tally", "15 * * * * ?", (services, ct) => services.GetRequiredService<CallTally>().RunAsync(ct), IsQuiet: true),
        new("alert-silence", "0 7 * * * ?", (services, ct) => services.GetRequiredService<AlertSilence>().RunAsync(ct)),
        new("tell-near-duties", "0 0 7 * * ?", (services, ct) => services.GetRequiredService<TellNearDuties>().RunAsync(ct)),
        new("forget-deliveries", "0 25 2 * * ?", (services, ct) => services.GetRequiredService<ForgetDeliveries>().RunAsync(ct)),
        new("probe-desks", "0 15 */2 * * ?", (services, ct) => services.GetRequiredService<ProbeDesks>().RunAsync(ct)),
        new("verify-editions", "0 40 3 * * ?", (services, ct) => services.GetRequiredService<VerifyEditions>().RunAsync(ct)),
        new("recount-register", "0 20 3 * * ?", (services, ct) => services.GetRequiredService<RecountRegister>().RunAsync(ct)),
    ];
}
