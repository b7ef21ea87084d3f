using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Editions;
using MizKhedmat.Central.Tests.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>The ranking by edition, score sheets, method, what-if and rehearsal over HTTP, in both languages, with a published edition.</summary>
[Clause("1538588/4")]
public sealed class RankingScreensTests(RankedCentre ranked) : IClassFixture<RankedCentre>
{
    private Centre Centre => ranked.Home.Centre;

    private static string Body(string html) => html[html.IndexOf("<main", StringComparison.Ordinal)..html.IndexOf("</main>", StringComparison.Ordinal)];

    private static void Persian(string html) => PartsTests.NoLatinDigits(Regex.Replace(Body(html), "<span lang=\"en\"[^>]*>[^<]*</span>|<del[^>]*>[^<]*</del>|<ins[^>]*>[^<]*</ins>|سازمان [0-9]+", ""));

    [Fact]
    public async Task The_ranking_of_an_edition_is_frozen_carries_no_script_and_names_what_it_is_in_both_languages()
    {
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var html = await nation.ReadAsync($"/national/ranking?edition={ranked.Edition.Id}&of=agencies");
        Assert.DoesNotContain("_framework", html, StringComparison.Ordinal);
        Assert.Contains("مقدماتی", Body(html), StringComparison.Ordinal);
        Assert.Contains(ranked.Edition.RunHash, Body(html), StringComparison.Ordinal);
        Assert.Contains($"/national/editions/{ranked.Edition.Id}", Body(html), StringComparison.Ordinal);
        Assert.Contains("سازمان " + ranked.Good.Code, Body(html), StringComparison.Ordinal);
        Persian(html);
        var english = await nation.ReadAsync($"/national/ranking?edition={ranked.Edition.Id}&of=agencies&lang=en");
        Assert.Contains("provisional", Body(english), StringComparison.Ordinal);
        Assert.Contains("Organization " + ranked.Good.Code, Body(english), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await nation.OpenAsync("/national/ranking?edition=1405-Q9-final")).Status);
    }

    [Fact]
    public async Task The_live_ranking_is_live_and_offers_the_published_edition()
    {
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var html = await nation.ReadAsync("/national/ranking?of=agencies&lang=fa");
        Assert.Contains("_framework/blazor.web.js", html, StringComparison.Ordinal);
        Assert.Contains("زنده – غیررسمی", Body(html), StringComparison.Ordinal);
        Assert.Contains($"edition={ranked.Edition.Id}", Body(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shown_ranking_is_a_file_with_its_edition_and_the_hash_of_the_method()
    {
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var csv = await nation.ReadAsync($"/export/ranking/agencies.csv?edition={ranked.Edition.Id}");
        var line = Assert.Single(csv.Split('\n'), l => l.Contains(ranked.Good.Code, StringComparison.Ordinal));
        Assert.Contains(ranked.Edition.Id, line, StringComparison.Ordinal);
        Assert.Contains(ranked.Edition.MethodologySha256, line, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await nation.OpenAsync($"/export/ranking/provinces.xlsx?edition={ranked.Edition.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await nation.OpenAsync("/export/ranking/agencies.csv?edition=none")).Status);
        using var agency = await FormBrowser.OfAsync(Centre, "head");
        Assert.Equal(HttpStatusCode.Forbidden, (await agency.OpenAsync($"/export/ranking/agencies.csv?edition={ranked.Edition.Id}")).Status);
    }

    [Fact]
    public async Task The_agencys_own_frozen_sheet_says_where_the_points_are_lost_and_leads_to_an_objection_while_the_window_is_open()
    {
        using var head = await FormBrowser.OfAsync(Centre, "head");
        var html = Body(await head.ReadAsync($"/agency/score?edition={ranked.Edition.Id}&lang=fa"));
        Assert.Contains("id=\"why-score\"", html, StringComparison.Ordinal);
        Assert.Contains($"/agency/objections/new?edition={ranked.Edition.Id}&indicator=P3.1", html, StringComparison.Ordinal);
        Assert.DoesNotContain(ranked.Bad.Code, html, StringComparison.Ordinal);
        Assert.Contains("Why this score?", await head.ReadAsync($"/agency/score?edition={ranked.Edition.Id}&lang=en"), StringComparison.Ordinal);
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var supervised = Body(await nation.ReadAsync($"/national/agencies/{ranked.Good.Code}/score?edition={ranked.Edition.Id}"));
        Assert.Contains("id=\"why-score\"", supervised, StringComparison.Ordinal);
        var late = $"/national/agencies/{ranked.Good.Code}?period=1405-Q2&filter=late";
        Assert.Contains($"href=\"{late}#requests\"", supervised, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await nation.OpenAsync(late)).Status);
        Assert.DoesNotContain("/agency/objections/new", supervised, StringComparison.Ordinal);
        using var governor = await FormBrowser.OfAsync(Centre, "governor");
        Assert.Equal(HttpStatusCode.OK, (await governor.OpenAsync($"/province/agencies/{ranked.Good.Code}/score?edition={ranked.Edition.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await governor.OpenAsync($"/province/agencies/{ranked.Good.Code}/score?edition=none")).Status);
    }

    [Fact]
    public async Task A_provinces_sheet_is_the_governors_and_the_nations_live_and_frozen_and_leads_to_the_agencies_there()
    {
        using var governor = await FormBrowser.OfAsync(Centre, "governor");
        var frozen = await governor.ReadAsync($"/province/score?edition={ranked.Edition.Id}&lang=fa");
        Assert.DoesNotContain("_framework", frozen, StringComparison.Ordinal);
        Assert.Contains($"/province/agencies/{ranked.Good.Code}/score?edition={ranked.Edition.Id}", Body(frozen), StringComparison.Ordinal);
        Assert.Contains("وظیفهٔ استاندار", Body(frozen), StringComparison.Ordinal);
        Persian(frozen);
        Assert.Contains("_framework/blazor.web.js", await governor.ReadAsync("/province/score"), StringComparison.Ordinal);
        Assert.Contains("href=\"/province/score", await governor.ReadAsync("/province"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await governor.OpenAsync("/province/score?edition=none")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await governor.OpenAsync($"/national/provinces/08/score?edition={ranked.Edition.Id}")).Status);

        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        Assert.Contains($"/national/provinces/23/score?edition={ranked.Edition.Id}", Body(await nation.ReadAsync($"/national/ranking?edition={ranked.Edition.Id}")), StringComparison.Ordinal);
        var supervised = Body(await nation.ReadAsync($"/national/provinces/23/score?edition={ranked.Edition.Id}&lang=en"));
        var part = $"/national/agencies/{ranked.Good.Code}/score?province=23&edition={ranked.Edition.Id}";
        Assert.Contains(part, supervised, StringComparison.Ordinal);
        Assert.Contains("The governor’s duty", supervised, StringComparison.Ordinal);
        var sheet = Body(await nation.ReadAsync(part + "&lang=fa"));
        Assert.Contains("در استان", sheet[..sheet.IndexOf("</h1>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Contains($"/national/agencies/{ranked.Good.Code}?province=23&period=", sheet, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await nation.OpenAsync($"/national/provinces/99/score?edition={ranked.Edition.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await nation.OpenAsync($"/national/agencies/{ranked.Good.Code}/score?province=x")).Status);
    }

    /// <summary>The register of this centre is younger than the edition, so its numbers are live ones.</summary>
    [Theory]
    [InlineData("head", "/agency/score", "/agency/services", "/agency/desks", "/agency/api")]
    [InlineData("governor", "/province/agencies/{0}/score", "/province/register/services?agency={0}", "/province/register/desks?agency={0}")]
    [InlineData("nation", "/national/agencies/{0}/score", "/national/register/services?agency={0}", "/national/register/desks?agency={0}")]
    [InlineData("governor", "/province/score", "/province/register/offices")]
    [InlineData("nation", "/national/provinces/23/score", "/national/register/offices?province=23")]
    public async Task Every_number_leads_to_what_it_was_counted_from(string who, string sheet, params string[] behind)
    {
        using var reader = await FormBrowser.OfAsync(Centre, who);
        var html = Body(await reader.ReadAsync(string.Format(CultureInfo.InvariantCulture, sheet, ranked.Good.Code)));
        foreach (var list in behind.Select(b => string.Format(CultureInfo.InvariantCulture, b, ranked.Good.Code)))
        {
            Assert.Contains($"href=\"{list}\"", html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await reader.OpenAsync(list)).Status);
        }
    }

    [Fact]
    public async Task A_what_if_with_other_weights_gives_what_the_engine_gives_and_says_that_it_is_an_experiment()
    {
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var html = await nation.ReadAsync($"/national/ranking/what-if?edition={ranked.Edition.Id}&of=agencies&w.P3=60&lang=en");
        Assert.Contains("Experiment — unofficial", Body(html), StringComparison.Ordinal);
        var input = (await ranked.Get<EditionShelf>().InputAsync(Scope.National, ranked.Edition.Id, default))!;
        var method = input.Agencies.Method;
        var weights = method.Weights with { Pillars = [.. method.Pillars.Select(p => p.Code == "P3" ? 60 : p.Weight)] };
        var trial = (await ranked.Get<Experiments>().WhatIfAsync(
            Scope.National, ranked.Edition.Id, new(StandingOf.Agencies, new Dictionary<string, double> { ["P3"] = 60 }, new Dictionary<string, double>(), null, new Dictionary<string, CellEdit>()), default))!;
        var run = Rehearsal.WhatIf(EditionRuns.Of(input).Lists[EditionUnit.Agencies], weights, []);
        Assert.NotEmpty(trial.Units);
        Assert.All(trial.Units, unit =>
        {
            var i = run.Facts.IndexOf(unit.Code);
            Assert.Equal((run.PublishedOf(i), run.RankOf(i)), (unit.After.Score, unit.After.Rank));
        });
        Assert.Contains(trial.Units, u => u.Before.Index != u.After.Index);
        var shown = trial.Units.First(u => u.Code == ranked.Good.Code).After.Score;
        Assert.True(shown is null || Body(html).Contains(shown.Value.ToString("0.00", CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_not_changed_leaves_the_address_and_what_cannot_be_comes_back_with_what_was_typed()
    {
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var page = $"/national/ranking/what-if?of=agencies&edition={ranked.Edition.Id}&unit={ranked.Good.Code}";
        var (status, _) = await nation.OpenAsync(page + $"&for={ranked.Good.Code}&go=1&w.P1=15&w.P2=%DB%B3%DB%B0");
        Assert.Equal(HttpStatusCode.Redirect, status);
        var refused = Body(await nation.ReadAsync(page + "&lang=fa&go=1&w.P1=many&x.P3.1=7&n.P3.1=3"));
        Assert.Contains("value=\"many\"", refused, StringComparison.Ordinal);
        Assert.Contains("این نوشته عدد نیست", refused, StringComparison.Ordinal);
        Assert.Contains("جزء از کل بیشتر نباشد", refused, StringComparison.Ordinal);
        Assert.Contains("وزن عددی از ۰ تا ۱۰۰۰ است", Body(await nation.ReadAsync(page + "&go=1&w.P1=-4")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agencys_what_if_moves_its_own_score_and_holds_no_other_agency()
    {
        using var head = await FormBrowser.OfAsync(Centre, "head");
        var html = Body(await head.ReadAsync($"/agency/score/what-if?edition={ranked.Edition.Id}&x.P3.1=1&lang=en"));
        Assert.Contains("Experiment — unofficial", html, StringComparison.Ordinal);
        Assert.DoesNotContain(ranked.Bad.Code, html, StringComparison.Ordinal);
        var own = (await ranked.Get<Experiments>().OwnWhatIfAsync(
            Scope.OfAgency(new(ranked.Good.Code)), ranked.Edition.Id, new(ranked.Good.Code), new Dictionary<string, CellEdit> { ["P3.1"] = new(1, null) }, default))!;
        Assert.True(own.Own.After.Index < own.Own.Before.Index);
        foreach (var edition in new[] { ranked.Edition.Id, Experiments.Live })
        {
            Assert.Null(await ranked.Get<Experiments>().OwnWhatIfAsync(Scope.OfAgency(new(ranked.Good.Code)), edition, new(ranked.Bad.Code), new Dictionary<string, CellEdit>(), default));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await head.OpenAsync("/national/ranking/what-if")).Status);
    }

    [Theory]
    [InlineData("/national/ranking/method", "روش‌شناسی رتبه‌بندی", "Methodology of the ranking")]
    [InlineData("/national/ranking/rehearsal", "تمرین روش‌شناسی", "Rehearsal of a methodology")]
    [InlineData("/national/ranking/what-if", "اگر چنین بود؟", "What if?")]
    [InlineData("/national/ranking/method/new", "ثبت نسخهٔ تازه", "A new version")]
    public async Task Each_page_stands_in_both_languages_without_script_and_for_the_nation_only(string address, string persian, string english)
    {
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var html = await nation.ReadAsync(address + "?lang=fa");
        Assert.Contains(persian, Body(html), StringComparison.Ordinal);
        Assert.DoesNotContain("_framework", html, StringComparison.Ordinal);
        Persian(html);
        Assert.Contains(english, Body(await nation.ReadAsync(address + "?lang=en")), StringComparison.Ordinal);
        using var governor = await FormBrowser.OfAsync(Centre, "governor");
        Assert.Equal(HttpStatusCode.Forbidden, (await governor.OpenAsync(address)).Status);
    }

    [Fact]
    public async Task A_faulty_document_is_told_place_by_place_and_is_not_lost()
    {
        using var nation = await FormBrowser.OfAsync(Centre, "nation");
        var document = JsonNode.Parse((await ranked.Get<MethodologyShelf>().DocumentAsync("1.0.0", default))!)!;
        document["version"] = "9.0.0";
        document["pillars"]![0]!["weight"] = -1;
        var (status, html, _) = await nation.SendAsync("/national/ranking/method/new?lang=fa", ("document", document.ToJsonString()));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("/pillars/0/weight", html, StringComparison.Ordinal);
        Assert.Contains("9.0.0", html[html.IndexOf("<textarea", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain(await ranked.Get<MethodologyShelf>().ListAsync(default), v => v.Version == "9.0.0");
    }

    [Fact]
    public async Task A_new_version_goes_its_way_by_plain_posts_and_who_submitted_it_is_not_offered_to_approve()
    {
        using var author = await FormBrowser.OfAsync(Centre, "nation");
        var document = JsonNode.Parse((await ranked.Get<MethodologyShelf>().DocumentAsync("1.0.0", default))!)!;
        document["version"] = "1.1.0";
        (document["pillars"]![0]!["weight"], document["pillars"]![1]!["weight"]) = (20, 15);
        var sent = await author.SendAsync("/national/ranking/method/new", ("document", document.ToJsonString()));
        Assert.Equal("/national/ranking/method?version=1.1.0&done=Submitted", sent.Location);
        const string page = "/national/ranking/method?version=1.1.0";
        var differs = Body(await author.ReadAsync(page + "&against=1.0.0&lang=fa"));
        Assert.Contains("pillars/P1/weight", differs, StringComparison.Ordinal);
        Assert.Contains("از ۱۵ به ۲۰", differs, StringComparison.Ordinal);
        var consulted = await author.SendAsync(page, ("_handler", "consulted"), ("step", "Consulted"));
        Assert.Contains("done=Consulted", consulted.Location, StringComparison.Ordinal);
        var own = Body(await author.ReadAsync(page));
        Assert.DoesNotContain("name=\"letter\"", own, StringComparison.Ordinal);
        Assert.Contains("value=\"Returned\"", own, StringComparison.Ordinal);
        using var council = await FormBrowser.OfAsync(Centre, "council");
        Assert.DoesNotContain("name=\"step\"", Body(await council.ReadAsync(page)), StringComparison.Ordinal);
        using var second = await FormBrowser.OfAsync(Centre, "a@test");
        var (refused, html, _) = await second.SendAsync(page, ("_handler", "approved"), ("step", "Approved"), ("letter", ""));
        Assert.Equal(HttpStatusCode.OK, refused);
        Assert.Contains("id=\"errors\"", html, StringComparison.Ordinal);
        Assert.Contains("done=Approved", (await second.SendAsync(page, ("_handler", "approved"), ("step", "Approved"), ("letter", "12/345"))).Location, StringComparison.Ordinal);

        // Whoever may not, by the same post (with the antiforgery field of the sign-out): refused by the act itself.
        var (denied, _, _) = await council.PostAsync(page, "<main>" + await council.ReadAsync(page), ("_handler", "returned"), ("step", "Returned"), ("note", "no"));
        Assert.Equal(HttpStatusCode.NotFound, denied);
        Assert.Equal("consultation", (await ranked.Get<MethodologyShelf>().ListAsync(default)).First(v => v.Version == "1.1.0").Status);

        var rehearsed = Body(await author.ReadAsync("/national/ranking/rehearsal?version=1.1.0&lang=fa"));
        Assert.Contains($"edition={ranked.Edition.Id}", rehearsed, StringComparison.Ordinal);
        Assert.Contains("آزمایشی — غیررسمی", rehearsed, StringComparison.Ordinal);
        var download = await author.ReadAsync("/export/methodology/1.1.0.json");
        Assert.Equal((await ranked.Get<MethodologyShelf>().ListAsync(default)).First(v => v.Version == "1.1.0").Sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(download))));
    }
}

/// <summary>A centre whose summer of 1405 is published provisionally, with people of every workspace.</summary>
public sealed class RankedCentre : IAsyncLifetime
{
    public EditionCentre Home { get; } = new();

    public CellAgency Good { get; private set; } = null!;

    public CellAgency Bad { get; private set; } = null!;

    public Edition Edition { get; private set; } = null!;

    public T Get<T>()
        where T : notnull => Home.Get<T>();

    public async ValueTask InitializeAsync()
    {
        await Home.InitializeAsync();
        (Good, Bad) = (await Home.AgencyAsync(4, 1), await Home.AgencyAsync(1, 4));
        await Home.ApproveMethodologyAsync();
        Edition = await Home.PublishAsync(EditionKind.Provisional);
        await Home.Centre.AddOfficialAsync("nation", Roles.NationalOfficer, "national");
        await Home.Centre.AddOfficialAsync("council", Roles.CouncilReader, "national");
        await Home.Centre.AddOfficialAsync("governor", Roles.Governor, "province:23");
        await Home.Centre.AddOfficialAsync("head", Roles.AgencyHead, "agency:" + Good.Code);
    }

    public ValueTask DisposeAsync() => Home.DisposeAsync();
}
