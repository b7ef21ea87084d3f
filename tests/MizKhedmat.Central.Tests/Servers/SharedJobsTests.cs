using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MizKhedmat.Central.Host.Startup;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Jobs;
using Quartz;
using Xunit;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>Two nodes on one server database share the schedule: each firing happens once, whichever node is up.</summary>
public sealed class SharedJobsTests
{
    [Fact]
    public async Task A_firing_runs_on_one_of_two_nodes_and_goes_on_when_one_of_them_ends()
    {
        using var server = TestDatabase.NewServer();
        var fired = new ConcurrentQueue<(DateTimeOffset At, string Node)>();
        using (var first = await NodeAsync(server, fired))
        {
            using (var second = await NodeAsync(server, fired))
            {
                await UntilAsync(() => fired.Count >= 8);
                await second.StopAsync();
            }

            var soFar = fired.Count;
            await UntilAsync(() => fired.Count >= soFar + 3);
            await first.StopAsync();
        }

        Npgsql.NpgsqlConnection.ClearAllPools();
        Assert.Empty(fired.GroupBy(f => f.At).Where(g => g.Count() > 1).Select(g => $"{g.Key:HH:mm:ss} on {string.Join(" and ", g.Select(f => f.Node))}"));
    }

    [Fact]
    public async Task The_job_table_stands_in_the_shared_store_with_its_hours()
    {
        using var server = TestDatabase.NewServer();
        await using var centre = await Centre.StartAsync(new() { Jobs = true, Settings = ServerCentre.SettingsOf(server) });
        var scheduler = await centre.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        Assert.True((await scheduler.GetMetadata()).JobStoreClustered);
        foreach (var job in JobTable.All)
        {
            Assert.True(await scheduler.Exists(new JobKey(job.Name)), $"{job.Name} is not in the store");
        }

        Npgsql.NpgsqlConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_centre_runs_its_table_by_the_clock()
    {
        await using var centre = await Centre.StartAsync(new() { Jobs = true });
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        using var http = await centre.CallerAsync(client);
        using var asked = await http.GetAsync("api/v1/kpis?scope=agency:1001", TestContext.Current.CancellationToken);
        var written = 0;
        for (var second = 0; second < 90 && written == 0; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            written = await centre.InDbAsync(db => db.ClientSightings.CountAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(1, written); // write-call-tally, the one that runs every minute
    }

    private static async Task<IHost> NodeAsync(PostgreSqlServer server, ConcurrentQueue<(DateTimeOffset At, string Node)> fired)
    {
        var node = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        node.Services.AddSingleton(fired);
        node.Services.AddQuartz(quartz =>
        {
            quartz.StoreIn(new("PostgreSql", server.ConnectionString));
            quartz.AddJob<Beat>(job => job.WithIdentity("beat"));
            quartz.AddTrigger(trigger => trigger.ForJob("beat").WithIdentity("beat").WithCronSchedule("* * * * * ?"));
        });
        node.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        var host = node.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        for (var turn = 0; turn < 600 && !reached(); turn++)
        {
            await Task.Delay(100);
        }

        Assert.True(reached(), "not reached in a minute");
    }

    private sealed class Beat(ConcurrentQueue<(DateTimeOffset At, string Node)> fired) : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            fired.Enqueue((context.ScheduledFireTimeUtc!.Value, context.Scheduler.SchedulerInstanceId));
            return ValueTask.CompletedTask;
        }
    }
}
