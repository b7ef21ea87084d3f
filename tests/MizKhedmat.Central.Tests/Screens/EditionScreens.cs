using System.Text.RegularExpressions;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Tests.Editions;
using MizKhedmat.Central.Tests.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>
/// A centre whose provisional edition of the summer of 1405 is published, with its window of objections open, and the people around it: three
/// officers (A prepares), an auditor, the heads of two agencies and an editor of the first.
/// </summary>
public sealed partial class EditionScreens : IAsyncLifetime
{
    private readonly List<FormBrowser> browsers = [];

    public EditionCentre Home { get; } = new();

    public FormBrowser A { get; private set; } = null!;

    public FormBrowser B { get; private set; } = null!;

    public FormBrowser C { get; private set; } = null!;

    public FormBrowser Auditor { get; private set; } = null!;

    public FormBrowser Head { get; private set; } = null!;

    public FormBrowser OtherHead { get; private set; } = null!;

    public FormBrowser Editor { get; private set; } = null!;

    public CellAgency Agency { get; private set; } = null!;

    public CellAgency Other { get; private set; } = null!;

    public const string Edition = "1405-Q2-provisional";

    public async ValueTask InitializeAsync()
    {
        await Home.InitializeAsync();
        (Agency, Other) = (await Home.AgencyAsync(3, 1), await Home.AgencyAsync(1, 3));
        await Home.ApproveMethodologyAsync();
        await Home.PublishAsync(EditionKind.Provisional);
        (A, B, C) = (await OpenAsync("a@test"), await OpenAsync("b@test"), await OpenAsync("c@test"));
        Auditor = await SignInAsync("auditor@test", Roles.Auditor, "national");
        Head = await SignInAsync("head@test", Roles.AgencyHead, "agency:" + Agency.Code);
        OtherHead = await SignInAsync("other@test", Roles.AgencyHead, "agency:" + Other.Code);
        Editor = await SignInAsync("editor@test", Roles.AgencyEditor, "agency:" + Agency.Code);
    }

    public async ValueTask DisposeAsync()
    {
        browsers.ForEach(b => b.Dispose());
        await Home.DisposeAsync();
    }

    /// <summary>What is said on the page itself; the trace of an error is its own each time.</summary>
    public static string Said(string html) => Trace().Replace(html, "");

    /// <summary>Persian pages say numbers in Persian; only the agencies of tests are called by their code.</summary>
    public static void NoLatinDigits(string html) => PartsTests.NoLatinDigits(Name().Replace(html[html.IndexOf("<main", StringComparison.Ordinal)..], "سازمان"));

    private async Task<FormBrowser> SignInAsync(string user, string role, string scope)
    {
        await Home.Centre.AddOfficialAsync(user, role, scope);
        return await OpenAsync(user);
    }

    private async Task<FormBrowser> OpenAsync(string user)
    {
        var browser = await FormBrowser.OfAsync(Home.Centre, user);
        browsers.Add(browser);
        return browser;
    }

    [GeneratedRegex("<code dir=\"ltr\">[^<]*</code>")]
    private static partial Regex Trace();

    [GeneratedRegex("سازمان [0-9]{4}")]
    private static partial Regex Name();
}
