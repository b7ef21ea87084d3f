using System.Text;
using MizKhedmat.Central.Sheets;
using Xunit;

namespace MizKhedmat.Central.Tests.Sheets;

/// <summary>What an upload may be and what it is refused for (SECURITY.md U05–U07).</summary>
public sealed class SheetScanTests
{
    public static TheoryData<string, string> Reaching() => new()
    {
        { "sheet-macro", "macro content type" },
        { "sheet-macro", "vba part" },
        { "sheet-macro", "other binary" },
        { "sheet-macro", "control" },
        { "sheet-external-link", "link part" },
        { "sheet-external-link", "outside relationship" },
        { "sheet-external-link", "file hyperlink" },
        { "sheet-external-link", "dde formula" },
        { "sheet-external-link", "dde name" },
        { "sheet-external-link", "ole element" },
        { "sheet-external-link", "connection" },
        { "sheet-external-link", "query table" },
        { "sheet-doctype", "xxe" },
        { "sheet-doctype", "doctype in styles" },
        { "sheet-nested-archive", "zip in zip" },
        { "sheet-nested-archive", "zip as picture" },
        { "sheet-nested-archive", "embedded document" },
        { "sheet-name-unsafe", "dots" },
        { "sheet-name-unsafe", "root" },
        { "sheet-name-unsafe", "backslash" },
        { "sheet-name-unsafe", "nul" },
        { "sheet-name-unsafe", "long" },
        { "sheet-name-unsafe", "same twice" },
        { "sheet-broken", "utf-16" },
        { "sheet-broken", "declared cp1256" },
        { "sheet-broken", "rows backwards" },
        { "sheet-broken", "cells backwards" },
        { "sheet-broken", "cell of another row" },
        { "sheet-broken", "string that is not there" },
        { "sheet-broken", "deep" },
        { "sheet-broken", "no sheet" },
        { "sheet-broken", "not xml" },
        { "sheet-not-xlsx", "strict" },
    };

    [Theory]
    [MemberData(nameof(Reaching))]
    public void A_workbook_that_runs_reaches_out_or_misleads_is_refused(string code, string what) => Scanned.Refused(code, Hostile(what).Bytes());

    [Fact]
    public void A_good_workbook_is_taken_with_its_facts()
    {
        var file = Scanned.Taken(Xlsx.Of("""<row r="3"><c r="B3"><v>5</v></c><c r="D3"><f>B3*2</f><v>10</v></c></row><row r="9"><c r="A9" t="inlineStr"><is><t>کد</t></is></c></row>""").Bytes());
        Assert.Equal(SheetKind.Xlsx, file.Kind);
        Assert.Equal([new SheetFacts("دستگاه", 9, 4, Hidden: false)], file.Sheets);
        Assert.Equal([new FormulaCell("دستگاه", "D3")], file.Formulas);
    }

    /// <summary>Excel makes a link of every address typed into a cell, and keeps the settings of the printer.</summary>
    [Fact]
    public void What_Excel_itself_puts_into_a_file_does_not_hinder() => Scanned.Taken(Xlsx.Good()
        .With(Xlsx.SheetRels, Xlsx.Rels("hyperlink", "https://example.ir/desk", " TargetMode=\"External\""))
        .With("xl/printerSettings/printerSettings1.bin", [1, 0, 2, 0])
        .With("xl/media/image1.png", [0x89, 0x50, 0x4E, 0x47])
        .With("docProps/app.xml", "<?xml version=\"1.0\"?><!-- a < b --><Properties><?pi <x> ?><a><![CDATA[<b>]]></a></Properties>").Bytes());

    [Theory]
    [InlineData("sheet-too-wide", "<row r=\"1\"><c r=\"GS1\"><v>1</v></c></row>")]
    [InlineData("sheet-too-many-rows", "<row r=\"200051\"><c r=\"A200051\"><v>1</v></c></row>")]
    [InlineData("sheet-broken", "<row r=\"99999999999\"/>")]
    [InlineData("sheet-broken", "<row r=\" 1\"/>")]
    public void A_cell_beyond_the_edges_is_refused(string code, string rows) => Scanned.Refused(code, Xlsx.Of(rows).Bytes());

