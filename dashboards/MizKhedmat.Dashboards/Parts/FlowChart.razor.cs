using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>
/// Thin interop around ApexCharts 4.7.0 (the last MIT version). Labels are made here in Jalali: the library's own fa locale
/// puts Jalali month names on Gregorian months. A fault of the chart never takes the screen down; the table twin stays.
/// </summary>
public sealed partial class FlowChart(IJSRuntime js, ILogger<FlowChart> log) : ComponentBase, IAsyncDisposable
{
    private ElementReference place;
    private IJSObjectReference? module;
    private IJSObjectReference? chart;
    private IReadOnlyList<DayFlow>? drawn;

    /// <summary>One row per day, zeros included.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DayFlow> Days { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (drawn is not null && (ReferenceEquals(drawn, Days) || drawn.SequenceEqual(Days)))
        {
            return;
        }

        drawn = Days;
        try
        {
            if (chart is null)
            {
                module ??= await js.InvokeAsync<IJSObjectReference>("import", "/_content/MizKhedmat.Dashboards/flow-chart.js");
                chart = await module.InvokeAsync<IJSObjectReference>("draw", place, Picture());
            }
            else
            {
                await chart.InvokeVoidAsync("update", Picture());
            }
        }
        catch (JSDisconnectedException)
        {
        }
        catch (JSException fault)
        {
            log.LogWarning(fault, "The daily chart could not be drawn.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (chart is not null)
            {
                await chart.InvokeVoidAsync("destroy");
                await chart.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private object Picture() => new
    {
        persian = Fa.IsPersian,
        labels = Days.Select(d => Fa.DayOfYear(d.Day)),
        titles = Days.Select(d => Fa.LongDate(d.Day)),
        series = new[]
        {
            new { name = Words.T("flow-accepted"), data = Days.Select(d => d.Accepted) },
            new { name = Words.T("flow-answered"), data = Days.Select(d => d.Answered) },
        },
    };
}
