using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Registration;
using Xunit;

namespace MizKhedmat.Central.Tests.Data;

/// <summary>
/// One list of Persian names: its order and what a search finds in it are the same on every database, through the views that
/// people use. The order is written here by hand, after the Persian alphabet, not taken from any library.
/// </summary>
public sealed class PersianOrderTests(RegisterCentre fixture) : IClassFixture<RegisterCentre>
{
    /// <summary>آ before ا, پ after ب, چ after ج, ژ after ز, گ after ک, و before ه before ی; a shorter name before a longer one.</summary>
    private static readonly string[] InOrder =
    [
        "آب و فاضلاب", "آموزش", "ابلاغ", "استعلام ۲", "اصلاح", "بیمه", "پروانهٔ کسب", "پست", "تأمین", "ثبت", "جواز", "چاپ", "حج", "خدمت", "خدمت عمومی",
        "دارو", "ذخیره", "راه", "زمین", "ژئوفیزیک", "سند", "شناسنامه", "صدور", "ضمانت", "طرح", "ظرفیت", "عوارض", "غذا", "فرهنگ", "قضا", "کارت",
        "گذرنامه", "لوح", "مالیات", "می\u200Cرود", "نظام", "واحد", "هنر", "یارانه",
    ];

    /// <summary>As the register keeps them: digits and hamza in one form.</summary>
    private static readonly string[] Stored = [.. InOrder.Select(Kept)];

    [Fact]
    public async Task Services_stand_in_the_order_of_the_Persian_alphabet_in_every_list()
    {
        var agency = await FillAsync();
        var scope = Scope.OfAgency(agency.Code);
        var list = fixture.Centre.Services.GetRequiredService<RegisterList>();
        var rising = await list.ReadAsync(scope, new(RegisterKind.Service) { PageSize = 500 }, default);
        Assert.Equal(Stored, Own(rising.Lines.Select(l => l.Title)));
        var falling = await list.ReadAsync(scope, new(RegisterKind.Service) { PageSize = 500, Descending = true }, default);
        Assert.Equal(Stored.Reverse(), Own(falling.Lines.Select(l => l.Title)));
        var catalogue = fixture.Centre.Services.GetRequiredService<ServiceCatalogue>();
        var pages = new List<string>();
        for (var page = 1; page <= 3; page++)
        {
            pages.AddRange((await catalogue.SearchAsync(scope, null, page, default)).Lines.Select(l => l.Title));
        }

        Assert.Equal(Stored, Own(pages));
    }

    [Fact]
    public async Task Agencies_stand_in_the_order_of_the_Persian_alphabet()
    {
        var names = InOrder.Index().ToDictionary(n => n.Item, n => $"6{n.Index:000}");
        await fixture.Centre.InDbAsync(async db =>
        {
            foreach (var (name, code) in names.OrderBy(n => n.Value.Reverse().First()))
            {
                db.Add(new Agency
                {
                    Code = new(code), NameFa = name, NameEn = code, Kind = AgencyKind.Institution, Level = AgencyLevel.National,
                    SearchKey = PersianText.SearchKey(name), SortKey = PersianText.SortKey(name),
                });
            }

            return await db.SaveChangesAsync();
        });
        var listed = await fixture.Centre.Services.GetRequiredService<RegistryNames>().AgenciesAsync(Scope.National, null, default);
        Assert.Equal(InOrder, listed.Where(a => names.ContainsValue(a.Code)).Select(a => a.NameFa));
    }

    [Theory]
    [InlineData("كارت", "کارت")]
    [InlineData("يارانه", "یارانه")]
    [InlineData("اب", "آب و فاضلاب", "ابلاغ")]
    [InlineData("آموزش", "آموزش")]
    [InlineData("پروانه کسب", "پروانهٔ کسب")]
    [InlineData("پروانۀ", "پروانهٔ کسب")]
    [InlineData("تامین", "تأمین")]
    [InlineData("ژیوفیزیک", "ژئوفیزیک")]
    [InlineData("میرود", "می\u200Cرود")]
    [InlineData("می رود", "می\u200Cرود")]
    [InlineData("می\u200Cرود", "می\u200Cرود")]
    [InlineData("استعلام 2", "استعلام ۲")]
    [InlineData("استعلام٢", "استعلام ۲")]
    [InlineData("استعلام  ۲", "استعلام ۲")]
    [InlineData("خـدمـت", "خدمت", "خدمت عمومی")]
    [InlineData("گذر", "گذرنامه")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("[ا-ی]")]
    public async Task A_search_finds_the_same_on_every_database(string typed, params string[] found)
    {
        var agency = await FillAsync();
        var query = new RegisterQuery(RegisterKind.Service) { Text = typed, PageSize = 500 };
        var lines = (await fixture.Centre.Services.GetRequiredService<RegisterList>().ReadAsync(Scope.OfAgency(agency.Code), query, default)).Lines;
        string[] expected = [.. found.Select(Kept)];
        Assert.Equal(expected, Own(lines.Select(l => l.Title)));
        if (!typed.Contains(' ', StringComparison.Ordinal))
        {
            var catalogue = await fixture.Centre.Services.GetRequiredService<ServiceCatalogue>().SearchAsync(Scope.OfAgency(agency.Code), typed, 1, default);
            Assert.Equal(expected, Own(catalogue.Lines.Select(l => l.Title)));
        }
    }

    /// <summary>Keys and cuts are counted in characters everywhere; what SQLite would store longer, the servers refuse.</summary>
    [Theory]
    [InlineData("ژ")]
    [InlineData("ۀ")]
    [InlineData("W")]
    public async Task The_longest_lawful_title_is_stored_and_found(string letter)
    {
        var title = string.Concat(Enumerable.Repeat(letter, 300));
        var code = RegisterCentre.New("LONG-");
        await fixture.TakenAsync("services/" + code, RegisterCentre.Service(title));
        var list = fixture.Centre.Services.GetRequiredService<RegisterList>();
        var found = await list.ReadAsync(fixture.Client.Agency.Scope, new(RegisterKind.Service) { Text = title[..200], PageSize = 500 }, default);
        Assert.Contains(found.Lines, l => l.Code == code);
    }

    /// <summary>The list, put over the API in an order that is not the alphabet's; once.</summary>
    private async Task<TestAgency> FillAsync()
    {
        var list = await fixture.GetAsync("registry/services?limit=500", fixture.OtherHttp);
        if (!list.Codes.Contains("W-00"))
        {
            foreach (var (index, title) in InOrder.Index().OrderBy(t => t.Item[^1]).ThenByDescending(t => t.Index))
            {
                var answer = await fixture.PutAsync($"services/W-{index:00}", RegisterCentre.Service(title), http: fixture.OtherHttp);
                Assert.True((int)answer.Status == 201, answer.Text);
            }
        }

        return fixture.Other.Agency;
    }

    private static string Kept(string title) => PersianText.Canonical(title, TextField.Name)!;

    private static string[] Own(IEnumerable<string> titles) => [.. titles.Where(Stored.Contains)];
}
