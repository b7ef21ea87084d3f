using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace MizKhedmat.Central.Access;

/// <summary>
/// An open circuit asks every twenty seconds whether its person still stands; when not, it goes on as nobody and every
/// authorised part of the page closes.
/// </summary>
internal sealed class CircuitSignIn(ILoggerFactory log, LiveOfficials officials) : RevalidatingServerAuthenticationStateProvider(log)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await officials.StandsAsync(authenticationState.User, cancellationToken);
}
