using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Access;

/// <summary>
/// An open circuit asks every twenty seconds whether its person still stands; when not, it goes on as nobody and every
/// authorised part of the page closes. While the database is away nobody can be asked, and nothing can be read either: the
/// person stays until the next asking.
/// </summary>
internal sealed class CircuitSignIn(ILoggerFactory log, LiveOfficials officials, IDatabaseServer server) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await officials.StandsAsync(authenticationState.User, cancellationToken);
        }
        catch (Exception outage) when (server.IsOutage(outage))
        {
            return true;
        }
    }
}
