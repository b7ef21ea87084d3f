using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>The centre's own look at electronic desks: a real server on this machine, and addresses that must not be reached.</summary>
public sealed class ProbeDesksTests(ReviewCentre home) : IClassFixture<ReviewCentre>
{
    [Fact]
    [Clause("edesk-1397/I1")]
    public async Task A_desk_that_answers_is_reachable_one_with_a_fault_faulty_and_none_silent()
    {
        await using var server = new TinyServer();
        using var probing = Probing(_ => true);
        var agency = await home.AgencyAsync();
        await DeskAsync(agency, "D-ok", $"http://127.0.0.1:{server.Port}/ok");
        await DeskAsync(agency, "D-bad", $"http://127.0.0.1:{server.Port}/bad");
        await DeskAsync(agency, "D-none", $"http://127.0.0.1:{FreePort()}/");
        await probing.RunAsync(default);
        Assert.Equal((ProbeState.Reachable, 200), await StateAsync(agency, "D-ok"));
        Assert.Equal((ProbeState.Faulty, 503), await StateAsync(agency, "D-bad"));
        Assert.Equal((ProbeState.Silent, (int?)null), await StateAsync(agency, "D-none"));
    }

    [Fact]
    public async Task An_address_inside_a_private_network_is_never_reached_not_even_by_a_redirect()
    {
        await using var server = new TinyServer();
        using var probing = home.Centre.Services.GetRequiredService<ProbeDesks>();
        var agency = await home.AgencyAsync();
        await DeskAsync(agency, "D-in", $"http://127.0.0.1:{server.Port}/ok");
        await probing.RunAsync(default);
        Assert.Equal((ProbeState.NotPublic, (int?)null), await StateAsync(agency, "D-in"));
        Assert.Equal(0, server.Asked);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("2002::1", true)]
    [InlineData("5.200.14.1", true)]
    [InlineData("172.32.0.1", true)]
    public void Only_public_addresses_are_public(string address, bool isPublic = false) => Assert.Equal(isPublic, PublicWeb.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task It_is_remembered_since_when_a_desk_is_silent_and_other_agencies_see_nothing_of_it()
    {
        using var probing = Probing(_ => true);
        var agency = await home.AgencyAsync();
        var other = await home.AgencyAsync();
        await DeskAsync(agency, "D-1", $"http://127.0.0.1:{FreePort()}/");
        await probing.RunAsync(default);
        var first = await FindAsync(agency, "D-1");
        home.Clock.Advance(TimeSpan.FromHours(2));
        await probing.RunAsync(default);
        var second = await FindAsync(agency, "D-1");
        Assert.Equal((first!.Since, first.CheckedAt.AddHours(2)), (second!.Since, second.CheckedAt));
        Assert.Null(await home.Centre.Services.GetRequiredService<DeskProbes>().FindAsync(other.Scope, agency.Code, "D-1", default));
    }

    private ProbeDesks Probing(Func<IPAddress, bool> isAllowed)
    {
        var probing = ActivatorUtilities.CreateInstance<ProbeDesks>(home.Centre.Services);
        probing.Use(PublicWeb.Client(isAllowed));
        return probing;
    }

    private static Task<ChangeResult> DeskAsync(RegisterAgency agency, string code, string url) =>
        agency.OkAsync(RegisterKind.Desk, code, new { office = "23-0001", kind = "electronic", url });

    private Task<DeskProbe?> FindAsync(RegisterAgency agency, string desk) =>
        home.Centre.Services.GetRequiredService<DeskProbes>().FindAsync(Scope.National, agency.Code, desk, default);

    private async Task<(ProbeState State, int? Status)> StateAsync(RegisterAgency agency, string desk) =>
        await FindAsync(agency, desk) is { } probe ? (probe.State, probe.Status) : throw new InvalidOperationException("Not looked at.");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Answers 200 to /ok and 503 to anything else.</summary>
    private sealed class TinyServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task serving;

        public TinyServer()
        {
            listener.Start();
            serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public int Asked { get; private set; }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync();
                    Asked++;
                    var stream = client.GetStream();
                    var buffer = new byte[4096];
                    var read = await stream.ReadAsync(buffer);
                    var isOk = Encoding.ASCII.GetString(buffer, 0, read).StartsWith("GET /ok", StringComparison.Ordinal);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(isOk ? "200 OK" : "503 Service Unavailable")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                }
            }
            catch (SocketException)
            {
            }
            catch (ObjectDisposedException)
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await serving;
        }
    }
}
