using System.Diagnostics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MizKhedmat.Central.Sheets;
using Xunit;

namespace MizKhedmat.Central.Tests.Sheets;

/// <summary>What is written can be scanned, read, validated, and says the same in both forms.</summary>
public sealed class SheetRoundTripTests
{
    private static readonly SheetTable Services = new("خدمات", [
        new("شناسه", Width: 16, Locked: true), new("نام خدمت", Width: 40), new("نوع", Choices: "kinds"), new("شمار", CellType.Whole), new("سهم", CellType.Decimal),
        new("آغاز", CellType.Date), new("الکترونیکی"),
    ], [
        new(["99062697000", "صدور گواهی می\u200Cشود، «ویژه»", "G2C", 12_345, 0.5m, new DateOnly(2025, 3, 21), true]),
        new(["007", "  =HYPERLINK(\"http://evil\")", null, -3, 2.25, null, false], CellLook.Error),
        new([null, null, null, null, null, null, null]),
        new(["۱۲۳", "سطر\nدوم\tو _x000D_ و \u0001بد", "G2B", 99_062_697_000L, 1e-7, new DateOnly(2024, 2, 29)], CellLook.Hint) { Looks = new Dictionary<int, CellLook> { [1] = CellLook.Error } },
    ])
    { TitleLines = ["فهرست خدمات دستگاه", "ردیف‌های خاکستری نمونه است"], LockHeader = true };

    private static readonly SheetBook Book = new([Services, new("راهنما", [new("متن", Width: 90)], [new(["هر ردیف یک خدمت است"])]) { HasHeader = false, Filter = false }])
    {
        Choices = [new("kinds", [.. Enumerable.Range(1, 400).Select(n => $"گونهٔ شمارهٔ {n}")]), new("states", ["فعال", "غیرفعال"])],
        Properties = new Dictionary<string, string> { ["schema version"] = "3", ["agency"] = "1234" },
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        var file = Scanned.Taken(SheetWriting.Bytes(Book));
        Assert.Equal([new("خدمات", 7, 7, false), new("راهنما", 1, 1, false), new SheetFacts("lists", 400, 2, Hidden: true)], file.Sheets);
        Assert.Equal("3", file.Properties["schema version"]);
        Assert.Equal(0, file.FormulaCount);
        var header = SheetReading.FindHeader(file, "خدمات", name => name is "شناسه" or "نام خدمت" or "شمار")!;
        Assert.Equal(3, header.Row);
        Assert.Equal(3, header.Columns["شمار"]);
        Assert.Equal(
        [
            "4: 99062697000|صدور گواهی می\u200Cشود، «ویژه»|G2C|12345|0.5|2025-03-21|true",
            "5: 007|=HYPERLINK(\"http://evil\")||-3|2.25||false",
            "7: ۱۲۳|سطر\nدوم\tو _x000D_ و بد|G2B|99062697000|0.0000001|2024-02-29",
        ], SheetReading.RowsBelow(file, "خدمات", header).Select(row => $"{row.Number}: {string.Join('|', row.Cells)}"));
        Assert.Equal(["1: هر ردیف یک خدمت است"], file.Lines("راهنما"));
    }

    [Fact]
    public void Excel_finds_nothing_to_repair()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(SheetWriting.Bytes(Book)), isEditable: false);
        House.Offences.None(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document)
            .Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}"));
        Assert.Equal("fa", document.PackageProperties.Language);
    }

    [Fact]
    public void The_sheet_reads_right_to_left_freezes_its_header_and_offers_its_lists()
    {
        var xml = Part(SheetWriting.Bytes(Book), "xl/worksheets/sheet");
        Assert.Contains("rightToLeft=\"1\"", xml, StringComparison.Ordinal);
        Assert.Contains("ySplit=\"3\"", xml, StringComparison.Ordinal);
        Assert.Contains("<x:autoFilter ref=\"A3:G5003\"", xml, StringComparison.Ordinal);
        Assert.Contains("<x:mergeCell ref=\"A1:G1\"", xml, StringComparison.Ordinal);
        Assert.Contains("sheet=\"1\"", xml, StringComparison.Ordinal);
        Assert.Contains("sqref=\"C4:C5003\"><x:formula1>kinds</x:formula1>", xml, StringComparison.Ordinal);
        Assert.Contains("lists!$A$1:$A$400", Part(SheetWriting.Bytes(Book), "xl/workbook.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_table_as_csv_holds_the_same_rows()
    {
        var bytes = CsvWriting.Bytes(Services);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var file = Scanned.Taken(bytes);
        Assert.Equal(
        [
            "1: شناسه|نام خدمت|نوع|شمار|سهم|آغاز|الکترونیکی",
            "2: 99062697000|صدور گواهی می\u200Cشود، «ویژه»|G2C|12345|0.5|2025-03-21|true",
            "3: 007|=HYPERLINK(\"http://evil\")||-3|2.25||false",
            "5: ۱۲۳|سطر\nدوم\tو _x000D_ و بد|G2B|99062697000|0.0000001|2024-02-29",
        ], file.Lines(SheetReading.CsvSheet));
        Assert.Equal(SheetKind.Csv, file.Kind);
    }

    [Fact]
    public void Sixty_thousand_rows_are_written_scanned_and_read()
    {
        var table = new SheetTable("دفترها", [.. Enumerable.Range(1, 10).Select(n => new SheetColumn($"ستون {n}", n == 5 ? CellType.Whole : CellType.Text))],
            Enumerable.Range(1, 60_000).Select(n => new SheetLine([$"{n:D11}", "دفتر پیشخوان دولت", "خرم\u200Cآباد", "G2C", n, null, "x", "y", "z", "https://desk.example.ir/" + n])));
        var clock = Stopwatch.StartNew();
        var bytes = SheetWriting.Bytes(new([table]));
        var written = clock.Elapsed;
        var file = Scanned.Taken(bytes);
        var scanned = clock.Elapsed - written;
        var rows = SheetReading.Rows(file, "دفترها").Skip(1).ToList();
        var read = clock.Elapsed - written - scanned;
        Assert.Equal(60_000, rows.Count);
        Assert.All(rows, row => Assert.Equal($"{row.Number - 1:D11}{row.Number - 1}", row[0] + row[4]));
        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes.Length / 1e6:0.0} MB: written {written.TotalSeconds:0.00} s, scanned {scanned.TotalSeconds:0.00} s, read {read.TotalSeconds:0.00} s");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a[b")]
    [InlineData("lists")]
    [InlineData("نامی که از سی و یک نویسه درازتر است و پذیرفته نیست")]
    public void A_sheet_name_that_Excel_does_not_take_is_not_written(string name) =>
        Assert.Throws<ArgumentException>(() => SheetWriting.Bytes(new([new(name, [new("x")], [])])));

    private static string Part(byte[] file, string prefix)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.Entries.First(entry => entry.FullName.StartsWith(prefix, StringComparison.Ordinal)).Open());
        return reader.ReadToEnd();
    }
}
