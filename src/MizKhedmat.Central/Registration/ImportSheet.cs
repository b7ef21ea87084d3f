using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>A row of a file in the columns of its kind: texts as typed, null where nothing stands.</summary>
internal sealed record ImportLine(int Number, string? Code, IReadOnlyList<string?> Texts, IReadOnlyList<Refusal> Faults);

/// <summary>
/// A scanned file as a table of a kind: the header is found by its names wherever it stands in the first rows, examples are
/// left out, computed cells are faults. Rows are read one at a time, anew at each walk.
/// </summary>
internal sealed class ImportSheet
{
    /// <summary>Columns of our own error files and exports that nobody needs to be told of.</summary>
    private static readonly HashSet<string> Ours = [.. ((string[])[ErrorColumn, "status", RegisterWords.Of("field.status").Fa, "revision", RegisterWords.Of("field.revision").Fa]).Select(PersianText.SearchKey)];

    private static readonly HashSet<string> Examples = [.. ((string[])[Example, "example", "sample"]).Select(PersianText.SearchKey)];

    private readonly ScannedFile file;
    private readonly string sheet;
    private readonly SheetHeader header;
    private readonly int[] places;

    private ImportSheet(ScannedFile file, string sheet, SheetHeader header, ImportKind kind)
    {
        (this.file, this.sheet, this.header, Kind) = (file, sheet, header, kind);
        places = [.. Enumerable.Repeat(-1, kind.Columns.Count)];
        var unknown = new List<string>();
        for (var column = 0; column < header.Names.Count; column++)
        {
            if (header.Names[column] is not { } name)
            {
                continue;
            }

            if (kind.ColumnOf(name) is not { } index)
            {
                unknown.AddRange(Ours.Contains(PersianText.SearchKey(name)) ? [] : [name]);
            }
            else if (places[index] < 0)
            {
                places[index] = column;
            }
        }

        UnknownColumns = [.. unknown.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What the code of a row says that is only there to show how.</summary>
    public const string Example = "نمونه";

    /// <summary>Heads the column of reasons in a returned file.</summary>
    public const string ErrorColumn = "علت";

    public ImportKind Kind { get; }

    /// <summary>Headers that mean nothing to us; their columns are not read.</summary>
    public IReadOnlyList<string> UnknownColumns { get; }

    /// <summary>Rows of the sheet below the header, empty ones and examples included: enough for a bar of progress.</summary>
    public int RowsAtMost => Math.Max(0, file.Sheets.First(s => s.Name == sheet).Rows - header.Row);

    /// <summary>Whether the file has the column at all; one that it lacks says nothing about the member.</summary>
    public bool Has(int column) => places[column] >= 0;

    public bool Has(string name) => Has(Kind.IndexOf(name));

    /// <summary>The file as a table of the kind, or why it is none for this agency.</summary>
    public static (ImportSheet? Sheet, Refusal? Refusal) Open(ScannedFile file, ImportKind kind, AgencyCode agency)
    {
        if (file.Properties.TryGetValue(ImportKind.AgencyProperty, out var owner) && owner != agency.Value)
        {
            return (null, new("file-of-other-agency"));
        }

        if (file.Properties.TryGetValue(ImportKind.KindProperty, out var own) && own != kind.Name)
        {
            return (null, new("file-of-other-kind"));
        }

        foreach (var facts in file.Sheets.Where(s => !s.Hidden))
        {
            if (SheetReading.FindHeader(file, facts.Name, name => kind.ColumnOf(name) is not null) is { } header)
            {
                var sheet = new ImportSheet(file, facts.Name, header, kind);
                return sheet.HasKeys ? (sheet, null) : (null, new("header-unknown"));
            }
        }

        return (null, new("header-unknown"));
    }

    /// <summary>The rows that say something, in order. Throws <see cref="SheetRefusedException"/> where the library gives up.</summary>
    public IEnumerable<ImportLine> Lines() =>
        SheetReading.RowsBelow(file, sheet, header).Select(Line).Where(line => line.Texts.Any(t => t is not null) && !IsExample(line.Texts[0]));

    /// <summary>Members that the row states, as the API takes them; of a record, without its code.</summary>
    public JsonObject BodyOf(ImportLine line)
    {
        var body = new JsonObject();
        for (var column = 0; column < places.Length; column++)
        {
            if (Kind.Columns[column].Field is { } field && line.Texts[column] is { } text)
            {
                RecordText.Put(body, field, text);
            }
        }

        return body;
    }

    private bool HasKeys => Kind.Push is { } push ? push.Keys.All(Has) : Kind.IsPlaces ? Has("service") && Has("office") && Has("place") : Has("code");

    private ImportLine Line(SheetRow row)
    {
        var texts = places.Select(place => place < 0 ? null : row[place]).ToList();
        var faults = row.Formulas.Count == 0 ? [] : places.Index().Where(p => p.Item >= 0 && row.Formulas.Contains(p.Item))
            .Select(p => new Refusal("formula-in-cell", null, "/" + Kind.Columns[p.Index].Name)).ToList();
        return new(row.Number, texts[Kind.Push is { } push ? Kind.IndexOf(push.Named) : 0] is { } code ? RecordText.CodeOf(code) : null, texts, faults);
    }

    private static bool IsExample(string? code) => code is not null && Examples.Contains(PersianText.SearchKey(code));
}
