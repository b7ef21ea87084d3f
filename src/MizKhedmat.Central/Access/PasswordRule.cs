using Microsoft.AspNetCore.Identity;

namespace MizKhedmat.Central.Access;

/// <summary>
/// Passwords of officials (ASVS v5.0.0-6.2): 12 to 128 characters of any kind, not the account's own name and not a word of
/// the house; no rule of composition, for such rules only make people write them down.
/// </summary>
internal sealed class PasswordRule : IPasswordValidator<Official>
{
    public const int Shortest = 12;
    public const int Longest = 128;
    private static readonly string[] Words = ["mizkhedmat", "میزخدمت", "میز خدمت", "password", "123456", "qwerty"];

    public Task<IdentityResult> ValidateAsync(UserManager<Official> manager, Official user, string? password) => Task.FromResult(
        Allows(user.UserName ?? "", password ?? "")
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = "password-weak", Description = "12 to 128 characters, without the account's name and without common words." }));

    public static bool Allows(string user, string password) =>
        password.Length is >= Shortest and <= Longest
        && !Words.Any(word => password.Contains(word, StringComparison.OrdinalIgnoreCase))
        && (user.Length == 0 || !password.Contains(user, StringComparison.OrdinalIgnoreCase));
}
