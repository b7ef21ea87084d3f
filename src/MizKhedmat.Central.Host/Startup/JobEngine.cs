using MizKhedmat.Central.Jobs;
using MizKhedmat.Central.Kernel;
using Quartz;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>Quartz runs the job table. On SQLite its store is in memory, so that jobs never contend for the one writer.</summary>
internal static class JobEngine
{
    public static IServiceCollection AddJobEngine(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            foreach (var job in JobTable.All)
            {
                quartz.AddJob<TableJob>(options => options.WithIdentity(job.Name));
                quartz.AddTrigger(trigger => trigger.ForJob(job.Name).WithIdentity(job.Name)
                    .WithCronSchedule(job.Cron, cron => cron.InTimeZone(TehranTime.Zone)));
            }
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    /// <summary>Runs the verb of the row whose name the job carries; a failure is logged and waits for its next hour.</summary>
    [DisallowConcurrentExecution]
    internal sealed class TableJob(IServiceProvider services, ILogger<TableJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            var job = JobTable.All.First(j => j.Name == context.JobDetail.Key.Name);
            var level = job.IsQuiet ? LogLevel.Debug : LogLevel.Information;
            log.Log(level, "Job {Job} starts.", job.Name);
            await job.RunAsync(services, cancellationToken);
            log.Log(level, "Job {Job} ended.", job.Name);
        }
    }
}
