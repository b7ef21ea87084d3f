using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>No measure is forgotten where all are added, compared or seen to be nothing.</summary>
public sealed class MeasuresTests(IndexCentre centre) : IClassFixture<IndexCentre>
{
    public static TheoryData<string> Names => [.. IndexCentre.Numbers.Select(n => n.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_measure_is_added_taken_back_and_seen(string name)
    {
        var number = typeof(Counter).GetProperty(name)!;
        var (one, sum) = (new Counter(), new Counter());
        Put(number, one, 5);
        Assert.False(one.IsZero);
        sum.Add(one, +1);
        sum.Add(one, +1);
        Assert.Equal(10, Get(number, sum));
        sum.Add(one, -1);
        sum.Add(one, -1);
        Assert.True(sum.IsZero);
    }

    /// <summary>Each number of each table: the recount names it, and the night puts it right.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_measure_that_was_bent_is_found_and_put_right(string name)
    {
        var (agency, http) = await centre.AgencyAsync(120);
        using (http)
        {
            var told = new Told(agency, "BENT");
            await centre.TellAsync(http, told.Accepted(IndexCentre.Saturday), told.Answered(IndexCentre.Saturday.AddDays(1)));
            var total = new DayTotal { AgencyId = agency.Id, Province = new("23"), Day = new(2026, 11, 14), Channel = Channel.InPerson, Place = Place.Line };
            Put(typeof(DayTotal).GetProperty(name)!, total, 7);
            await using (var writing = await centre.Centre.Services.GetRequiredService<IBulkStore>().BeginAsync(agency.Id, default))
            {
                await writing.AddAsync([total], default);
                await writing.CommitAsync(default);
            }

            var line = Assert.Single(await centre.Recount.DifferencesAsync(agency.Code, default));
            Assert.Contains($", {name}: ", line, StringComparison.Ordinal);
            Assert.Equal(1, await centre.Recount.RunAsync(default));
            Assert.Empty(await centre.Recount.DifferencesAsync(agency.Code, default));
        }
    }

    /// <summary>A cell holds an int; what is added up from cells does not end there.</summary>
    [Fact]
    public async Task Sums_of_cells_go_beyond_what_one_cell_holds()
    {
        var (agency, http) = await centre.AgencyAsync();
        http.Dispose();
        DayTotal Cell(int day) => new()
        {
            AgencyId = agency.Id, Province = new("23"), Day = new(2026, 11, day), Channel = Channel.InPerson, Place = Place.Line, Accepted = 2_000_000_000, Answered = 2_000_000_000, AnswerMinutes = 8_000_000_000, Due = 2_000_000_000,
        };
        await centre.Centre.InDbAsync(async db =>
        {
            db.AddRange(Cell(14), Cell(15), Cell(16));
            return await db.SaveChangesAsync();
        });
        var board = centre.Centre.Services.GetRequiredService<KpiBoard>();
        var live = JalaliPeriod.Live(TehranTime.DayOf(IndexCentre.Now.UtcDateTime));
        var rows = (await board.ReadAsync(Scope.National, new(agency.Scope, live, Indicators: ["accepted-requests", "mean-answer-time", "overdue-open"]), default))!;
        Assert.Equal(6_000_000_000, rows.Find("accepted-requests")!.Value);
        Assert.Equal(4, rows.Find("mean-answer-time")!.Value);
        Assert.Equal(6_000_000_000, rows.Find("overdue-open")!.Value);
        await centre.Centre.InDbAsync(async db =>
        {
            db.RemoveRange(Cell(14), Cell(15), Cell(16));
            return await db.SaveChangesAsync();
        });
    }

    private static void Put(PropertyInfo number, object cell, int value) =>
        number.SetValue(cell, Convert.ChangeType(value, number.PropertyType, CultureInfo.InvariantCulture));

    private static long Get(PropertyInfo number, object cell) => Convert.ToInt64(number.GetValue(cell), CultureInfo.InvariantCulture);
}
