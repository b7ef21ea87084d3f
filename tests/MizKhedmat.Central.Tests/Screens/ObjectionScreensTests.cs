using System.Net;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>An objection from the cell to the decision, and who sees nothing of it (1538588/6); outages and findings.</summary>
[Clause("1538588/6")]
public sealed class ObjectionScreensTests(EditionScreens screens) : IClassFixture<EditionScreens>
{
    private const string Ground = "چهار درخواست بود و هر چهار به‌موقع پاسخ گرفت";

    private static readonly byte[] Pdf = [.. "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"u8];

    private static string NewHref(string indicator) => $"/agency/objections/new?edition={EditionScreens.Edition}&indicator={indicator}";

    [Fact]
    public async Task An_agency_chooses_a_cell_and_files_and_only_it_and_the_Organization_see_it()
    {
        var choose = await screens.Head.ReadAsync("/agency/objections/new");
        Assert.Contains("indicator=P3.1", choose, StringComparison.Ordinal);
        var form = await screens.Head.ReadAsync(NewHref("P3.1"));
        Assert.Contains("۳ از ۴", form, StringComparison.Ordinal);
        EditionScreens.NoLatinDigits(form);
        var (_, _, location) = await screens.Head.UploadAsync(NewHref("P3.1"), form, [("سند.pdf", Pdf)], ("ground", Ground));
        Assert.StartsWith("/agency/objections/", location, StringComparison.Ordinal);
        var page = location!.Split('?')[0];
        var id = page.Split('/')[^1];
        var own = await screens.Head.ReadAsync(location);
        Assert.Contains(Ground, own, StringComparison.Ordinal);
        var evidence = own[own.IndexOf("/export/objections/", StringComparison.Ordinal)..].Split('"')[0];
        using var file = await screens.Head.GetAsync(evidence);
        Assert.Equal(Pdf, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(["nosniff"], file.Headers.GetValues("X-Content-Type-Options"));

        var (none, foreign) = (await screens.OtherHead.OpenAsync("/agency/objections/01ARZ3NDEKTSV4RRFFQ69G5FAV"), await screens.OtherHead.OpenAsync(page));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (none.Status, foreign.Status));
        Assert.Equal(EditionScreens.Said(none.Html), EditionScreens.Said(foreign.Html));
        var (nothing, others) = (await screens.OtherHead.OpenAsync("/export/objections/01ARZ3NDEKTSV4RRFFQ69G5FAV/1"), await screens.OtherHead.OpenAsync(evidence));
        Assert.Equal((HttpStatusCode.NotFound, EditionScreens.Said(nothing.Html)), (others.Status, EditionScreens.Said(others.Html)));
        Assert.Equal(HttpStatusCode.NotFound, (await screens.OtherHead.PostAsync(page, await screens.OtherHead.ReadAsync(NewHref("P3.1")), ("_handler", "withdraw"))).Status);
        Assert.DoesNotContain(id, await screens.OtherHead.ReadAsync("/agency/objections"), StringComparison.Ordinal);

        var queue = await screens.Auditor.ReadAsync("/national/objections");
        Assert.Contains("/national/objections/" + id, queue, StringComparison.Ordinal);
        EditionScreens.NoLatinDigits(queue);
        using var anybody = screens.Home.Centre.CreateClient();
        var paper = WebUtility.HtmlDecode(await anybody.GetStringAsync("/editions/" + EditionScreens.Edition));
        Assert.All(new[] { Ground, "سند.pdf", evidence }, secret => Assert.DoesNotContain(secret, paper, StringComparison.Ordinal));
        Assert.Equal("/agency/objections", (await screens.Head.SendAsync(page, ("_handler", "withdraw"))).Location);
        Assert.Contains("پس‌گرفته", await screens.Head.ReadAsync("/agency/objections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_objection_keeps_what_was_typed_and_asks_for_the_files_again()
    {
        var form = await screens.Head.ReadAsync(NewHref("P3.2"));
        var (_, refused, nowhere) = await screens.Head.UploadAsync(NewHref("P3.2"), form, [], ("ground", Ground));
        Assert.Null(nowhere);
        Assert.Contains("role=\"alert\"", refused, StringComparison.Ordinal);
        Assert.Contains(Ground, refused, StringComparison.Ordinal);
        Assert.Contains("پرونده‌ها را دوباره برگزینید", refused, StringComparison.Ordinal);
        var (_, disguised, none) = await screens.Head.UploadAsync(NewHref("P3.2"), form, [("سند.pdf", [.. "<html><script>alert(1)</script>"u8])], ("ground", Ground));
        Assert.Null(none);
        Assert.Contains("#f-file", disguised, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_file_or_decide_is_refused_on_the_server()
    {
        var page = await screens.Editor.ReadAsync("/agency/objections");
        Assert.DoesNotContain("/agency/objections/new", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await screens.Editor.OpenAsync(NewHref("P3.1"))).Status);
        var objection = await FileAsync("P3.3");
        var seen = await screens.Auditor.ReadAsync("/national/objections/" + objection);
        Assert.DoesNotContain("name=\"to\"", seen, StringComparison.Ordinal);
        var token = await screens.Auditor.ReadAsync("/national/findings");
        var (status, _, _) = await screens.Auditor.PostAsync("/national/objections/" + objection, token, ("_handler", "decide"), ("to", "reject"), ("reason", "نه"));
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(ObjectionState.Open, await StateAsync(objection));
    }

    [Fact]
    public async Task An_officer_sees_then_and_now_decides_with_a_reason_and_the_agency_reads_it()
    {
        var objection = await FileAsync("P3.4");
        var page = "/national/objections/" + objection;
        var open = await screens.B.ReadAsync(page);
        Assert.Contains("داده‌های این خانه از انتشار تا کنون تغییر نکرده است", open, StringComparison.Ordinal);
        EditionScreens.NoLatinDigits(open);
        var (_, refused, nowhere) = await screens.B.PostAsync(page, open, ("to", "centraloutage"), ("reason", "قطعی دو روزهٔ مرکز"));
        Assert.Null(nowhere);
        Assert.Contains("قطعی دو روزهٔ مرکز", refused, StringComparison.Ordinal);
        Assert.Contains("#f-reference", refused, StringComparison.Ordinal);
        Assert.Equal(ObjectionState.Open, await StateAsync(objection));
        var (_, _, decided) = await screens.B.PostAsync(page, open, ("to", "reject"), ("reason", "ثبت شما پس از پایان فصل رسید"));
        Assert.Equal(page + "?done=decided", decided);
        Assert.Contains("ثبت شما پس از پایان فصل رسید", await screens.Head.ReadAsync("/agency/objections"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.C.PostAsync(page, await screens.C.ReadAsync("/national/findings"), ("_handler", "decide"), ("to", "reject"), ("reason", "باز هم نه"))).Status);
        var english = await screens.Head.ReadAsync("/agency/objections?lang=en");
        await screens.Head.ReadAsync("/agency/objections?lang=fa");
        Assert.All(new[] { "Our objections", "rejected", "The whole agency" }, words => Assert.Contains(words, english, StringComparison.Ordinal));
    }

    [Fact]
    [Clause("1538588/4")]
    public async Task An_officer_records_a_finding_and_lifts_it_and_nobody_else_does()
    {
        const string reason = "پاسخ‌ها پیش از پذیرش ثبت شده بود";
        var form = await screens.A.ReadAsync("/national/findings");
        EditionScreens.NoLatinDigits(form);
        (string, string)[] typed = [("_handler", "add"), ("status", "finding"), ("period", "1405-Q3"), ("indicator", "P3.1"), ("reference", "F-12"), ("reason", reason)];
        var (_, refused, nowhere) = await screens.A.PostAsync("/national/findings", form, typed);
        Assert.Null(nowhere);
        Assert.Contains("#f-agency", refused, StringComparison.Ordinal);
        Assert.Contains(reason, refused, StringComparison.Ordinal);
        var denied = await screens.Auditor.ReadAsync("/national/findings");
        Assert.DoesNotContain("name=\"reference\"", denied, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Auditor.PostAsync("/national/findings", denied, [.. typed, ("agency", screens.Other.Code)])).Status);
        Assert.DoesNotContain(reason, await screens.Auditor.ReadAsync("/national/findings"), StringComparison.Ordinal);
        Assert.Equal("/national/findings?period=1405-Q3&done=added", (await screens.A.PostAsync("/national/findings", form, [.. typed, ("agency", screens.Other.Code)])).Location);
        var list = await screens.A.ReadAsync("/national/findings?period=1405-Q3");
        Assert.Contains(reason, list, StringComparison.Ordinal);
        var id = list[(list.IndexOf("form=\"lift\" name=\"id\" value=\"", StringComparison.Ordinal) + 29)..].Split('"')[0];
        Assert.Equal(HttpStatusCode.NotFound, (await screens.Auditor.PostAsync("/national/findings", denied, ("_handler", "lift"), ("id", id))).Status);
        Assert.Equal("/national/findings?done=lifted", (await screens.B.PostAsync("/national/findings", await screens.B.ReadAsync("/national/findings"), ("_handler", "lift"), ("id", id))).Location);
        Assert.Contains("برداشته‌شده در", await screens.A.ReadAsync("/national/findings"), StringComparison.Ordinal);
        var row = await screens.Home.Centre.InDbAsync(db => Task.FromResult(db.CellOverrides.Single(o => o.Reference == "F-12")));
        Assert.NotNull(row.LiftedAt);
    }

    private async Task<string> FileAsync(string indicator)
    {
        var form = await screens.Head.ReadAsync(NewHref(indicator));
        var (_, _, location) = await screens.Head.UploadAsync(NewHref(indicator), form, [("سند.pdf", Pdf)], ("ground", Ground));
        Assert.NotNull(location);
        return location.Split('?')[0].Split('/')[^1];
    }

    private Task<ObjectionState> StateAsync(string id) => screens.Home.Centre.InDbAsync(db => Task.FromResult(db.Objections.Where(o => o.Id == id).Select(o => o.State).Single()));
}
