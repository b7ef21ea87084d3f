using System.Globalization;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Listed records as a table (FEATURES.md row 61): every member in its own column under the words of the templates, so that an
/// export can be corrected and sent back; days as Jalali text and as real dates; personal data masked, as everywhere.
/// </summary>
public static class ExportTable
{
    private const double Narrow = 14, Wide = 30;

    private sealed record Column(SheetColumn Sheet, Func<RegisterLine, object?> Value);

    /// <summary>The records; with their agencies where they are of several.</summary>
    public static SheetTable Of(RegisterKind kind, IReadOnlyList<RegisterLine> lines, ReferenceTable names, bool withAgency)
    {
        var lists = new TemplateLists(names, new Dictionary<RegisterKind, IReadOnlyList<RegisterChoice>>(), DateOnly.MaxValue);
        Column[] columns =
        [
            .. withAgency ? OfAgency() : [],
            new(new(RegisterWords.Of("field.code").Fa, Width: Narrow), l => l.Code),
            .. RegisterFields.Of(kind).SelectMany(field => OfField(kind, field, lists)),
            new(new(RegisterWords.Of("field.status").Fa, Width: Narrow), l => RegisterWords.OfStatus(l.Status).Fa),
            .. OfDay(RegisterWords.Of("export.changedAt").Fa, l => TehranTime.DayOf(l.ChangedAt)),
        ];
        return new(RegisterWords.OfKind(kind).Fa, [.. columns.Select(c => c.Sheet)], lines.Select(l => new SheetLine([.. columns.Select(c => c.Value(l))])));
    }

    /// <summary>The page that says what an export holds: pairs of words and values.</summary>
    public static SheetTable Notes(IEnumerable<(string Item, string Value)> notes) => new(
        RegisterWords.Of("export.notes").Fa,
        [new(RegisterWords.Of("export.item").Fa, Width: 28), new(RegisterWords.Of("export.value").Fa, Width: 70)],
        notes.Select(n => new SheetLine([n.Item, n.Value])))
    {
        Filter = false,
    };

    /// <summary>What stands on the notes of every export: kind, filters, time, counts, source.</summary>
    public static IEnumerable<(string Item, string Value)> NotesOf(string kind, string filters, DateTime at, long rows, long total, bool hasPersonal)
    {
        string Word(string key) => RegisterWords.Of("export." + key).Fa;
        yield return (Word("kind"), kind);
        yield return (Word("filters"), filters.Length > 0 ? filters : Word("none"));
        yield return (Word("made"), Moment(at));
        yield return (Word("count"), rows.ToString(CultureInfo.InvariantCulture));
        yield return (Word("total"), total.ToString(CultureInfo.InvariantCulture));
        if (hasPersonal)
        {
            yield return (Word("personal"), Word("masked"));
        }

        yield return (Word("source"), $"{Word("source.hub")} – {RegisterWords.Of("export.source.hub").En}");
    }

    internal static string Moment(DateTime utc) =>
        $"{JalaliDate.Of(TehranTime.DayOf(utc))} {TehranTime.ToTehran(utc).ToString("HH:mm", CultureInfo.InvariantCulture)} ({TehranTime.ToTehran(utc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})";

    private static IEnumerable<Column> OfAgency()
    {
        yield return new(new(RegisterWords.Of("export.agencyCode").Fa, Width: Narrow), l => l.Agency?.Value);
        yield return new(new(RegisterWords.Of("export.agency").Fa, Width: Wide), l => l.AgencyFa);
    }

    private static IEnumerable<Column> OfField(RegisterKind kind, RegisterField field, TemplateLists lists)
    {
        var label = RegisterWords.OfField(kind, field.Name).Fa;
        return field.Shape == FieldShape.Day
            ? OfDay(label, l => l.State.Day(field.Name))
            : [new(new(label, field.Shape == FieldShape.Whole ? CellType.Whole : CellType.Text, field.Shape is FieldShape.Line or FieldShape.Prose or FieldShape.Lines or FieldShape.Rows ? Wide : Narrow), l => lists.CellOf(field, l.State[field.Name] as JsonNode))];
    }

    private static IEnumerable<Column> OfDay(string label, Func<RegisterLine, DateOnly?> day)
    {
        yield return new(new(label, Width: Narrow), l => day(l) is { } on ? JalaliDate.Of(on).ToString() : null);
        yield return new(new($"{label} ({RegisterWords.Of("export.gregorian").Fa})", CellType.Date, Narrow), l => day(l));
    }
}
