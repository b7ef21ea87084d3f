using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using MizKhedmat.Central.Editions;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>Editions as officials, agencies and the public meet them (1538588/4).</summary>
[Clause("1538588/4")]
public sealed class EditionScreensTests(EditionScreens screens) : IClassFixture<EditionScreens>
{
    private const string Summer = "/editions/" + EditionScreens.Edition;

    [Fact]
    public async Task An_edition_is_prepared_and_approved_by_two_others_on_the_screens()
    {
        await screens.Home.SpringAsync();
        var desk = await screens.A.ReadAsync("/national/editions");
        Assert.Contains("/national/editions/prepare?period=1405-Q1", desk, StringComparison.Ordinal);
        EditionScreens.NoLatinDigits(desk);
        var (_, _, prepared) = await screens.A.SendAsync("/national/editions/prepare?period=1405-Q1");
        Assert.StartsWith("/national/editions/drafts/", prepared, StringComparison.Ordinal);
        var draft = await screens.A.ReadAsync(prepared!);
        EditionScreens.NoLatinDigits(draft);
        Assert.Contains("شما این پیش‌نویس را تهیه کرده‌اید", draft, StringComparison.Ordinal);
        Assert.DoesNotContain(prepared + "/approve", draft, StringComparison.Ordinal);

        var (_, refused, nowhere) = await screens.A.SendAsync(prepared + "/approve");
        Assert.Null(nowhere);
        Assert.Contains("role=\"alert\"", refused, StringComparison.Ordinal);
        var confirm = await screens.B.ReadAsync(prepared + "/approve");
        Assert.Contains("با این تأیید چیزی منتشر نمی‌شود", confirm, StringComparison.Ordinal);
        Assert.Contains("b@test", EditionScreens.Said(confirm), StringComparison.Ordinal);
        Assert.Equal(prepared + "?done=approved", (await screens.B.PostAsync(prepared + "/approve", confirm)).Location);
        Assert.Contains("شما یک بار تأیید کرده‌اید", await screens.B.ReadAsync(prepared!), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.C.OpenAsync("/editions/1405-Q1-provisional")).Status);
        Assert.Contains("برگشت‌پذیر نیست", await screens.C.ReadAsync(prepared + "/approve"), StringComparison.Ordinal);
        Assert.Equal("/national/editions/1405-Q1-provisional?done=published", (await screens.C.SendAsync(prepared + "/approve")).Location);
        var paper = await screens.Auditor.ReadAsync("/national/editions/1405-Q1-provisional");
        var second = await screens.Home.EditionAsync("1405-Q1-provisional");
        Assert.Contains(second.RunHash, paper, StringComparison.Ordinal);
        Assert.Contains(second.PreviousRunHash[..12], paper, StringComparison.Ordinal);
        Assert.Contains("به پیشین پیوسته", paper, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_reads_prepares_and_approves_nothing()
    {
        var desk = await screens.Auditor.ReadAsync("/national/editions");
        Assert.DoesNotContain("/national/editions/prepare", desk, StringComparison.Ordinal);
        Assert.Contains("ویرایش مقدماتی را کارشناس سازمان تهیه می‌کند", desk, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Auditor.OpenAsync("/national/editions/prepare?period=1405-H1")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Auditor.PostAsync("/national/editions/prepare?period=1405-H1", await screens.Auditor.ReadAsync("/national/findings"), ("_handler", "prepare"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Head.OpenAsync("/national/editions")).Status);
        Assert.Empty(await screens.Home.Centre.InDbAsync(db => Task.FromResult(db.EditionDrafts.Where(d => d.Period == "1405-H1").ToList())));
    }

    [Fact]
    public async Task A_final_edition_is_refused_while_its_window_is_open_with_the_day_and_the_clause()
    {
        var desk = await screens.A.ReadAsync("/national/editions");
        Assert.Contains("ویرایش نهایی امروز تهیه نمی‌شود", desk, StringComparison.Ordinal);
        Assert.Contains("۱۶ آذر ۱۴۰۵", desk, StringComparison.Ordinal); // published on 08/30, fifteen days, and the day after
        Assert.Contains("دستورالعمل", desk, StringComparison.Ordinal);
        var page = await screens.A.ReadAsync("/national/editions/prepare?period=1405-Q2");
        var (_, refused, nowhere) = await screens.A.PostAsync("/national/editions/prepare?period=1405-Q2", page);
        Assert.Null(nowhere);
        Assert.Contains("role=\"alert\"", refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fa", "ویرایش مقدماتی تابستان ۱۴۰۵")]
    [InlineData("en", "Provisional edition, ")]
    public async Task Anybody_reads_a_published_edition_without_signing_in_and_without_script(string language, string title)
    {
        using var http = screens.Home.Centre.CreateClient();
        var list = WebUtility.HtmlDecode(await http.GetStringAsync("/editions?lang=" + language));
        Assert.Contains(Summer, list, StringComparison.Ordinal);
        var bytes = await http.GetByteArrayAsync(Summer + "?lang=" + language);
        var html = WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes));
        var edition = await screens.Home.EditionAsync(EditionScreens.Edition);
        Assert.All(new[] { title, edition.RunHash, edition.FactsHash, edition.ResultHash, edition.MethodologySha256, "mizctl score verify " + EditionScreens.Edition }, part => Assert.Contains(part, html, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@test", html, StringComparison.Ordinal); // roles sign, not names
        Assert.InRange(bytes.Length, 1, 50 * 1024);
        if (language == "fa")
        {
            EditionScreens.NoLatinDigits(html);
        }

        using var none = await http.GetAsync("/editions/1390-Q1-final");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task The_whole_document_is_for_the_nation_and_verifies_offline()
    {
        var file = $"/export/editions/{EditionScreens.Edition}.json.gz";
        using var answer = await screens.Auditor.GetAsync(file);
        await using var plain = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var json = await JsonDocument.ParseAsync(plain);
        Assert.Empty(EditionDocument.Verify(json.RootElement));
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Head.OpenAsync(file)).Status);
    }

    [Fact]
    public async Task An_agency_downloads_its_own_share_and_it_verifies()
    {
        Assert.Contains($"/export/shares/{EditionScreens.Edition}.json", await screens.Editor.ReadAsync("/agency/score/reproduce?edition=" + EditionScreens.Edition), StringComparison.Ordinal);
        using var answer = await screens.Editor.GetAsync($"/export/shares/{EditionScreens.Edition}.json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(screens.Agency.Code, json.RootElement.GetProperty("agency").GetString());
        Assert.Empty(EditionShare.Verify(json.RootElement));

        // With the tool and the method in one archive.
        Assert.Contains($"/export/shares/{EditionScreens.Edition}.zip", await screens.Editor.ReadAsync("/agency/score/reproduce?edition=" + EditionScreens.Edition), StringComparison.Ordinal);
        using var archive = await screens.Editor.GetAsync($"/export/shares/{EditionScreens.Edition}.zip");
        using var zip = new ZipArchive(await archive.Content.ReadAsStreamAsync());
        Assert.Superset(new HashSet<string> { "share.json", "methodology.json", "README.fa.txt", "README.en.txt", "tool/mizctl.dll" }, zip.Entries.Select(e => e.FullName).ToHashSet());
        await using (var share = await zip.GetEntry("share.json")!.OpenAsync())
        {
            Assert.Equal(json.RootElement.GetRawText(), await new StreamReader(share).ReadToEndAsync());
        }

        Assert.Equal(HttpStatusCode.NotFound, (await screens.Editor.OpenAsync("/agency/score/reproduce?edition=1390-Q1-final")).Status);
    }

    [Fact]
    public async Task The_yearly_list_is_empty_until_its_edition_and_provisional_until_the_final_one()
    {
        var empty = await screens.Auditor.ReadAsync("/national/festival?year=1404");
        Assert.Contains("برای سال ۱۴۰۴ هنوز ویرایش سالانه‌ای نیست", empty, StringComparison.Ordinal);
        Assert.Contains("۳۱ تیر ۱۴۰۵", empty, StringComparison.Ordinal); // OB-06
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Auditor.OpenAsync("/export/festival/1404.csv")).Status);
        Assert.Equal("edition-without-facts", (await screens.Home.Get<PrepareEdition>().RunAsync(screens.Home.A, new("1403", EditionKind.Provisional, null), default)).Refusal?.Code);
        await screens.Agency.PushAsync(screens.Agency.Told("Y1403").Accepted(new(2024, 11, 2, 9, 0, 0, TimeSpan.FromHours(3.5))));
        await screens.Home.PublishAsync(EditionKind.Provisional, period: "1403");
        var list = await screens.Auditor.ReadAsync("/national/festival?year=1403");
        EditionScreens.NoLatinDigits(list);
        Assert.Contains("ویرایش نهایی این سال هنوز منتشر نشده است", list, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await screens.Auditor.ReadAsync("/export/festival/1403.json")));
        Assert.False(json.RootElement.GetProperty("isFinal").GetBoolean());
        var dossier = await screens.Auditor.ReadAsync("/national/festival/1403/" + screens.Agency.Code);
        EditionScreens.NoLatinDigits(dossier);
        foreach (var format in new[] { "xlsx", "csv", "json" })
        {
            Assert.Equal(HttpStatusCode.OK, (await screens.Auditor.OpenAsync($"/export/festival/1403/{screens.Agency.Code}.{format}")).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Head.OpenAsync("/export/festival/1403.json")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Auditor.OpenAsync("/national/festival/1403/9999")).Status);
    }
}
