using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace MizKhedmat.Crash.Tests;

/// <summary>
/// Inside a centre of the tests: counts every statement that SQLite has done in a write transaction, as SQLite itself tells it
/// (from BEGIN to COMMIT), and ends the process after one of them. <c>/crash/arm?at=N</c> and <c>/crash/met</c>
/// are there for the test alone; no line of the product knows of them.
/// </summary>
internal sealed class SqliteSteps : IStartupFilter, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static int met;
    private static int point;

    public SqliteSteps() => DiagnosticListener.AllListeners.Subscribe(this);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map("/crash/arm", arm => arm.Run(context =>
        {
            (met, point) = (0, int.Parse(context.Request.Query["at"]!, CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        }));
        app.Map("/crash/met", told => told.Run(context => context.Response.WriteAsync(met.ToString(CultureInfo.InvariantCulture))));
        next(app);
    };

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.ConnectionOpened.Name && value.Value is ConnectionEndEventData { Connection: SqliteConnection { Handle: { } handle } })
        {
            var session = new Session();
            raw.sqlite3_profile(handle, (_, text, _) => session.Ended(text), null);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private sealed class Session
    {
        private bool isWriting;

        public void Ended(string text)
        {
            isWriting |= text.StartsWith("BEGIN IMMEDIATE", StringComparison.OrdinalIgnoreCase);
            if (isWriting)
            {
                Meet();
            }

            isWriting &= !text.StartsWith("COMMIT", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("ROLLBACK", StringComparison.OrdinalIgnoreCase);
        }

        private static void Meet()
        {
            if (Interlocked.Increment(ref met) == point)
            {
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
            }
        }
    }
}
