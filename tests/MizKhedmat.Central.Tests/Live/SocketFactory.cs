using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace MizKhedmat.Central.Tests.Live;

/// <summary>Opens a web socket with one header for the SignalR client core, which brings no transport of its own.</summary>
public sealed class SocketFactory(string header, string value) : IConnectionFactory
{
    public SocketFactory(string token)
        : this("Authorization", "Bearer " + token)
    {
    }

    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(header, value);
        await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
        return new SocketConnection(socket);
    }

    private sealed class SocketConnection : ConnectionContext, IDuplexPipe
    {
        private readonly ClientWebSocket socket;
        private readonly Pipe incoming = new();
        private readonly Pipe outgoing = new();
        private readonly CancellationTokenSource end = new();

        public SocketConnection(ClientWebSocket socket)
        {
            this.socket = socket;
            Transport = this;
            _ = ReceiveAsync();
            _ = SendAsync();
        }

        public override string ConnectionId { get; set; } = "test";

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

        public override IDuplexPipe Transport { get; set; }

        public PipeReader Input => incoming.Reader;

        public PipeWriter Output => outgoing.Writer;

        public override ValueTask DisposeAsync()
        {
            end.Cancel();
            socket.Dispose();
            return base.DisposeAsync();
        }

        private async Task ReceiveAsync()
        {
            Exception? fault = null;
            try
            {
                while (true)
                {
                    var got = await socket.ReceiveAsync(incoming.Writer.GetMemory(4096), end.Token);
                    if (got.MessageType == WebSocketMessageType.Close)
                    {
                        break;
                    }

                    incoming.Writer.Advance(got.Count);
                    await incoming.Writer.FlushAsync(end.Token);
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                fault = end.IsCancellationRequested ? null : e;
            }

            await incoming.Writer.CompleteAsync(fault);
        }

        private async Task SendAsync()
        {
            try
            {
                while (await outgoing.Reader.ReadAsync(end.Token) is { IsCompleted: false } read)
                {
                    foreach (var part in read.Buffer)
                    {
                        await socket.SendAsync(part, WebSocketMessageType.Text, true, end.Token);
                    }

                    outgoing.Reader.AdvanceTo(read.Buffer.End);
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The connection is closed.
            }
        }
    }
}
