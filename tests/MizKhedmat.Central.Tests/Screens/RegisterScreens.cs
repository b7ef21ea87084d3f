using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>A centre of two agencies with the people who sit at its screens.</summary>
public sealed class RegisterScreens : IAsyncLifetime
{
    public RegisterCentre Register { get; } = new();

    /// <summary>Editor of agency 1001.</summary>
    public FormBrowser Editor { get; private set; } = null!;

    /// <summary>A second editor of the same agency.</summary>
    public FormBrowser Colleague { get; private set; } = null!;

    /// <summary>Head of agency 1001: reads only.</summary>
    public FormBrowser Head { get; private set; } = null!;

    /// <summary>Editor of agency 1002.</summary>
    public FormBrowser Stranger { get; private set; } = null!;

    /// <summary>Editor of office 23-0001 of agency 1001.</summary>
    public FormBrowser OfOffice { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Register.InitializeAsync();
        Editor = await SignInAsync("editor", "agency-editor", "agency:1001");
        Colleague = await SignInAsync("colleague", "agency-representative", "agency:1001");
        Head = await SignInAsync("head", "agency-head", "agency:1001");
        Stranger = await SignInAsync("stranger", "agency-editor", "agency:1002");
        OfOffice = await SignInAsync("office", "agency-editor", "office:1001/23-0001");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in (FormBrowser[])[Editor, Colleague, Head, Stranger, OfOffice])
        {
            browser.Dispose();
        }

        await Register.DisposeAsync();
    }

    private async Task<FormBrowser> SignInAsync(string user, string role, string scope)
    {
        await Register.Centre.AddOfficialAsync(user, role, scope);
        return await FormBrowser.OfAsync(Register.Centre, user);
    }
}
