using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>A person at a browser without script: opens pages, fills forms as they were painted, sends them.</summary>
public sealed partial class FormBrowser : IDisposable
{
    private readonly HttpClient http;

    private FormBrowser(HttpClient http) => this.http = http;

    /// <summary>Signs in by the real form; follows no redirect by itself.</summary>
    public static async Task<FormBrowser> OfAsync(Centre centre, string user)
    {
        var browser = new FormBrowser(centre.CreateClient(cookies: true));
        var (status, _, _) = await browser.SendAsync("/sign-in", ("user", user), ("password", Centre.Password));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        return browser;
    }

    public async Task<(HttpStatusCode Status, string Html)> OpenAsync(string address)
    {
        using var answer = await http.GetAsync(address);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    public async Task<string> ReadAsync(string address)
    {
        var (status, html) = await OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, status);
        return html;
    }

    /// <summary>Opens the form at the address and sends it with its hidden fields and these inputs.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> SendAsync(string address, params (string Name, string Value)[] inputs)
    {
        var (status, page) = await OpenAsync(address);
        Assert.Equal(HttpStatusCode.OK, status);
        return await PostAsync(address, page, inputs);
    }

    /// <summary>Sends with the hidden fields of a page that is already open; a given input replaces the hidden one.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> PostAsync(string address, string page, params (string Name, string Value)[] inputs)
    {
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        var hidden = Hidden().Matches(main).Select(m => (Name: m.Groups[1].Value, m.Groups[2].Value)).Where(h => inputs.All(i => i.Name != h.Name)).DistinctBy(h => h.Name);
        using var form = new FormUrlEncodedContent(hidden.Concat(inputs).Select(i => KeyValuePair.Create(i.Name, i.Item2)));
        return await PostAsync(address, form);
    }

    /// <summary>The same with files, as a browser sends a form that has an input for them.</summary>
    public async Task<(HttpStatusCode Status, string Html, string? Location)> UploadAsync(string address, string page, (string Name, byte[] Content)[] files, params (string Name, string Value)[] inputs)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Hidden().Matches(page[page.IndexOf("<main", StringComparison.Ordinal)..]).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).DistinctBy(h => h.Item1).Concat(inputs))
        {
            form.Add(new StringContent(value), name);
        }

        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "file", name);
        }

        return await PostAsync(address, form);
    }

    public async Task<HttpResponseMessage> GetAsync(string address) => await http.GetAsync(address);

    private async Task<(HttpStatusCode Status, string Html, string? Location)> PostAsync(string address, HttpContent form)
    {
        using var answer = await http.PostAsync(address, form);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), answer.Headers.Location is { } to ? Path(to) : null);
    }

    public void Dispose() => http.Dispose();

    private static string Path(Uri to) => to.IsAbsoluteUri && to.Scheme.StartsWith("http", StringComparison.Ordinal) ? to.PathAndQuery : to.OriginalString;

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
