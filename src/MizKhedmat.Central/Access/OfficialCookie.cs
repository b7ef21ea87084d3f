using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MizKhedmat.Central.Access;

/// <summary>
/// The sign-in cookie of officials: 30 minutes idle, 10 hours at most, checked on each request. In Development it is named
/// plainly and travels over http, so that localhost works; elsewhere it is <c>__Host-</c> and Secure.
/// </summary>
internal static class OfficialCookie
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(10);
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    public static void Configure(CookieAuthenticationOptions options, IHostEnvironment environment)
    {
        Name(options.Cookie, "mk", environment);
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = Idle;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.Events.OnRedirectToLogin = redirect => ToSignIn(redirect.HttpContext);
        options.Events.OnRedirectToAccessDenied = redirect => Status(redirect.HttpContext, StatusCodes.Status403Forbidden);
        options.Events.OnValidatePrincipal = ValidateAsync;
    }

    /// <summary>The <c>__Host-</c> prefix binds a cookie to this host, this path and TLS.</summary>
    public static void Name(CookieBuilder cookie, string name, IHostEnvironment environment)
    {
        var plain = environment.IsDevelopment();
        cookie.Name = plain ? name : "__Host-" + name;
        cookie.SecurePolicy = plain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.Path = "/";
    }

    /// <summary>A page sends its reader to the sign-in; a circuit or another background call just learns 401.</summary>
    private static Task ToSignIn(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/_blazor") || request.Path.StartsWithSegments("/hubs"))
        {
            return Status(context, StatusCodes.Status401Unauthorized);
        }

        var here = request.PathBase + request.Path + request.QueryString;
        context.Response.Redirect("/sign-in?returnUrl=" + Uri.EscapeDataString(here));
        return Task.CompletedTask;
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext asked)
    {
        var services = asked.HttpContext.RequestServices;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        var inTime = long.TryParse(asked.Properties.Items.TryGetValue(SignIn.SignedInAt, out var text) ? text : null, CultureInfo.InvariantCulture, out var since)
            && now - since < (long)Longest.TotalSeconds;
        var officials = services.GetRequiredService<LiveOfficials>();
        if (!inTime || !await officials.StandsAsync(asked.Principal!, asked.HttpContext.RequestAborted))
        {
            asked.RejectPrincipal();
            await asked.HttpContext.SignOutAsync(AccessRoom.Cookie);
        }
    }
}