    [Fact]
    public void A_cell_at_the_edges_is_taken() => Scanned.Taken(Xlsx.Of("<row r=\"200050\"><c r=\"GR200050\"><v>1</v></c></row>").Bytes());

    [Fact]
    public void A_claimed_dimension_beyond_the_edges_is_refused() => Scanned.Refused("sheet-too-wide", Xlsx.Good().With(
        Xlsx.Sheet1, $"""<worksheet xmlns="{Xlsx.Main}"><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>""").Bytes());

    [Fact]
    public void A_text_as_long_as_Excel_holds_is_taken_and_one_sign_more_is_not()
    {
        Scanned.Taken(Xlsx.Of($"<row><c t=\"inlineStr\"><is><t>{new string('م', 32_767)}</t></is></c></row>").Bytes());
        Scanned.Refused("sheet-text-too-long", Xlsx.Of($"<row><c t=\"inlineStr\"><is><t>{new string('م', 32_768)}</t></is></c></row>").Bytes());
    }

    [Theory]
    [InlineData("file-empty", "")]
    [InlineData("file-empty", " \r\n\r\n")]
    [InlineData("sheet-not-xlsx", "<html><table><tr><td>1</td></tr></table></html>")]
    [InlineData("sheet-not-xlsx", "%PDF-1.7")]
    [InlineData("sheet-not-xlsx", "a,b\0\r\n")]
    [InlineData("csv-broken", "a,\"b\r\n1,2\r\n")]
    [InlineData("csv-broken", "a,b\"c\r\n")]
    [InlineData("csv-broken", "a,\"b\"c\r\n")]
    public void A_text_that_is_no_table_is_refused(string code, string text) => Scanned.Refused(code, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Other_kinds_of_file_are_told_by_their_content()
    {
        byte[] ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]];
        Scanned.Refused("sheet-old-xls", ole);
        Scanned.Refused("sheet-encrypted", [.. ole, .. Encoding.Unicode.GetBytes("EncryptedPackage")]);
        Scanned.Refused("sheet-not-xlsx", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);
        Scanned.Refused("csv-not-utf8", [0xCF, 0xD3, 0xCA, 0xE5, (byte)',', 0xDF, 0xCF]);
        Scanned.Refused("csv-not-utf8", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("کد,نام")]);
        Scanned.Refused("file-too-large", new byte[SheetLimits.FileBytes + 1]);
    }

    [Fact]
    public void A_csv_is_taken_up_to_its_edges()
    {
        Scanned.Taken(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat("x", 200))));
        Scanned.Refused("sheet-too-wide", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat("x", 201))));
        Scanned.Refused("sheet-text-too-long", Encoding.UTF8.GetBytes("\"" + new string('x', 32_768) + "\""));
        Assert.Equal(200_000, Scanned.Taken(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a,b\r\n", 200_000)))).Sheets[0].Rows);
        Scanned.Refused("sheet-too-many-rows", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a,b\n", 200_001))));
    }

    [Fact]
    public async Task An_upload_stream_is_read_no_further_than_the_allowed_size()
    {
        await using var large = new MemoryStream(new byte[SheetLimits.FileBytes * 2]);
        Assert.Equal("file-too-large", (await SheetScan.ScanAsync(large)).Refusal?.Code);
        Assert.InRange(large.Position, 0, SheetLimits.FileBytes + (1024 * 1024));
        await using var good = new MemoryStream(Xlsx.Good().Bytes());
        Assert.NotNull((await SheetScan.ScanAsync(good)).File);
    }

    [Fact]
    public void Every_code_of_the_room_has_its_texts() => House.Offences.None(
        from file in House.SourceTree.Read("src/MizKhedmat.Central/Sheets/", ".cs")
        from code in System.Text.RegularExpressions.Regex.Matches(file.Text, "\"((?:sheet|csv|file)-[a-z0-9-]+)\"").Select(match => match.Groups[1].Value)
        where !Central.Kernel.RefusalTexts.Codes.Contains(code)
        select code);

    private static Xlsx Hostile(string what) => what switch
    {
        "macro content type" => Xlsx.Good().With("[Content_Types].xml", "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>"),
        "vba part" => Xlsx.Good().With("xl/vbaProject.bin", [1]),
        "other binary" => Xlsx.Good().With("xl/anything.bin", [1]),
        "control" => Xlsx.Good().With("xl/activeX/activeX1.xml", "<ocx/>"),
        "link part" => Xlsx.Good().With("xl/externalLinks/externalLink1.xml", "<externalLink/>"),
        "outside relationship" => Xlsx.Good().With(Xlsx.SheetRels, Xlsx.Rels("image", "https://evil.example/x.png", " TargetMode=\"External\"")),
        "file hyperlink" => Xlsx.Good().With(Xlsx.SheetRels, Xlsx.Rels("hyperlink", @"file:///\\evil\share", " TargetMode=\"External\"")),
        "dde formula" => Xlsx.Of("<row><c><f>cmd|' /C calc'!A0</f><v>1</v></c></row>"),
        "dde name" => Xlsx.Good().With("xl/workbook.xml", $"""<workbook xmlns="{Xlsx.Main}"><definedNames><definedName name="x">cmd|'/c calc'!A0</definedName></definedNames></workbook>"""),
        "ole element" => Xlsx.Good().With(Xlsx.Sheet1, $"""<worksheet xmlns="{Xlsx.Main}"><sheetData/><oleObjects/></worksheet>"""),
        "connection" => Xlsx.Good().With("xl/connections.xml", "<connections/>"),
        "query table" => Xlsx.Good().With("xl/queryTables/queryTable1.xml", "<q/>"),
        "xxe" => Xlsx.Good().With(Xlsx.Sheet1, $"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet xmlns="{Xlsx.Main}"><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>"""),
        "doctype in styles" => Xlsx.Good().With("xl/styles.xml", "<!DOCTYPE styleSheet><styleSheet/>"),
        "zip in zip" => Xlsx.Good().With("xl/more.zip", Xlsx.Good().Bytes()),
        "zip as picture" => Xlsx.Good().With("xl/media/image1.png", Xlsx.Good().Bytes()),
        "embedded document" => Xlsx.Good().With("xl/embeddings/book.xml", "<x/>"),
        "dots" => Xlsx.Good().With("xl/../../evil.xml", "<x/>"),
        "root" => Xlsx.Good().With("/evil.xml", "<x/>"),
        "backslash" => Xlsx.Good().With(@"xl\evil.xml", "<x/>"),
        "nul" => Xlsx.Good().With("xl/evil\0.xml", "<x/>"),
        "long" => Xlsx.Good().With($"xl/{new string('a', 200)}.xml", "<x/>"),
        "same twice" => Xlsx.Good().With("XL/Workbook.xml", "<x/>"),
        "utf-16" => Xlsx.Good().With(Xlsx.Sheet1, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Xlsx.Worksheet(""))]),
        "declared cp1256" => Xlsx.Good().With(Xlsx.Sheet1, Xlsx.Worksheet("").Replace("UTF-8", "windows-1256", StringComparison.Ordinal)),
        "rows backwards" => Xlsx.Of("<row r=\"2\"/><row r=\"1\"/>"),
        "cells backwards" => Xlsx.Of("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"),
        "cell of another row" => Xlsx.Of("<row r=\"1\"><c r=\"A2\"/></row>"),
        "string that is not there" => Xlsx.Of("<row><c t=\"s\"><v>7</v></c></row>"),
        "deep" => Xlsx.Good().With("xl/styles.xml", string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100))),
        "no sheet" => Xlsx.Good().With("xl/workbook.xml", $"""<workbook xmlns="{Xlsx.Main}"><sheets/></workbook>"""),
        "not xml" => Xlsx.Good().With(Xlsx.Sheet1, $"<worksheet xmlns=\"{Xlsx.Main}\">"),
        "strict" => Xlsx.Good().With(Xlsx.Sheet1, "<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><sheetData/></worksheet>"),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };
}
