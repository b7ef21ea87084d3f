using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>The yearly list of counties (issue B, sentence 11).</summary>
public sealed class CountyListTests : IAsyncLifetime
{
    private readonly RegisterCentre register = new();

    private Centre Centre => register.Centre;

    public async ValueTask InitializeAsync()
    {
        await register.InitializeAsync();
        await Centre.AddOfficialAsync("root", "admin", "national");
        await Centre.AddOfficialAsync("nation", "national-officer", "national");
        await Centre.AddOfficialAsync("gov", "governor", "province:23");
    }

    public ValueTask DisposeAsync() => register.DisposeAsync();

    [Fact]
    public async Task A_new_list_is_previewed_and_applied_with_its_day_and_the_same_list_again_changes_nothing()
    {
        var root = await WebPage.OfAsync(Centre, "root");
        var counties = await ListAsync();
        var (renamed, abolished, moved, mother) = (counties.First(c => c.Code.Value == "2301"), counties.First(c => c.Code.Value == "2302"), counties.First(c => c.Code.Value == "2303"), counties.First(c => c.Code.Value == "2304"));
        var list = counties.Except([abolished, moved]).Select(c => $"{c.Code},{c.Province},{(c == renamed ? "نام تازه" : c.NameFa)},")
            .Append($"2390,23,شهرستان افزوده,").Append($"2391,23,شهرستان جدا,{mother.Code}").Append($"3090,30,{moved.NameFa},");
        var csv = "code,province,name,predecessor\n" + string.Join('\n', list) + "\n";
        var page = await SendAsync(root, csv);
        var (_, html) = await root.OpenAsync(page);
        Assert.Contains("نام تازه", html, StringComparison.Ordinal);
        Assert.Equal(counties.Count, (await ListAsync()).Count);

        await root.SendAsync(page, "apply", new Dictionary<string, string>());
        var day = new DateOnly(2026, 11, 21);
        var now = (await Centre.InDbAsync(db => db.Counties.AsNoTracking().ToListAsync())).ToDictionary(c => c.Code.Value);
        Assert.Equal(("نام تازه", day, day, day, null), (now["2301"].NameFa, now["2302"].ValidTo, now["2303"].ValidTo, now["2390"].ValidFrom, now["2304"].ValidTo));
        var versions = await Centre.InDbAsync(db => db.CountyVersions.AsNoTracking().Where(v => v.On == day).ToListAsync());
        Assert.Equal(
            ["2301 Renamed ", "2302 Abolished ", "2303 Abolished ", "2390 Added ", "2391 Split 2304", "3090 Moved 2303"],
            versions.Select(v => $"{v.Code} {v.Act} {v.Predecessor}").Order(StringComparer.Ordinal));
        Assert.Contains(await Centre.InDbAsync(db => db.CountyVersions.AsNoTracking().Where(v => v.On < day).ToListAsync()), v => v.Code.Value == "2301" && v.NameFa == renamed.NameFa);
        Assert.Equal("2301", await Centre.InDbAsync(db => db.Offices.Where(o => o.Code == "23-0001").Select(o => o.County.Value).FirstAsync()));

        var again = await SendAsync(root, csv);
        var before = (await IntakeCentre.StockAsync(Centre)).Where(t => t.Key.StartsWith("County", StringComparison.Ordinal));
        await root.SendAsync(again, "apply", new Dictionary<string, string>());
        Assert.Equal(before, (await IntakeCentre.StockAsync(Centre)).Where(t => t.Key.StartsWith("County", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_list_with_faults_is_told_row_by_row_and_not_applied()
    {
        var root = await WebPage.OfAsync(Centre, "root");
        var before = await IntakeCentre.StockAsync(Centre);
        var page = await SendAsync(root, "کد,استان,نام\n2301,23,یک\n2301,23,دو\n99,23,سه\n2399,77,چهار\n2398,تهران,\n");
        var (_, html) = await root.OpenAsync(page);
        foreach (var code in new[] { "county-code-twice", "county-code-malformed", "province-unknown", "county-name-missing" })
        {
            Assert.Contains(RefusalTexts.Of(code).Fa, html, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("اعمال فهرست", html, StringComparison.Ordinal);
        Assert.Equal(before, await IntakeCentre.StockAsync(Centre));
    }

    [Fact]
    public async Task The_Organization_reads_and_nobody_else_comes_in()
    {
        var (status, html) = await (await WebPage.OfAsync(Centre, "nation")).OpenAsync("admin/counties");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("type=\"file\"", html, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await (await WebPage.OfAsync(Centre, "gov")).OpenAsync("admin/counties")).Status);
    }

    private Task<List<County>> ListAsync() => Centre.InDbAsync(db => db.Counties.AsNoTracking().Where(c => c.ValidTo == null).ToListAsync());

    private async Task<string> SendAsync(WebPage page, string csv)
    {
        var (location, _, html) = await page.SendAsync("admin/counties", "counties", new Dictionary<string, string> { ["on"] = "۱۴۰۵/۰۸/۳۰" }, ("c.csv", Encoding.UTF8.GetBytes(csv)));
        Assert.True(location is not null, html);
        return location!.Replace(Centre.BaseAddress.ToString(), "", StringComparison.Ordinal).TrimStart('/');
    }
}
