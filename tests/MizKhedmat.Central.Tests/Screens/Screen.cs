using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Shell;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>Renders a part without a server, in one of the two languages.</summary>
public static class Screen
{
    public static Task<string> FaAsync<TPart>(params (string Name, object? Value)[] parameters)
        where TPart : IComponent => RenderAsync<TPart>(Language.Persian, parameters);

    public static Task<string> EnAsync<TPart>(params (string Name, object? Value)[] parameters)
        where TPart : IComponent => RenderAsync<TPart>(Language.English, parameters);

    /// <summary>Runs under a culture of the screens and restores the former one.</summary>
    public static T In<T>(CultureInfo culture, Func<T> act)
    {
        var (former, formerUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        try
        {
            return act();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (former, formerUi);
        }
    }

    private static async Task<string> RenderAsync<TPart>(CultureInfo culture, (string Name, object? Value)[] parameters)
        where TPart : IComponent
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture); // flows with this test only
        var services = new ServiceCollection()
            .AddSingleton<MapSprite>()
            .AddSingleton<NavigationManager, Standing>()
            .AddSingleton<IJSRuntime, NoScript>()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(new CentreOptions { DataDirectory = "/", Demo = true });
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TPart>(ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)));
            return System.Net.WebUtility.HtmlDecode(root.ToHtmlString());
        });
    }

    private sealed class Standing : NavigationManager
    {
        public Standing() => Initialize("http://centre/", "http://centre/national?period=live");
    }

    private sealed class NoScript : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new InvalidOperationException("No script while prerendering.");

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }
}
