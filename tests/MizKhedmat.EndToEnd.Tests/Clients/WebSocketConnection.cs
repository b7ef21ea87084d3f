using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;

namespace MizKhedmat.EndToEnd.Tests.Clients;

/// <summary>
/// The transport that SignalR.Client.Core lacks: a web socket with the token in the Authorization header, without
/// negotiation. Written here as an agency's .NET programmer would copy it.
/// </summary>
public sealed class WebSocketConnection(Func<Task<string>> token) : IConnectionFactory
{
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {await token()}");
        var address = new UriBuilder(((UriEndPoint)endpoint).Uri) { Scheme = ((UriEndPoint)endpoint).Uri.Scheme == "https" ? "wss" : "ws" };
        await socket.ConnectAsync(address.Uri, cancellationToken);
        var (incoming, outgoing) = (new Pipe(), new Pipe());
        var end = new CancellationTokenSource();
        var receiving = ReceiveAsync(socket, incoming.Writer, end.Token);
        var sending = SendAsync(socket, outgoing.Reader, end.Token);
        return new Connection(new Duplex(incoming.Reader, outgoing.Writer), async () =>
        {
            await end.CancelAsync();
            await Task.WhenAll(receiving, sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            socket.Dispose();
            end.Dispose();
        });
    }

    private static async Task ReceiveAsync(ClientWebSocket socket, PipeWriter into, CancellationToken ct)
    {
        ValueWebSocketReceiveResult read;
        do
        {
            read = await socket.ReceiveAsync(into.GetMemory(4096), ct);
            into.Advance(read.Count);
            await into.FlushAsync(ct);
        }
        while (read.MessageType != WebSocketMessageType.Close);
        await into.CompleteAsync();
    }

    private static async Task SendAsync(ClientWebSocket socket, PipeReader from, CancellationToken ct)
    {
        for (var read = await from.ReadAsync(ct); !read.IsCompleted; read = await from.ReadAsync(ct))
        {
            await socket.SendAsync(read.Buffer.ToArray(), WebSocketMessageType.Text, endOfMessage: true, ct);
            from.AdvanceTo(read.Buffer.End);
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Connection : DefaultConnectionContext
    {
        private readonly Func<Task> close;

        public Connection(IDuplexPipe transport, Func<Task> close)
        {
            Transport = transport;
            this.close = close;
        }

        public override async ValueTask DisposeAsync()
        {
            await close();
            await base.DisposeAsync();
        }
    }
}
