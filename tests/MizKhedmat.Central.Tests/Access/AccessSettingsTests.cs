using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>Settings of the access room: what Production refuses, and how its cookies are named (W08, SECURITY 2.3).</summary>
public sealed class AccessSettingsTests
{
    [Theory]
    [InlineData("Access:Issuer", "http://centre.example")]
    [InlineData("Access:Issuer", "https://centre.example?x=1")]
    [InlineData("Access:TokenCallsPerMinute", "0")]
    [InlineData("Access:TrustedIssuers:0:Issuer", "https://sso.example")]
    public async Task A_setting_that_is_not_safe_stops_the_start_with_one_line(string name, string value)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => Centre.StartAsync(
            new() { Environment = "Production", Settings = new Dictionary<string, string> { [name] = value } }));
        Assert.StartsWith("Access:", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task In_production_cookies_are_bound_to_the_host_and_to_TLS()
    {
        await using var centre = await Centre.StartAsync(new() { Environment = "Production" });
        var options = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
            .GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>(centre.Services)
            .Get("cookie");
        Assert.Equal("__Host-mk", options.Cookie.Name);
        Assert.Equal(Microsoft.AspNetCore.Http.CookieSecurePolicy.Always, options.Cookie.SecurePolicy);
        Assert.Equal("/", options.Cookie.Path);
    }
}
