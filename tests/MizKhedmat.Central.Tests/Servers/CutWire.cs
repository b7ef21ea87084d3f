using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>The wire between a centre and its database, which can be cut: every connection is reset, without a word of the server.</summary>
internal sealed class CutWire : IDisposable
{
    private readonly ConcurrentDictionary<Socket, bool> sockets = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;

    public CutWire(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Cut()
    {
        foreach (var socket in sockets.Keys)
        {
            sockets.TryRemove(socket, out _);
            socket.Close(0); // a reset, not an end
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            sockets[client] = sockets[server] = client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
        finally
        {
            sockets.TryRemove(client, out _);
            sockets.TryRemove(server, out _);
            client.Dispose();
            server.Dispose();
        }
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var bytes = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(bytes)) > 0;)
            {
                await to.SendAsync(bytes.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
