using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Demo;
using Xunit;

namespace MizKhedmat.Central.Tests.Scoring;

/// <summary>From a number to the requests behind it: the list has as many lines as the number says.</summary>
public sealed class ListsBehindNumbersTests(DemoCentre demo) : IClassFixture<DemoCentre>
{
    private static readonly string[] Agencies = ["1001", "1002", "1003", "1012", "1014"];

    [Theory]
    [InlineData("live")]
    [InlineData("quarter")]
    [InlineData("month")]
    public async Task The_list_behind_a_number_counts_what_the_number_counts(string which)
    {
        var services = demo.Centre.Services;
        var today = services.GetRequiredService<TimeProvider>().TodayInTehran();
        var date = JalaliDate.Of(today);
        var period = which switch
        {
            "live" => JalaliPeriod.Live(today),
            "quarter" => JalaliPeriod.QuarterOf(today),
            _ => JalaliPeriod.Month(date.Year, date.Month).Previous(),
        };
        foreach (var agency in Agencies.Select(code => new AgencyCode(code)))
        {
            var numbers = await services.GetRequiredService<KpiBoard>()
                .ReadAsync(Scope.National, new(Scope.OfAgency(agency), period), TestContext.Current.CancellationToken);
            var onTime = numbers!.Find("on-time-rate")!;
            Assert.Equal(numbers.Find("accepted-requests")!.Part ?? 0, await CountAsync(RequestFilter.All));
            Assert.Equal(onTime.Part ?? 0, await CountAsync(RequestFilter.AnsweredOnTime));
            Assert.Equal((onTime.Whole - onTime.Part) ?? 0, await CountAsync(RequestFilter.NotOnTime));
            Assert.Equal(numbers.Find("overdue-open")!.Part ?? 0, await CountAsync(RequestFilter.Overdue));
            Assert.Equal(numbers.Find("late-defect-rate")!.Part ?? 0, await CountAsync(RequestFilter.LateDefect));

            async Task<long> CountAsync(RequestFilter filter) => (await services.GetRequiredService<RequestList>()
                .ReadAsync(Scope.National, new(agency, Filter: filter, Period: period), TestContext.Current.CancellationToken))!.Total;
        }
    }
}
