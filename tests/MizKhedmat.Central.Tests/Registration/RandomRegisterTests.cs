using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using Xunit;
using ReviewState = MizKhedmat.Central.Registry.ReviewState;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Whatever agencies state, reviewers decide and days pass: shares stay shares, sums stay the register, the past stays.</summary>
public sealed class RandomRegisterTests(ReviewCentre home) : IClassFixture<ReviewCentre>
{
    private static readonly string[] Offices = ["23-0000", "23-0001", "08-0001", "*"];
    private static readonly string[] Places = ["electronic", "in-person", "counter-office", "outside"];
    private static readonly string[] Exemptions = ["EX-NOCLIENT", "EX-G2G", "EX-STEER", "EX-REGELEC", "DM-BANK", "DM-SMALL", "DM-WINDOW", "PT-COUNTER"];
    private static readonly string[] Slugs = ["e-desk-share", "desk-coverage", "coded-services", "outside-desk-rate", "trained-operators"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_rate_exceeds_one_and_the_sums_are_the_register_after_any_changes(int seed)
    {
        var random = new Random(seed);
        var agency = await home.AgencyAsync("bank");
        var past = new List<(string Month, List<(double?, long?)> Figures)>();
        for (var step = 0; step < 60; step++)
        {
            await ActAsync(random, agency);
            if (step % 20 == 19)
            {
                var month = JalaliPeriod.Month(JalaliDate.Of(home.Today).Year, JalaliDate.Of(home.Today).Month).Key;
                past.Add((month, await FiguresAsync(agency, month)));
                home.Clock.Advance(TimeSpan.FromDays(35));
                await home.Centre.Services.GetRequiredService<SweepRegister>().RunAsync(default);
            }
        }

        await agency.CountedRightAsync();
        foreach (var (month, figures) in past)
        {
            Assert.Equal(figures, await FiguresAsync(agency, month));
        }
    }

    private static async Task<List<(double?, long?)>> FiguresAsync(RegisterAgency agency, string period)
    {
        var board = agency.Home.Centre.Services.GetRequiredService<KpiBoard>();
        Assert.True(JalaliPeriod.TryParse(period, agency.Home.Today, out var asked));
        var rows = new List<KpiRow>();
        foreach (var by in new[] { KpiBy.Total, KpiBy.Province, KpiBy.County, KpiBy.Office })
        {
            rows.AddRange((await board.ReadAsync(Scope.National, new(agency.Scope, asked, by, Indicators: Slugs), default))!.Rows);
        }

        Assert.All(rows, r => Assert.True(r.Value is null or (>= 0 and <= 1), $"{r}"));
        Assert.All(rows, r => Assert.True(r.Part is null || r.Part <= r.Whole, $"{r}"));
        return [.. rows.Select(r => (r.Part, r.Whole))];
    }

    /// <summary>What the rules refuse is left out; enough remains.</summary>
    private static Task ActAsync(Random random, RegisterAgency agency) => random.Next(8) switch
    {
        0 or 1 or 2 => agency.PutAsync(RegisterKind.Service, Of(random, 6), Service(random, agency.Home.Today)),
        3 => agency.PutAsync(RegisterKind.Desk, "D" + Of(random, 5), new
        {
            office = Offices[random.Next(3)], kind = random.Next(3) switch { 0 => "electronic", 1 => "in-person", _ => "deemed" },
            state = random.Next(6) == 0 ? "suspended" : null, building = "ساختمان " + Of(random, 3), url = "https://example.ir/desk",
        }),
        4 => agency.PutAsync(RegisterKind.Exemption, "X" + Of(random, 4), new
        {
            exemption = Exemptions[random.Next(Exemptions.Length)], office = random.Next(2) == 0 ? Offices[random.Next(3)] : null,
            service = random.Next(2) == 0 ? Of(random, 6) : null, reason = "دلیل", letterNumber = "1", letterOn = "2026-01-01",
        }),
        5 => agency.PutAsync(RegisterKind.Office, Offices[random.Next(1, 3)] is var office ? office : "", new
        {
            title = "شعبه " + office, province = office[..2], county = office[..2] + "01", level = "line", hasClients = random.Next(3) > 0, staff = 4,
        }),
        _ => DecideAsync(random, agency),
    };

    private static Dictionary<string, object?> Service(Random random, DateOnly today)
    {
        var body = RegisterAgency.Body(Of(random, 6), [.. Enumerable.Range(0, random.Next(4)).Select(_ => (Offices[random.Next(4)], Places[random.Next(4)]))]);
        body["audience"] = random.Next(5) == 0 ? "government" : "citizen";
        body["serviceCode"] = random.Next(3) == 0 ? null : "99" + random.Next(100_000_000).ToString("000000000", CultureInfo.InvariantCulture);
        body["validTo"] = random.Next(8) == 0 ? today.AddDays(random.Next(1, 40)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        return body;
    }

    private static async Task DecideAsync(Random random, RegisterAgency agency)
    {
        var pending = await agency.Home.Centre.InDbAsync(db => db.ReviewCases.AsNoTracking().Where(r => r.AgencyId == agency.Id && r.State == ReviewState.Pending).ToListAsync());
        var chosen = pending.OrderBy(_ => random.Next()).Take(4).Select(r => new CaseVersion(r.Id, r.Version)).ToList();
        var to = random.Next(3) switch { 0 => ReviewState.Rejected, 1 => ReviewState.Returned, _ => ReviewState.Accepted };
        var until = to == ReviewState.Accepted && random.Next(2) == 0 ? agency.Home.Today.AddDays(20) : (DateOnly?)null;
        var result = await agency.Decide.DecideAsync(
            Scope.National, RegisterAgency.Organization, chosen, new(to, "دلیل", until, agency.Home.Today.AddDays(9)), default);
        if (result.Batch is { } batch && random.Next(3) == 0)
        {
            await agency.CountedRightAsync();
            Assert.Empty(await agency.Decide.UndoAsync(Scope.National, RegisterAgency.Organization, batch, default));
            var after = await agency.Home.Centre.InDbAsync(db => db.PlacementCounts.AsNoTracking().Where(c => c.AgencyId == agency.Id && c.Area == "").ToListAsync());
            var decided = result.Agencies.Single();
            var now = new PlacementCount { AgencyId = agency.Id, Area = "", Day = default };
            after.ForEach(c => now.Add(c, +1));
            Assert.Equal((decided.ShareBefore, decided.CoverageBefore), (now.ElectronicShare, now.Coverage));
        }
    }

    private static string Of(Random random, int count) => random.Next(1, count + 1).ToString(CultureInfo.InvariantCulture);
}
