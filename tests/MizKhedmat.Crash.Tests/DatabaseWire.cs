using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MizKhedmat.Crash.Tests;

/// <summary>
/// The wire between a centre and its PostgreSQL. It counts what the driver sends on the intake's connections and waits to be
/// answered (query, Sync, end of a COPY), however the product folds its statements, and calls for the kill at one of them:
/// before it reaches the server, or after the server has done it and before the centre hears of it.
/// </summary>
internal sealed class DatabaseWire : IKillPoints, IAsyncDisposable
{
    private const int Startup = 196_608;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Lock gate = new();
    private readonly int target;
    private int met;
    private int point;

    public DatabaseWire(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Ends the centre, without a word before.</summary>
    public Action Kill { get; set; } = () => { };

    /// <summary>A command is two points: not begun, and done without an answer.</summary>
    public Task ArmAsync(int at)
    {
        lock (gate)
        {
            (met, point) = (0, at);
        }

        return Task.CompletedTask;
    }

    public Task<int> MetAsync() => Task.FromResult(met);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(ending.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient { NoDelay = true };
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, target, ending.Token);
                var session = new Session(this, client.GetStream(), server.GetStream());
                await session.BeginAsync(ending.Token);
                await Task.WhenAny(session.ForthAsync(ending.Token), session.BackAsync(ending.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side is gone, and with it the connection.
            }
        }
    }

    /// <summary>Counts one point; true when it is the one.</summary>
    private bool IsPoint()
    {
        lock (gate)
        {
            return ++met == point;
        }
    }

    private sealed class Session(DatabaseWire wire, NetworkStream client, NetworkStream server)
    {
        private bool isIntake;
        private volatile bool isLast;

        /// <summary>Requests for encryption are answered by one byte; then comes who is calling.</summary>
        public async Task BeginAsync(CancellationToken ct)
        {
            for (var code = 0; code != Startup;)
            {
                var head = await ReadAsync(client, 8, ct);
                code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
                var rest = await ReadAsync(client, BinaryPrimitives.ReadInt32BigEndian(head) - 8, ct);
                isIntake = Encoding.UTF8.GetString(rest).Contains("mizkhedmat-intake", StringComparison.Ordinal);
                await server.WriteAsync((byte[])[.. head, .. rest], ct);
                if (code != Startup)
                {
                    await client.WriteAsync(await ReadAsync(server, 1, ct), ct);
                }
            }
        }

        public async Task ForthAsync(CancellationToken ct)
        {
            while (true)
            {
                var message = await MessageAsync(client, ct);
                var isStep = isIntake && message[0] is (byte)'Q' or (byte)'S' or (byte)'c';
                if (isStep && wire.IsPoint())
                {
                    wire.Kill();
                    return;
                }

                isLast = isStep && wire.IsPoint();
                await server.WriteAsync(message, ct);
            }
        }

        public async Task BackAsync(CancellationToken ct)
        {
            while (true)
            {
                var message = await MessageAsync(server, ct);

                // Ready for the next query, or for the data of a COPY: it is done.
                if (isLast && message[0] is (byte)'Z' or (byte)'G')
                {
                    wire.Kill();
                    return;
                }

                if (!isLast)
                {
                    await client.WriteAsync(message, ct);
                }
            }
        }

        /// <summary>A type, a length that counts itself, and so many bytes.</summary>
        private static async Task<byte[]> MessageAsync(NetworkStream from, CancellationToken ct)
        {
            var head = await ReadAsync(from, 5, ct);
            return [.. head, .. await ReadAsync(from, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4, ct)];
        }

        private static async Task<byte[]> ReadAsync(NetworkStream from, int count, CancellationToken ct)
        {
            var bytes = new byte[count];
            await from.ReadExactlyAsync(bytes, ct);
            return bytes;
        }
    }
}
