using System.Text.RegularExpressions;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.House;
using MizKhedmat.Dashboards;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Dashboards.Review;
using MizKhedmat.Dashboards.Shell;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Screens;

/// <summary>No screen ever asks for words that do not exist, and none writes Persian past the catalogue.</summary>
public sealed class WordsTests
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Sources = new(() => [.. SourceTree.Read("dashboards/MizKhedmat.Dashboards/", ".razor", ".cs")]);

    [Fact]
    public void Every_key_that_a_screen_names_has_words_in_both_languages() => Offences.None(
        from file in Sources.Value
        from Match match in Regex.Matches(file.Text, """\b(?:Words\.)?T\(\s*"([a-z0-9-]+[a-z0-9])"(?!\s*\+)""")
        where !Known(match.Groups[1].Value)
        select $"{file.Path}: {match.Groups[1].Value}");

    [Fact]
    public void Every_member_of_the_painted_enumerations_has_words() => Offences.None(
        Members<RequestState>("state-").Concat(Members<EventType>("event-")).Concat(Members<Outcome>("outcome-")).Concat(Members<Channel>("channel-"))
            .Concat(Members<Place>("place-")).Concat(Members<RequestFilter>("filter-"))
            .Concat(Enum.GetValues<ReviewKind>().Select(kind => "review-" + ReviewPaint.Room(kind)))
            .Concat(Enum.GetValues<ReviewState>().SelectMany(state => new[] { "review-state-", "review-told-" }.Select(prefix => prefix + ReviewPaint.Name(state))))
            .Concat(Enum.GetValues<OutsideState>().Select(state => "outside-" + state.ToString().ToLowerInvariant()))
            .Concat(Members<FieldShape>("shape-")).Concat(Members<ProbeState>("probe-"))
            .Concat(Lower<PushDayState>("api-day-")).Concat(Lower<WebhookState>("hook-state-")).Append("hook-state-failing").Concat(Lower<DeliveryState>("hook-delivery-"))
            .Concat(new[] { PushMeasure.Rejected, PushMeasure.Warned, PushMeasure.Refused }.Select(m => "api-measure-" + m.ToString().ToLowerInvariant()))
            .Concat(Enum.GetNames<NoticeKind>().SelectMany(kind => new[] { "notice-{0}", "notice-{0}-text", "notice-go-{0}" }.Select(key => key.Replace("{0}", kind.ToLowerInvariant(), StringComparison.Ordinal)))
                .Where(key => key != "notice-go-obligationnear")) // leads nowhere yet
            .Concat(((string[])["h1", "h2", "q1", "q2", "q3", "q4", "once"]).Select(period => "period-" + period))
            .Concat(WebhookEvents.All.Append(WebhookEvents.Test).Select(name => "hook-event-" + name.Replace('.', '-')))
            .Concat(((string[])["status", "timeout", "not-public", "connection"]).Select(fault => "hook-fault-" + fault))
            .Concat(Lower<MethodologyStep>("method-step-")).Concat(Lower<MethodologyStep>("method-do-")).Concat(Lower<MethodologyStep>("method-done-"))
            .Concat(Lower<Estimator>("method-estimator-")).Concat(Lower<AggregationOperator>("method-operator-")).Concat(Lower<Treatment>("method-treat-"))
            .Concat(((string[])["draft", "consultation", "approved", "effective", "retired"]).Select(status => "method-status-" + status))
            .Concat(((string[])["own", "others", "method", "restated"]).Select(part => "why-moved-" + part))
            .Concat(RegisterPaint.Rooms.Select(kind => "room-" + RegisterKinds.NameOf(kind)))
            .Concat(Lower<EditionKind>("edition-kind-")).Concat(Lower<EditionKind>("edition-title-")).Concat(Lower<EditionKind>("edition-prepare-")).Concat(Lower<DraftState>("edition-draft-"))
            .Concat(Lower<StandingOf>("edition-list-")).Concat(new[] { PeriodKind.Quarter, PeriodKind.Half, PeriodKind.Year }.Select(kind => "edition-of-" + kind.ToString().ToLowerInvariant()))
            .Concat(((string[])["approve", "withdraw"]).SelectMany(act => new[] { "edition-" + act, $"edition-{act}-yes" }))
            .Concat(Lower<ObjectionState>("objection-state-")).Concat(Lower<ObjectionRemedy>("objection-remedy-")).Concat(((string[])["finding-added", "finding-lifted"]))
            .Concat(((string[])["xlsx", "csv", "json"]).Select(format => "festival-download-" + format))
            .Concat(((string[])["created", "changed", "closed", "reopened", "unchanged", "asked"]).Select(word => "saved-" + word)).Where(key => !Known(key)));

    [Fact]
    public void Every_computed_indicator_is_explained_and_every_role_has_a_name() => Offences.None(
        KpiFormulas.All.Select(f => "def-" + f.Slug)
            .Concat(typeof(Roles).GetFields().Where(f => f.IsLiteral).Select(f => "role-" + (string)f.GetValue(null)!)).Where(key => !Known(key)));

    [Fact]
    public void No_screen_writes_Persian_past_the_catalogue() => Offences.None(Scan.Code(
        Sources.Value.Where(f => f.Path.EndsWith(".razor", StringComparison.Ordinal)), new Ban("[\u0600-\u06FF]", "is Persian outside Words.fa.resx")));

    [Fact]
    public void Pages_and_parts_stay_small() => Offences.None(
        Sources.Value.Where(f => f.Text.Split('\n').Length > 151).Select(f => $"{f.Path}: {f.Text.Split('\n').Length} lines"));

    [Fact]
    public void The_chart_library_is_the_last_one_under_MIT()
    {
        var licence = File.ReadLines(Path.Combine(SourceTree.Root, "src/MizKhedmat.Central.Host/wwwroot/lib/apexcharts/LICENSE.txt")).First();
        Assert.Contains("MIT", licence, StringComparison.Ordinal);
        Assert.Contains("\"apexcharts\": \"4.7.0\"", SourceTree.Text("src/MizKhedmat.Central.Host/package.json"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Members<T>(string prefix)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => prefix + name);

    private static IEnumerable<string> Lower<T>(string prefix)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => prefix + name.ToLowerInvariant());

    private static bool Known(string key) =>
        Words.Resources.GetString(key, Language.Persian) is not null && Words.Resources.GetString(key, Language.English) is not null;
}
