using System.Diagnostics;
using System.Text;
using MizKhedmat.Central.Sheets;
using Xunit;

namespace MizKhedmat.Central.Tests.Sheets;

/// <summary>What a person typed into Excel arrives as the text they meant, at the row that they see.</summary>
public sealed class SheetReadingTests
{
    [Theory]
    [InlineData("<c><v>99062697000</v></c>", "99062697000")]
    [InlineData("<c><v>9.9062697E10</v></c>", "99062697000")]
    [InlineData("<c><v>0.30000000000000004</v></c>", "0.3")]
    [InlineData("<c><v>1E-7</v></c>", "0.0000001")]
    [InlineData("<c><v>-12.50</v></c>", "-12.5")]
    [InlineData("<c><v>1E+30</v></c>", "1000000000000000000000000000000")]
    [InlineData("<c t=\"b\"><v>1</v></c>", "true")]
    [InlineData("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">  007 </t></is></c>", "007")]
    [InlineData("<c t=\"inlineStr\"><is><r><t>نام</t></r><r><t> خدمت</t></r></is></c>", "نام خدمت")]
    [InlineData("<c t=\"e\"><v>#N/A</v></c>", null)]
    public void A_value_arrives_as_it_was_meant(string cell, string? expected) =>
        Assert.Equal(expected, SheetReading.Rows(Scanned.Taken(Xlsx.Of($"<row>{cell}<c><v>1</v></c></row>").Bytes()), "دستگاه").Single()[0]);

    [Theory]
    [InlineData(14, "45737", "2025-03-21")]
    [InlineData(22, "45737.5", "2025-03-21T12:00:00")]
    [InlineData(14, "99062697000", "99062697000")]
    public void A_date_is_told_by_the_format_of_its_cell(int format, string value, string expected)
    {
        var styles = $"""<styleSheet xmlns="{Xlsx.Main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="{format}" applyNumberFormat="1"/></cellXfs></styleSheet>""";
        var file = Scanned.Taken(Xlsx.Of($"<row><c s=\"1\"><v>{value}</v></c></row>").With("xl/styles.xml", styles).Bytes());
        Assert.Equal(expected, SheetReading.Rows(file, "دستگاه").Single()[0]);
    }

    [Fact]
    public void Row_numbers_are_those_in_the_margin_and_formulas_are_pointed_out()
    {
        var file = Scanned.Taken(Xlsx.Of(
            """<row r="2"><c r="A2"><v>1</v></c></row><row r="5"/><row r="7"><c r="B7"><f>A2+1</f><v>2</v></c><c r="D7"><v>3</v></c><c r="F7" s="0"/></row>""").Bytes());
        var rows = SheetReading.Rows(file, "دستگاه").ToList();
        Assert.Equal(["2: 1", "7: |2||3"], file.Lines("دستگاه"));
        Assert.Empty(rows[0].Formulas);
        Assert.Equal([1], rows[1].Formulas);
    }

    [Fact]
    public void Formulas_beyond_the_first_thousand_are_still_known_by_row()
    {
        var file = Scanned.Taken(Xlsx.Of(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c><c><f>A1</f><v>2</v></c></row>", 1_500))).Bytes());
        Assert.Equal(1_500, file.FormulaCount);
        Assert.Equal(1_000, file.Formulas.Count);
        Assert.All(SheetReading.Rows(file, "دستگاه"), row => Assert.Equal([1], row.Formulas));
    }

    [Fact]
    public void Without_two_known_names_in_the_first_twenty_rows_there_is_no_header()
    {
        string Cells(string a, string b) => $"<c t=\"inlineStr\"><is><t>{a}</t></is></c><c t=\"inlineStr\"><is><t>{b}</t></is></c>";
        var early = Scanned.Taken(Xlsx.Of($"<row r=\"3\">{Cells("کد", "فهرست")}</row><row r=\"20\">{Cells("کد", "نام")}</row>").Bytes());
        var late = Scanned.Taken(Xlsx.Of($"<row r=\"21\">{Cells("کد", "نام")}</row>").Bytes());
        Assert.Equal(20, SheetReading.FindHeader(early, "دستگاه", name => name is "کد" or "نام")?.Row);
        Assert.Null(SheetReading.FindHeader(late, "دستگاه", name => name is "کد" or "نام"));
    }

    [Theory]
    [InlineData("کد;نام\r\n007;\"الف;ب\"\r\n", "1: کد|نام / 2: 007|الف;ب")]
    [InlineData("کد\tنام\n\n1\t2", "1: کد|نام / 3: 1|2")]
    [InlineData("\uFEFFکد,نام\r\n\"a\"\"b\",\"c\r\nd\"\r\n", "1: کد|نام / 2: a\"b|c\r\nd")]
    [InlineData("'=1+1,'-x,-5,'+98x\r\n", "1: =1+1|-x|-5|+98x")]
    public void A_csv_is_read_with_the_separator_it_uses(string text, string expected) =>
        Assert.Equal(expected, string.Join(" / ", Scanned.Taken(Encoding.UTF8.GetBytes(text)).Lines(SheetReading.CsvSheet)));

    [Fact]
    public void A_formula_typed_into_a_csv_is_pointed_out() =>
        Assert.Equal([new FormulaCell("csv", "B2")], Scanned.Taken("a,b\r\n1,=A1\r\n"u8.ToArray()).Formulas);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("  \"=1", "'  \"=1")]
    [InlineData("\u200F+98912", "'\u200F+98912")]
    [InlineData("@x", "'@x")]
    [InlineData("＝1", "'＝1")]
    [InlineData("－x", "'－x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("\0x", "'\0x")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("+98912", "+98912")]
    [InlineData("-12-3", "'-12-3")]
    [InlineData("-1\n", "'-1\n")]
    [InlineData("نام - شرح", "نام - شرح")]
    public void A_csv_field_that_a_program_would_compute_is_disarmed(string field, string expected)
    {
        Assert.Equal(expected, CsvGuard.Guarded(field));
        Assert.Equal(field, CsvGuard.Undone(expected));
    }

    /// <summary>SECURITY.md G15 in small: whatever bits an upload has lost, it is read or refused.</summary>
    [Fact]
    public void A_good_file_with_flipped_bytes_is_read_or_refused_and_never_more()
    {
        var table = new SheetTable("دستگاه", [new("کد"), new("نام", Choices: "names"), new("روز", CellType.Date), new("شمار", CellType.Whole)],
            Enumerable.Range(1, 50).Select(n => new SheetLine([$"{n:D11}", "نام", new DateOnly(2025, 1, 1).AddDays(n), n])));
        var written = SheetWriting.Bytes(new([table]) { Choices = [new("names", ["نام"])], Properties = new Dictionary<string, string> { ["v"] = "1" } });
        var plain = Xlsx.Of("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45000</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>")
            .With("xl/styles.xml", $"""<styleSheet xmlns="{Xlsx.Main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>""")
            .With(Xlsx.SharedStrings, $"<sst xmlns=\"{Xlsx.Main}\"><si><t>x</t></si></sst>").Bytes(System.IO.Compression.CompressionLevel.NoCompression);
        byte[][] seeds = [written, plain, CsvWriting.Bytes(table)];
        var random = new Random(20250321);
        var taken = 0;
        for (var n = 0; n < 900; n++)
        {
            var file = seeds[n % 3].ToArray();
            for (var flips = random.Next(1, 6); flips > 0; flips--)
            {
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            }

            taken += ReadOrRefused(n % 10 == 9 ? file[..random.Next(file.Length)] : file, n);
        }

        Assert.InRange(taken, 50, 850);
    }

    private static int ReadOrRefused(byte[] file, int n)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var verdict = SheetScan.Scan(file);
            if (verdict.File is { } good)
            {
                _ = good.Sheets.Sum(sheet => SheetReading.Rows(good, sheet.Name).Count());
            }

            Assert.True(clock.ElapsedMilliseconds < 2_000, $"case {n} took {clock.ElapsedMilliseconds} ms");
            Assert.NotEqual(verdict.File is null, verdict.Refusal is null);
            return verdict.File is null ? 0 : 1;
        }
        catch (SheetRefusedException refused)
        {
            Assert.Equal("sheet-broken", refused.Code);
            return 0;
        }
    }
}
