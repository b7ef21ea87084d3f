using Microsoft.Data.SqlClient;
using MizKhedmat.Central.Jobs;
using MizKhedmat.Central.Kernel;
using Npgsql;
using Quartz;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>
/// Quartz runs the job table. On a server database its store is there and every node takes part, so that a job runs once
/// whichever node is up, and one that was missed runs when a node is up again. On SQLite the store is in memory, so that jobs
/// never contend for the one writer.
/// </summary>
internal static class JobEngine
{
    public static IServiceCollection AddJobEngine(this IServiceCollection services, DatabaseAddress database)
    {
        services.AddQuartz(quartz =>
        {
            quartz.StoreIn(database);
            foreach (var job in JobTable.All)
            {
                quartz.AddJob<TableJob>(options => options.WithIdentity(job.Name));
                quartz.AddTrigger(trigger => trigger.ForJob(job.Name).WithIdentity(TriggerOf(job))
                    .WithCronSchedule(job.Cron, cron => cron.InTimeZone(TehranTime.Zone)));
            }
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        var engine = services.Last(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(QuartzHostedService));
        services.Remove(engine);
        return services.AddSingleton<QuartzHostedService>().AddHostedService<PatientEngine>();
    }

    /// <summary>
    /// Lets running jobs end, but not for ever: a job that ends while the database is away is marked as ended when it is back,
    /// and the engine would wait for that.
    /// </summary>
    internal sealed class PatientEngine(QuartzHostedService engine, ILogger<PatientEngine> log) : IHostedService
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

        public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            try
            {
                await engine.StopAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                log.LogWarning("The job engine did not come to rest and is left behind.");
            }
        }
    }

    /// <summary>Carries the hour, so that another hour is another trigger and a stored one need never be written over.</summary>
    private static string TriggerOf(RecurringJob job) => $"{job.Name} {job.Cron}";

    /// <summary>A store that all nodes share, in the centre's own database; the tables are made where missing.</summary>
    internal static void StoreIn(this IQuartzBuilder quartz, DatabaseAddress database)
    {
        if (database.Provider is not ("PostgreSql" or "SqlServer"))
        {
            return;
        }

        // A node that starts leaves what is stored alone: written over, a trigger would fire its last moments once more.
        quartz.Services.Configure<QuartzOptions>(options => options.Scheduling.IgnoreDuplicates = true);
        quartz.UsePersistentStore(store =>
        {
            if (database.Provider == "PostgreSql")
            {
                store.UsePostgres(NpgsqlFactory.Instance, new NpgsqlConnectionStringBuilder(database.Connection) { MaxPoolSize = 10, ApplicationName = "mizkhedmat-jobs" }.ConnectionString);
            }
            else
            {
                store.UseSqlServer(SqlClientFactory.Instance, new SqlConnectionStringBuilder(database.Connection) { MaxPoolSize = 10, ApplicationName = "mizkhedmat-jobs" }.ConnectionString);
            }

            store.UseClustering();
            store.ProvisionSchema();
            store.UseExecutionHistory();
        });
    }

    /// <summary>Runs the verb of the row whose name the job carries; a failure is logged and waits for its next hour.</summary>
    [DisallowConcurrentExecution]
    internal sealed class TableJob(IServiceProvider services, ILogger<TableJob> log) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            if (JobTable.All.FirstOrDefault(j => TriggerOf(j) == context.Trigger.Key.Name) is not { } job)
            {
                log.LogInformation("Trigger {Trigger} stands in the store and no longer in the job table; it is removed.", context.Trigger.Key.Name);
                await context.Scheduler.UnscheduleJob(context.Trigger.Key, cancellationToken);
                return;
            }

            var level = job.IsQuiet ? LogLevel.Debug : LogLevel.Information;
            log.Log(level, "Job {Job} starts.", job.Name);
            await job.RunAsync(services, cancellationToken);
            log.Log(level, "Job {Job} ended.", job.Name);
        }
    }
}
