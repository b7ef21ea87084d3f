using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace MizKhedmat.Central.Tests.Notifications;

/// <summary>One message as a vendor's server got it.</summary>
public sealed record Received(string Path, string Id, string Timestamp, string Signature, string Body)
{
    /// <summary>
    /// Verifies as the text of Standard Webhooks says, without anything of the centre: some <c>v1,</c> signature is the HMAC
    /// of id, timestamp and body under this secret.
    /// </summary>
    public bool IsSignedBy(string secret)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var mac = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Id + "." + Timestamp + "." + Body)));
        return Signature.Split(' ').Contains("v1," + mac, StringComparer.Ordinal);
    }

    public DateTimeOffset SentAt => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Timestamp, CultureInfo.InvariantCulture));
}

/// <summary>A vendor's server on this machine: keeps what it gets and answers as told.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private Receiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(HandleAsync);
    }

    /// <summary>What it does with a message, after keeping it; 204 unless told otherwise.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    };

    public IReadOnlyList<Received> All => [.. received];

    public string Url => app.Urls.First() + "/hooks";

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    public void AnswerWith(int status) => Answer = context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>The n-th message (from 1), as soon as it came.</summary>
    public async Task<Received> GetAsync(int n)
    {
        for (var turn = 0; turn < 400; turn++)
        {
            if (received.Count >= n)
            {
                return All[n - 1];
            }

            await Task.Delay(25);
        }

        throw new TimeoutException($"Message {n} did not come; there are {received.Count}.");
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var headers = context.Request.Headers;
        Assert.Equal("POST", context.Request.Method);
        received.Enqueue(new(context.Request.Path, headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, await reader.ReadToEndAsync()));
        await Answer(context);
    }
}
