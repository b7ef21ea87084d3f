using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>Rows that show how a pushed record is written: the common life of a request, or a day of a desk. They are never read.</summary>
internal static class PushExamples
{
    public static IEnumerable<SheetLine> Of(ImportKind kind, IReadOnlyList<ImportColumn> columns, TemplateLists lists, DateOnly today) =>
        (kind.Push == PushKind.Events ? Life(lists, today) : Day(lists, today)).Select(cells =>
            new SheetLine([.. columns.Select((c, i) => i == 0 ? ImportSheet.Example : cells.GetValueOrDefault(c.Name))], CellLook.Hint));

    private static IEnumerable<Dictionary<string, object?>> Life(TemplateLists lists, DateOnly today)
    {
        yield return new(Event("accepted", "E-1", At(today, -4, "09:15")))
        {
            ["service"] = lists.FirstOf(RegisterKind.Service), ["office"] = lists.FirstOf(RegisterKind.Office), ["channel"] = Word("channel", "in-person"), ["place"] = Word("place", "line"),
            ["applicant.kind"] = Word("applicant.kind", "natural"), ["applicant.nationalId"] = "0499370899", ["applicant.mobile"] = "09123456789", ["promisedUntil"] = At(today, 1, "14:00"),
            ["receipt.number"] = "R-1", ["receipt.issuedAt"] = At(today, -4, "09:16"), ["receipt.documents"] = RegisterWords.Of("example.document").Fa, ["visits"] = 1,
        };
        yield return new(Event("step", "E-2", At(today, -3, "10:00"))) { ["title"] = RegisterWords.Of("example.title").Fa, ["responsible.post"] = RegisterWords.Of("example.post").Fa };
        yield return new(Event("answered", "E-3", At(today, -1, "11:30")))
        {
            ["outcome"] = Word("outcome", "granted"), ["answerChannel"] = Word("answerChannel", "electronic"), ["responsible.post"] = RegisterWords.Of("example.post").Fa,
        };
    }

    private static IEnumerable<Dictionary<string, object?>> Day(TemplateLists lists, DateOnly today) =>
        [new() { ["office"] = lists.FirstOf(RegisterKind.Office), ["on"] = JalaliDate.Of(today.AddDays(-1)).ToString(), ["openMinutes"] = 420, ["dueMinutes"] = 480 }];

    private static Dictionary<string, object?> Event(string type, string id, string at) => new() { ["eventId"] = id, ["type"] = Word("type", type), ["at"] = at };

    private static string Word(string field, string choice) => RegisterWords.OfChoice(field, choice).Fa;

    private static string At(DateOnly today, int days, string time) => $"{JalaliDate.Of(today.AddDays(days))} {time}";
}
