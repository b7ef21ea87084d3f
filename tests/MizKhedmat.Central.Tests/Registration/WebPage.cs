using System.Net;
using System.Text.RegularExpressions;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>A person with a browser without script: opens pages, sends their forms, follows redirects by hand.</summary>
internal sealed partial class WebPage(Centre centre, string cookie)
{
    public static async Task<WebPage> OfAsync(Centre centre, string user) => new(centre, await Browser.CookieAsync(centre, user));

    /// <summary>The page as text; whatever cookies it sets are kept.</summary>
    public async Task<(HttpStatusCode Status, string Html)> OpenAsync(string address)
    {
        using var http = centre.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    public async Task<(HttpStatusCode Status, byte[] Bytes)> DownloadAsync(string address)
    {
        using var http = centre.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Sends the form of this name on a page; where the answer leads, or the page that it is.</summary>
    public async Task<(string? Location, HttpStatusCode Status, string Html)> SendAsync(string page, string form, IReadOnlyDictionary<string, string> fields, (string Name, byte[] Bytes)? file = null)
    {
        using var http = centre.CreateClient();
        using var ask = new HttpRequestMessage(HttpMethod.Get, page);
        ask.Headers.Add("Cookie", cookie);
        using var asked = await http.SendAsync(ask);
        var html = await asked.Content.ReadAsStringAsync();
        var antiforgery = asked.Headers.TryGetValues("Set-Cookie", out var set) ? set.First().Split(';')[0] : "";
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form), "_handler" },
            { new StringContent(WebUtility.HtmlDecode(Token().Match(html).Groups[1].Value)), "__RequestVerificationToken" },
        };
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        if (file is { } sent)
        {
            content.Add(new ByteArrayContent(sent.Bytes), "file", sent.Name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = content };
        request.Headers.Add("Cookie", $"{antiforgery}; {cookie}");
        using var answer = await http.SendAsync(request);
        return (answer.Headers.Location?.ToString(), answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
