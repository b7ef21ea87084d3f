using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MizKhedmat.Central.Data;
using MizKhedmat.Crash.Tests;

/// <summary>
/// What the runtime calls before the Host's Main when <c>DOTNET_STARTUP_HOOKS</c> names this assembly: the shipped program is
/// then made worse from outside, and no line of it knows how.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!;
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        WorseCentre.Wait();
    }
}

namespace MizKhedmat.Crash.Tests
{
    /// <summary>Ways in which a centre would break its promise; the checker must catch each (the controls of the crash loop).</summary>
    internal static class WorseCentre
    {
        public const string Setting = "CRASH_CONTROL";

        /// <summary>It answers, and commits three quarters of a second later.</summary>
        public const string AnswersBeforeCommit = nameof(AnswersBeforeCommit);

        /// <summary>It takes every repetition for a new push.</summary>
        public const string ForgetsKeys = nameof(ForgetsKeys);

        /// <summary>It dies at a statement of its database that the test names (<see cref="SqliteSteps"/>).</summary>
        public const string DiesAtStep = nameof(DiesAtStep);

        /// <summary>Waits for the host to be built, and then adds what the environment asks for after everything of its own.</summary>
        public static void Wait() => DiagnosticListener.AllListeners.Subscribe(new Listeners());

        private static void Worsen(IServiceCollection services)
        {
            switch (Environment.GetEnvironmentVariable(Setting))
            {
                case AnswersBeforeCommit:
                    var store = services.Last(s => s.ServiceType == typeof(IBulkStore));
                    services.AddSingleton<IBulkStore>(provider => new HastyStore((IBulkStore)ActivatorUtilities.CreateInstance(provider, store.ImplementationType!)));
                    break;
                case ForgetsKeys:
                    services.AddSingleton<IStartupFilter>(new NewKeys());
                    break;
                case DiesAtStep:
                    services.AddSingleton<IStartupFilter>(new SqliteSteps());
                    break;
                default:
                    break;
            }
        }

        private sealed class Listeners : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
        {
            public void OnNext(DiagnosticListener value)
            {
                if (value.Name == "Microsoft.Extensions.Hosting")
                {
                    value.Subscribe(this);
                }
            }

            public void OnNext(KeyValuePair<string, object?> value)
            {
                if (value is { Key: "HostBuilding", Value: IHostBuilder host })
                {
                    host.ConfigureServices(Worsen);
                }
            }

            public void OnCompleted()
            {
            }

            public void OnError(Exception error)
            {
            }
        }

        private sealed class NewKeys : IStartupFilter
        {
            public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            {
                app.Use((context, rest) =>
                {
                    if (context.Request.Headers.ContainsKey("Idempotency-Key"))
                    {
                        context.Request.Headers["Idempotency-Key"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
                    }

                    return rest(context);
                });
                next(app);
            };
        }

        private sealed class HastyStore(IBulkStore store) : IBulkStore
        {
            public async Task<IBulkTransaction> BeginAsync(IReadOnlyCollection<int> agencyIds, CancellationToken ct) => new Hasty(await store.BeginAsync(agencyIds, ct));

            public Task<long> ReserveIdsAsync(string sequence, int count, CancellationToken ct) => store.ReserveIdsAsync(sequence, count, ct);
        }

        private sealed class Hasty(IBulkTransaction writing) : IBulkTransaction
        {
            private bool isLate;

            public CentralDb Db => writing.Db;

            public Task<List<T>> ReadAsync<T>(IReadOnlyList<(string Column, Array Values)> keys, CancellationToken ct)
                where T : class => writing.ReadAsync<T>(keys, ct);

            public Task InsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
                where T : class => writing.InsertAsync(rows, ct);

            public Task UpdateAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct, IReadOnlyList<string>? only)
                where T : class => writing.UpdateAsync(rows, ct, only);

            public Task UpsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
                where T : class => writing.UpsertAsync(rows, ct);

            public Task AddAsync<T>(IReadOnlyCollection<T> rows, CancellationToken ct)
                where T : class => writing.AddAsync(rows, ct);

            public Task CommitAsync(CancellationToken ct)
            {
                isLate = true;
                _ = Task.Run(
                    async () =>
                    {
                        await Task.Delay(750, CancellationToken.None);
                        await writing.CommitAsync(CancellationToken.None);
                        await writing.DisposeAsync();
                    },
                    CancellationToken.None);
                return Task.CompletedTask;
            }

            public ValueTask DisposeAsync() => isLate ? ValueTask.CompletedTask : writing.DisposeAsync();
        }
    }
}
