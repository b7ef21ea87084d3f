using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace MizKhedmat.Central.Access;

/// <summary>An address that leads into a private network.</summary>
public sealed class NotPublicException(string host) : IOException($"{host} is not a public address.");

/// <summary>
/// A way out to the public web for addresses that agencies state: every connection, redirects included, is made to the very
/// address that was checked, so that nobody reaches an inner network through us (OWASP API7).
/// </summary>
internal static class PublicWeb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary><paramref name="isAllowed"/> is the check; tests allow their own loopback server. Redirects are followed unless told otherwise.</summary>
    public static HttpClient Client(Func<IPAddress, bool>? isAllowed = null, bool redirects = true) => new(new SocketsHttpHandler
    {
        ConnectCallback = (context, ct) => ConnectAsync(context, isAllowed ?? IsPublic, ct),
        AllowAutoRedirect = redirects, MaxAutomaticRedirections = 3, UseCookies = false, UseProxy = false, MaxResponseHeadersLength = 32,
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    })
    {
        Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>Neither loopback, private, link-local, shared, documentation, multicast nor reserved.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !(IPAddress.IsLoopback(ip) || ip.IsIPv6LinkLocal || ip.IsIPv6SiteLocal || ip.IsIPv6UniqueLocal || ip.IsIPv6Multicast || ip.Equals(IPAddress.IPv6None))
                && (ip.GetAddressBytes()[0] & 0xE0) == 0x20;
        }

        var b = ip.GetAddressBytes();
        return b switch
        {
            [0 or 10 or 127 or >= 224, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] or [192, 168, ..] or [192, 0, 0 or 2, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => false,
            [172, >= 16 and <= 31, ..] => false,
            _ => true,
        };
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, Func<IPAddress, bool> isAllowed, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
        if (addresses.Length == 0 || addresses.Any(a => !isAllowed(a)))
        {
            throw new NotPublicException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
