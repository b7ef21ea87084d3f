using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MizKhedmat.Central.Tests;

/// <summary>What a browser does at the sign-in: the page's antiforgery field and cookie, a plain post, the cookie kept.</summary>
public static class Browser
{
    /// <summary>The sign-in cookie as <c>name=value</c>; throws when the sign-in is refused.</summary>
    public static async Task<string> CookieAsync(Centre centre, string user, string password = Centre.Password)
    {
        using var answer = await SignInAsync(centre, user, password);
        return CookieOf(answer) ?? throw new InvalidOperationException($"{user} was not let in: {answer.StatusCode} {answer.Headers.Location}");
    }

    /// <summary>Posts the form; <paramref name="cookie"/> is a sign-in cookie that the browser already has.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(
        Centre centre, string user, string password, string? returnUrl = null, string? cookie = null)
    {
        var form = new Dictionary<string, string> { ["user"] = user, ["password"] = password };
        if (returnUrl is not null)
        {
            form["returnUrl"] = returnUrl;
        }

        return await PostAsync(centre, "sign-in", form, cookie);
    }

    /// <summary>Posts a form with an antiforgery field made for nobody in particular, as an anonymous page carries.</summary>
    public static async Task<HttpResponseMessage> PostAsync(Centre centre, string address, Dictionary<string, string> form, string? cookie = null)
    {
        using var scope = centre.Services.CreateScope();
        var page = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        if (cookie is not null)
        {
            page.User = await PrincipalAsync(scope.ServiceProvider, cookie);
        }

        var tokens = scope.ServiceProvider.GetRequiredService<IAntiforgery>().GetAndStoreTokens(page);
        form[tokens.FormFieldName] = tokens.RequestToken!;
        var field = page.Response.Headers.SetCookie.ToString().Split(';')[0];
        using var http = centre.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Add("Cookie", cookie is null ? field : $"{field}; {cookie}");
        return await http.SendAsync(request);
    }

    public static string? CookieOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var set) && set.FirstOrDefault(one => one.StartsWith("mk=", StringComparison.Ordinal)) is { } found
            ? found.Split(';')[0]
            : null;

    public static async Task<HttpStatusCode> StatusAsync(Centre centre, string address, string? cookie)
    {
        using var http = centre.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<System.Security.Claims.ClaimsPrincipal> PrincipalAsync(IServiceProvider services, string cookie)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Headers.Cookie = cookie;
        var result = await Microsoft.AspNetCore.Authentication.AuthenticationHttpContextExtensions.AuthenticateAsync(context, "cookie");
        return result.Principal ?? new();
    }
}
