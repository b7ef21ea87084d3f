namespace MizKhedmat.Central.Access;

/// <summary>Addresses to which a sign-in may lead on: paths of this very site (attack row W05).</summary>
public static class LocalAddress
{
    /// <summary>
    /// One leading slash, not two, no backslash and no control character (browsers drop tabs and line ends, and take a
    /// backslash for a slash). The text is the decoded value.
    /// </summary>
    public static bool Is(string? address) =>
        address is { Length: > 0 and <= 2000 } && address[0] == '/'
        && (address.Length == 1 || address[1] != '/')
        && !address.Any(c => c == '\\' || char.IsControl(c));
}
