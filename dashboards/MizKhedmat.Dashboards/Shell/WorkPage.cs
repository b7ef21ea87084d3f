using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>What every workspace page knows before it paints: who looks, today in Tehran, and the period of the URL.</summary>
public abstract class WorkPage : ComponentBase
{
    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary><c>1405-Q3</c>, <c>1405-08</c> or <c>live</c>; live when absent.</summary>
    [SupplyParameterFromQuery(Name = "period")]
    public string? PeriodKey { get; set; }

    protected DateOnly Today { get; private set; }

    protected JalaliPeriod Period { get; private set; } = default!;

    /// <summary>Null for an account without a scope: it may see nothing.</summary>
    protected Caller? Caller { get; private set; }

    protected override void OnInitialized()
    {
        Today = Clock.TodayInTehran();
        Period = Periods.Of(PeriodKey, Today);
    }

    /// <summary>Asked again whenever the person's standing changes: a closed account goes on as nobody and sees nothing.</summary>
    protected override async Task OnParametersSetAsync() => Caller = Shell.Caller.Of((await Authentication).User);
}
