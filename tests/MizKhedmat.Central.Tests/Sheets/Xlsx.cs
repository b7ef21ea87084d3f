using System.IO.Compression;
using System.Text;

namespace MizKhedmat.Central.Tests.Sheets;

/// <summary>Workbooks made by hand, part by part: the smallest good one, and whatever a hostile sender would change in it.</summary>
internal sealed class Xlsx
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public const string Sheet1 = "xl/worksheets/sheet1.xml";
    public const string SheetRels = "xl/worksheets/_rels/sheet1.xml.rels";
    public const string SharedStrings = "xl/sharedStrings.xml";

    private readonly List<(string Name, Action<Stream> Write)> parts = [];

    private Xlsx()
    {
        With("[Content_Types].xml", """
            <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
            """);
        With("_rels/.rels", Rels("officeDocument", "xl/workbook.xml"));
        With("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="دستگاه" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        With("xl/_rels/workbook.xml.rels", Rels("worksheet", "worksheets/sheet1.xml"));
    }

    public static Xlsx Good() => Of("""<row r="1"><c r="A1" t="inlineStr"><is><t>کد</t></is></c><c r="B1"><v>5</v></c></row>""");

    /// <summary>One sheet with these rows.</summary>
    public static Xlsx Of(string rows) => new Xlsx().With(Sheet1, Worksheet(rows));

    /// <summary>One sheet whose xml is written as it goes: what would not fit in memory.</summary>
    public static Xlsx Streamed(Action<StreamWriter> rows) => new Xlsx().With(Sheet1, writer =>
    {
        writer.Write($"<worksheet xmlns=\"{Main}\"><sheetData>");
        rows(writer);
        writer.Write("</sheetData></worksheet>");
    });

    public static string Worksheet(string rows) => $"""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>""";

    public static string Rels(string type, string target, string mode = "") =>
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relations}/{type}" Target="{target}"{mode}/></Relationships>""";

    public Xlsx With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text.Trim()));

    public Xlsx With(string name, byte[] bytes) => WithStream(name, stream => stream.Write(bytes));

    public Xlsx With(string name, Action<StreamWriter> write) => WithStream(name, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024);
        write(writer);
    });

    public byte[] Bytes(CompressionLevel level = CompressionLevel.Optimal)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, write) in parts)
            {
                using var part = zip.CreateEntry(name, level).Open();
                write(part);
            }
        }

        return file.ToArray();
    }

    private Xlsx WithStream(string name, Action<Stream> write)
    {
        parts.RemoveAll(part => part.Name == name);
        parts.Add((name, write));
        return this;
    }
}
