using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>Where this very process listens; known once it has started.</summary>
internal sealed class DemoAddress(IServer server)
{
    public IReadOnlyList<string> All => [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    /// <summary>The first listening address as this machine reaches it.</summary>
    public Uri Local => new(All[0]
        .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
        .Replace("//[::]", "//localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal)
        .Replace("//+", "//localhost", StringComparison.Ordinal));
}
