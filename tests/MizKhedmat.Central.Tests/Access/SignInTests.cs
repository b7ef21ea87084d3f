using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>People: sign-in, where it leads, how long it lasts and what ends it (W03–W05, C04).</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly StillClock clock = new();
    private Centre centre = null!;

    public async ValueTask InitializeAsync()
    {
        centre = await Centre.StartAsync(new()
        {
            Clock = clock,
            Services = services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions
                .AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(services, new TestPages()),
        });
        await centre.AddOfficialAsync("governor-23@test", Roles.Governor, "province:23");
        await centre.AddOfficialAsync("head-1001@test", Roles.AgencyHead, "agency:1001");
        await centre.AddOfficialAsync("admin@test", Roles.Admin, "national");
    }

    public ValueTask DisposeAsync() => centre.DisposeAsync();

    [Fact]
    public async Task A_right_password_leads_to_the_home_of_the_role()
    {
        foreach (var (user, home) in new[]
        {
            ("governor-23@test", "/province"), ("GOVERNOR-۲۳@test ", "/province"), ("head-1001@test", "/agency"), ("admin@test", "/national"),
        })
        {
            using var answer = await Browser.SignInAsync(centre, user, Centre.Password);
            Assert.Equal((HttpStatusCode.SeeOther, home), (answer.StatusCode, answer.Headers.Location!.OriginalString));
            var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("mk=", StringComparison.Ordinal));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task The_real_page_posts_to_the_real_sign_in()
    {
        using var http = centre.CreateClient(cookies: true);
        var page = await http.GetStringAsync("sign-in");
        var field = Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent(
            [new("user", "governor-23@test"), new("password", Centre.Password), new("returnUrl", "/"), new("__RequestVerificationToken", field)]);
        using var answer = await http.PostAsync("sign-in", form);
        Assert.Equal((HttpStatusCode.SeeOther, "/province"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        using var home = await http.GetAsync("province");
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    [Fact]
    public async Task Each_workspace_opens_to_its_own_roles_and_says_403_to_others()
    {
        var governor = await Browser.CookieAsync(centre, "governor-23@test");
        Assert.Equal(HttpStatusCode.OK, await Browser.StatusAsync(centre, "test/province", governor));
        Assert.Equal(HttpStatusCode.Forbidden, await Browser.StatusAsync(centre, "test/national", governor));
        Assert.Equal(HttpStatusCode.Forbidden, await Browser.StatusAsync(centre, "test/agency", governor));
        var head = await Browser.CookieAsync(centre, "head-1001@test");
        Assert.Equal(HttpStatusCode.OK, await Browser.StatusAsync(centre, "test/agency", head));
        Assert.Equal(HttpStatusCode.Forbidden, await Browser.StatusAsync(centre, "test/province", head));
        var admin = await Browser.CookieAsync(centre, "admin@test");
        Assert.Equal(HttpStatusCode.OK, await Browser.StatusAsync(centre, "test/national", admin));
    }

    [Fact]
    public async Task The_principal_tells_role_and_scope()
    {
        using var http = centre.CreateClient();
        http.DefaultRequestHeaders.Add("Cookie", await Browser.CookieAsync(centre, "governor-23@test"));
        Assert.Equal("governor province:23", await http.GetStringAsync("test/province"));
    }

    [Fact]
    public async Task Somebody_who_is_not_signed_in_is_sent_to_the_sign_in_and_back()
    {
        using var http = centre.CreateClient();
        using var answer = await http.GetAsync("test/national?period=1405-Q3");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Ftest%2Fnational%3Fperiod%3D1405-Q3", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task W05_the_way_back_stays_on_this_site()
    {
        using var good = await Browser.SignInAsync(centre, "governor-23@test", Centre.Password, "/province/agencies?x=1");
        Assert.Equal("/province/agencies?x=1", good.Headers.Location!.OriginalString);
        using var evil = await Browser.SignInAsync(centre, "governor-23@test", Centre.Password, "//evil.example");
        Assert.Equal("/province", evil.Headers.Location!.OriginalString);
        using var failed = await Browser.SignInAsync(centre, "governor-23@test", "wrong", "//evil.example");
        Assert.Equal("/sign-in?failed=1", failed.Headers.Location!.OriginalString);
        using var again = await Browser.SignInAsync(centre, "governor-23@test", "wrong", "/province");
        Assert.Equal("/sign-in?failed=1&returnUrl=%2Fprovince", again.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task C04_a_post_without_the_antiforgery_field_is_refused()
    {
        using var http = centre.CreateClient();
        using var form = new FormUrlEncodedContent([new("user", "governor-23@test"), new("password", Centre.Password)]);
        using var answer = await http.PostAsync("sign-in", form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(Browser.CookieOf(answer));
    }

    [Fact]
    public async Task W04_wrong_password_unknown_account_and_disabled_account_look_alike()
    {
        await centre.AddOfficialAsync("gone@test", Roles.Auditor, "national");
        await centre.InDbAsync(db => db.Officials.Where(o => o.UserName == "gone@test").ExecuteUpdateAsync(o => o.SetProperty(x => x.IsDisabled, true)));
        var seen = new List<(HttpStatusCode, string, long)>();
        foreach (var (user, password) in new[] { ("governor-23@test", "wrong"), ("nobody@test", "wrong"), ("gone@test", Centre.Password) })
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await Browser.SignInAsync(centre, user, password);
            seen.Add((answer.StatusCode, answer.Headers.Location!.OriginalString, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        }

        Assert.Single(seen.Select(one => (one.Item1, one.Item2)).Distinct());
        Assert.All(seen, one => Assert.True(one.Item3 >= 5, $"{one.Item3} ms is too quick for a hash."));
    }

    [Fact]
    public async Task W04_guessing_locks_account_and_source_together_and_only_for_a_while()
    {
        for (var i = 0; i < 5; i++)
        {
            await Browser.SignInAsync(centre, "governor-23@test", "wrong");
        }

        using var locked = await Browser.SignInAsync(centre, "governor-23@test", Centre.Password);
        Assert.Equal("/sign-in?failed=1", locked.Headers.Location!.OriginalString);
        await Browser.CookieAsync(centre, "admin@test");
        clock.Advance(TimeSpan.FromMinutes(5));
        await Browser.CookieAsync(centre, "governor-23@test");
    }

    [Fact]
    public async Task W03_each_sign_in_makes_a_new_session_and_a_copied_cookie_is_dead_after_sign_out()
    {
        var first = await Browser.CookieAsync(centre, "governor-23@test");
        using var again = await Browser.SignInAsync(centre, "governor-23@test", Centre.Password, cookie: first);
        var second = Browser.CookieOf(again)!;
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.Redirect, await Browser.StatusAsync(centre, "test/province", first));
        Assert.Equal(HttpStatusCode.OK, await Browser.StatusAsync(centre, "test/province", second));
        using var left = await Browser.PostAsync(centre, "sign-out", [], second);
        Assert.Equal("/", left.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, await Browser.StatusAsync(centre, "test/province", second));
    }

    [Fact]
    public async Task W03_a_person_who_is_changed_is_signed_out_within_thirty_seconds()
    {
        foreach (var change in (Action<Official>[])
            [o => o.SecurityStamp = "new", o => o.Role = Roles.PlanningOfficer, o => o.ScopeText = "province:00", o => o.IsDisabled = true])
        {
            var cookie = await Browser.CookieAsync(centre, "governor-23@test");
            Assert.Equal(HttpStatusCode.OK, await Browser.StatusAsync(centre, "test/province", cookie));
            await centre.InDbAsync(async db =>
            {
                change(await db.Officials.SingleAsync(o => o.UserName == "governor-23@test"));
                return await db.SaveChangesAsync();
            });
            clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal(HttpStatusCode.Redirect, await Browser.StatusAsync(centre, "test/province", cookie));
        }
    }

    [Fact]
    public async Task A_session_ends_after_thirty_idle_minutes_and_after_ten_hours_in_any_case()
    {
        var idle = await Browser.CookieAsync(centre, "governor-23@test");
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Redirect, await Browser.StatusAsync(centre, "test/province", idle));
        var cookie = await Browser.CookieAsync(centre, "governor-23@test");
        var status = HttpStatusCode.OK;
        for (var minutes = 0; minutes < 599; minutes += 20)
        {
            (status, cookie) = await RenewedAsync(cookie);
            Assert.True(status == HttpStatusCode.OK, $"after {minutes} minutes");
            clock.Advance(TimeSpan.FromMinutes(20));
        }

        (status, _) = await RenewedAsync(cookie);
        Assert.Equal(HttpStatusCode.Redirect, status);
    }

    private async Task<(HttpStatusCode Status, string Cookie)> RenewedAsync(string cookie)
    {
        using var http = centre.CreateClient();
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await http.GetAsync("test/province");
        return (answer.StatusCode, Browser.CookieOf(answer) ?? cookie);
    }
}
