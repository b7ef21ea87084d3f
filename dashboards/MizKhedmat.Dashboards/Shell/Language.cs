using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// Persian unless asked otherwise: <c>?lang=</c>, then the cookie. The culture is a clone of fa-IR whose separators are
/// the invariant ones (raw fa-IR breaks EF on SQLite and prints Jalali years in ISO patterns); Persian is painted by Fa.
/// </summary>
public static class Language
{
    public const string Cookie = "lang";

    public static readonly CultureInfo Persian = Cloned("fa-IR");

    public static readonly CultureInfo English = Cloned("en-GB");

    internal static RequestLocalizationOptions Options() => new()
    {
        DefaultRequestCulture = new RequestCulture(Persian),
        SupportedCultures = [Persian, English],
        SupportedUICultures = [Persian, English],
        RequestCultureProviders = [new CustomRequestCultureProvider(http => Task.FromResult<ProviderCultureResult?>(new(Asked(http).Name)))],
    };

    /// <summary>Remembers a language asked for in the URL, so that the circuit and the next pages speak it too.</summary>
    internal static IApplicationBuilder UseLanguageMemory(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Query["lang"] is ["fa" or "en"] asked && asked != http.Request.Cookies[Cookie])
        {
            http.Response.Cookies.Append(Cookie, asked!, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps,
            });
        }

        return next(http);
    });

    private static CultureInfo Asked(HttpContext http) =>
        http.Request.Query["lang"].ToString() switch
        {
            "en" => English,
            "fa" => Persian,
            _ => http.Request.Cookies[Cookie] == "en" ? English : Persian,
        };

    private static CultureInfo Cloned(string name)
    {
        var culture = (CultureInfo)new CultureInfo(name, useUserOverride: false).Clone();
        var number = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        culture.NumberFormat = number;
        culture.DateTimeFormat = (DateTimeFormatInfo)CultureInfo.InvariantCulture.DateTimeFormat.Clone();
        return CultureInfo.ReadOnly(culture);
    }
}
