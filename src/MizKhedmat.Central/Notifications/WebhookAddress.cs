using System.Net;
using MizKhedmat.Central.Access;

namespace MizKhedmat.Central.Notifications;

/// <summary>
/// Which addresses an endpoint may have. Whether the host is a public one is asked of the very connection when it is made
/// (<see cref="PublicWeb"/>): a name may lead elsewhere tomorrow.
/// </summary>
public static class WebhookAddress
{
    public const int Longest = 400;

    /// <summary>The address in its canonical form, or null: absolute https without user, password and fragment; in Development also http to this machine.</summary>
    public static string? Read(string? text, bool isDevelopment) =>
        text is { Length: > 0 and <= Longest } && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (isDevelopment && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.UserInfo.Length == 0 && url.Fragment.Length == 0 && url.AbsoluteUri.Length <= Longest && !IsInner(url, isDevelopment)
            ? url.AbsoluteUri
            : null;

    /// <summary>What a connection is let to: in Development this machine too.</summary>
    internal static bool IsAllowed(IPAddress address, bool isDevelopment) => PublicWeb.IsPublic(address) || (isDevelopment && IPAddress.IsLoopback(address));

    private static bool IsInner(Uri url, bool isDevelopment) =>
        url.IsLoopback ? !isDevelopment : IPAddress.TryParse(url.DnsSafeHost, out var literal) && !PublicWeb.IsPublic(literal);
}
