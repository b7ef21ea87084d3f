using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>The pure rules of the sign-in: passwords, guessing, the way back.</summary>
public sealed class SignInRuleTests
{
    [Fact]
    public void W04_a_victim_can_still_enter_from_another_source()
    {
        var attempts = new SignInAttempts(new StillClock());
        for (var i = 0; i < 10; i++)
        {
            attempts.Begin("VICTIM", "203.0.113.7");
        }

        Assert.False(attempts.Begin("VICTIM", "203.0.113.7"));
        Assert.True(attempts.Begin("VICTIM", "198.51.100.9"));
        Assert.Contains(false, Enumerable.Range(0, 200).Select(i => attempts.Begin("U" + i, "203.0.113.8")));
    }

    [Theory]
    [InlineData("elevenchars", false)]
    [InlineData("twelve chars", true)]
    [InlineData("a long password", false)]
    [InlineData("پنجرهٔ واحد میزخدمت", false)]
    [InlineData("گذرواژه‌ای بلند و آسان", true)]
    public void Passwords_are_long_and_not_a_word_of_the_house(string password, bool allowed) =>
        Assert.Equal(allowed, PasswordRule.Allows("governor-23@test", password));

    [Fact]
    public void An_open_circuit_asks_again_whether_its_person_still_stands()
    {
        var services = new ServiceCollection();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.AddRazorComponents().AddInteractiveServerComponents();
        Assert.Equal(typeof(CircuitSignIn), services.Last(one => one.ServiceType == typeof(AuthenticationStateProvider)).ImplementationType);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/province/agencies?x=1#y", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("\\\\evil.example", false)]
    [InlineData("/\t/evil.example", false)]
    [InlineData("\t//evil.example", false)]
    [InlineData("/a\r\nSet-Cookie: x=y", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void W05_only_a_path_of_this_site_is_local(string? address, bool local) => Assert.Equal(local, LocalAddress.Is(address));
}
