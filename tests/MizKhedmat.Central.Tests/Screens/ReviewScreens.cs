using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>A centre with the people who review: of the Organization, of province 23, and those who only read.</summary>
public sealed class ReviewScreens : IAsyncLifetime
{
    private readonly List<FormBrowser> browsers = [];

    public ReviewCentre Home { get; } = new();

    public FormBrowser Officer { get; private set; } = null!;

    public FormBrowser Planning { get; private set; } = null!;

    public FormBrowser Governor { get; private set; } = null!;

    public FormBrowser Auditor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Home.InitializeAsync();
        Officer = await SignInAsync("officer", "national-officer", "national");
        Planning = await SignInAsync("planning", "planning-officer", "province:23");
        Governor = await SignInAsync("governor", "governor", "province:23");
        Auditor = await SignInAsync("auditor", "auditor", "national");
    }

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(b => b.Dispose());
        await Home.DisposeAsync();
    }

    public async Task<FormBrowser> SignInAsync(string user, string role, string scope)
    {
        await Home.Centre.AddOfficialAsync(user, role, scope);
        var browser = await FormBrowser.OfAsync(Home.Centre, user);
        browsers.Add(browser);
        return browser;
    }

    /// <summary>Value of the tick of a case, as a queue paints it.</summary>
    public static string Tick(ReviewCase review) => FormattableString.Invariant($"{review.Id}.{review.Version}");
}
