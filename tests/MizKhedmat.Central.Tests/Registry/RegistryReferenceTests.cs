using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Startup;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Registry;

/// <summary>Provinces, counties and COFOG as a started centre holds them.</summary>
public sealed class RegistryReferenceTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task There_are_31_provinces_with_the_population_of_the_census()
    {
        var provinces = await centre.InDbAsync(db => db.Provinces.ToListAsync());
        Assert.Equal(31, provinces.Count);
        Assert.Equal(79_926_270, provinces.Sum(p => p.Population));
    }

    [Fact]
    public async Task Provinces_stand_in_Persian_alphabetical_order_whatever_the_database()
    {
        var names = await centre.InDbAsync(db => db.Provinces.OrderBy(p => p.SortKey).Select(p => p.NameFa).ToListAsync());
        var persian = names.Order(StringComparer.Create(CultureInfo.GetCultureInfo("fa-IR"), ignoreCase: true));
        Assert.Equal(persian, names);
        Assert.Equal("آذربایجان شرقی", names[0]);
        Assert.True(names.IndexOf("چهارمحال و بختیاری") < names.IndexOf("خراسان رضوی"));
        Assert.True(names.IndexOf("گلستان") < names.IndexOf("لرستان"));
    }

    [Fact]
    public async Task There_are_482_counties_each_in_a_province()
    {
        var counties = await centre.InDbAsync(db => db.Counties.ToListAsync());
        var provinces = await centre.InDbAsync(db => db.Provinces.Select(p => p.Code).ToListAsync());
        Assert.Equal(482, counties.Count);
        Assert.All(counties, county => Assert.Equal(county.Province, county.Code.Province));
        Assert.All(counties, county => Assert.Contains(county.Province, provinces));
    }

    [Fact]
    [Clause("386059/1-c")]
    public async Task Cofog_has_ten_divisions_69_groups_and_109_classes()
    {
        var rows = await centre.InDbAsync(db => db.CofogClasses.ToListAsync());
        Assert.Equal([("class", 109), ("division", 10), ("group", 69)], rows.CountBy(r => r.Level).Select(l => (l.Key, l.Value)).Order());
        Assert.All(rows.Where(r => r.Parent is not null), row => Assert.Contains(rows, parent => parent.Code == row.Parent));
    }

    [Fact]
    public async Task A_second_start_loads_nothing()
    {
        var journal = await centre.InDbAsync(db => db.Journal.CountAsync(e => e.Kind == "reference-data-loaded"));
        Assert.Equal(0, await centre.Services.LoadReferenceDataAsync());
        Assert.Equal(journal, await centre.InDbAsync(db => db.Journal.CountAsync(e => e.Kind == "reference-data-loaded")));
        Assert.Equal(await centre.InDbAsync(db => db.ReferenceFiles.CountAsync()), journal);
    }
}

/// <summary>Next year's file of counties; a centre of its own because it changes the register.</summary>
public sealed class LaterCountiesTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task A_later_file_renames_adds_and_closes_but_loses_nothing()
    {
        using var copy = new SeedCopy();
        copy.Change("counties.json", file =>
        {
            var items = file["items"]!.AsArray();
            items[0]!["name_fa"] = "نام تازه";
            items.RemoveAt(1);
            items.Add(new JsonObject { ["code"] = "0099", ["province"] = "00", ["name_fa"] = "شهرستان تازه" });
        });
        Assert.True(await LoadCounties.RunAsync(copy.LoadInto(centre), TestContext.Current.CancellationToken));
        var counties = await centre.InDbAsync(db => db.Counties.OrderBy(c => c.Code).ToListAsync());
        Assert.Equal(483, counties.Count);
        Assert.Equal(("نام تازه", null, null), Facts(counties[0]));
        Assert.NotNull(Assert.Single(counties, c => c.ValidTo is not null).ValidTo);
        Assert.NotNull(Assert.Single(counties, c => c.Code == new CountyCode("0099")).ValidFrom);

        using var shipped = new SeedCopy();
        Assert.True(await LoadCounties.RunAsync(shipped.LoadInto(centre), TestContext.Current.CancellationToken));
        var again = await centre.InDbAsync(db => db.Counties.Where(c => c.ValidTo == null).ToListAsync());
        Assert.Equal(482, again.Count);

        static (string, DateOnly?, DateOnly?) Facts(County county) => (county.NameFa, county.ValidFrom, county.ValidTo);
    }
}
