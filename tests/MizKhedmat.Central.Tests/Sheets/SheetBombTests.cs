using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using MizKhedmat.Central.Sheets;
using Xunit;

namespace MizKhedmat.Central.Tests.Sheets;

/// <summary>Tests of time and memory run with nothing beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

/// <summary>Files that cost the reader what they did not cost the sender (SECURITY.md F4, U05): refused in two seconds and 64 MB.</summary>
[Collection(AloneCollection.Name)]
public sealed class SheetBombTests
{
    private const long MostExtra = 64L * 1024 * 1024;

    public static TheoryData<string, string> Bombs() => new()
    {
        { "sheet-too-many-rows", "one cell at XFD1048576" },
        { "sheet-text-too-long", "one string of 400 MB" },
        { "sheet-text-too-long", "shared string of 1 MB, 20 k times" },
        { "sheet-too-large", "shared string of 32 k, 20 k times" },
        { "sheet-too-many-rows", "3 M rows" },
        { "sheet-too-large", "5 M cells" },
        { "sheet-too-many-parts", "10 k entries" },
        { "sheet-broken", "10 k entries, 5 claimed" },
        { "sheet-bomb", "ratio over 100" },
        { "sheet-bomb", "parts of 160 MB together" },
        { "sheet-bomb", "overlapping entries" },
        { "sheet-broken", "claims to be small" },
        { "sheet-text-too-long", "attribute of 100 MB" },
        { "sheet-text-too-long", "comment of 100 MB" },
        { "sheet-text-too-long", "CDATA of tags" },
        { "sheet-text-too-long", "instruction of tags" },
        { "sheet-too-large", "ever new names" },
        { "sheet-broken", "ever deeper" },
        { "sheet-too-large", "millions of styles" },
        { "sheet-too-large", "millions of empty strings" },
        { "sheet-doctype", "billion laughs" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_is_refused_in_two_seconds_and_64_MB(string code, string what)
    {
        var file = Bomb(what);
        Assert.InRange(file.Length, 1, SheetLimits.FileBytes);
        SheetScan.Scan(Xlsx.Good().Bytes());
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        await Task.Delay(50);
        using var self = Process.GetCurrentProcess();
        var (before, peak) = (self.WorkingSet64, 0L);
        var (heapBefore, heapPeak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        var started = self.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var scan = Task.Run(() => SheetScan.Scan(file));
        while (!scan.IsCompleted)
        {
            await Task.WhenAny(scan, Task.Delay(5));
            self.Refresh();
            peak = Math.Max(peak, self.WorkingSet64);
            heapPeak = Math.Max(heapPeak, GC.GetTotalMemory(forceFullCollection: false));
        }

        clock.Stop();
        self.Refresh();
        var spent = self.TotalProcessorTime - started;
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {spent.TotalMilliseconds} ms of {clock.ElapsedMilliseconds}, {(peak - before) / 1048576} MB, heap {(heapPeak - heapBefore) / 1048576} MB");
        Assert.Equal(code, (await scan).Refusal?.Code);
        // Processor time, because another process on the machine may hold the clock up; the clock itself only against a hang.
        Assert.InRange(spent.TotalMilliseconds, 0, 2_000);
        Assert.InRange(clock.ElapsedMilliseconds, 0, 20_000);
        Assert.InRange(peak - before, long.MinValue, MostExtra);
        Assert.InRange(heapPeak - heapBefore, long.MinValue, MostExtra);
    }

    private static byte[] Bomb(string what) => what switch
    {
        "one cell at XFD1048576" => Xlsx.Of("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>").Bytes(),
        "one string of 400 MB" => Xlsx.Streamed(xml => Repeat(xml, "<row><c t=\"inlineStr\"><is><t>", new string('a', 1_000_000), 400, "</t></is></c></row>")).Bytes(),
        "shared string of 1 MB, 20 k times" => Shared(new string('a', 1_000_000)),
        "shared string of 32 k, 20 k times" => Shared(new string('a', 32_000)),
        "3 M rows" => Xlsx.Streamed(xml => Repeat(xml, "", "<row><c><v>1</v></c></row>", 3_000_000)).Bytes(CompressionLevel.Fastest),
        "5 M cells" => Xlsx.Streamed(xml => Numbers(xml, 50_000, 100)).Bytes(CompressionLevel.Fastest),
        "10 k entries" => Many(10_000),
        "10 k entries, 5 claimed" => Claim5(Many(10_000)),
        "ratio over 100" => Xlsx.Good().With("xl/media/image1.png", xml => Repeat(xml, "", new string('a', 1_000_000), 50)).Bytes(),
        "parts of 160 MB together" => Enumerable.Range(1, 8).Aggregate(Xlsx.Good(), (book, n) => book.With($"xl/media/image{n}.png", xml => Noise(xml, 20_000_000))).Bytes(),
        "overlapping entries" => Overlapping(),
        "claims to be small" => Lying(),
        "attribute of 100 MB" => Xlsx.Streamed(xml => Repeat(xml, "<row r=\"", new string('1', 100_000), 1_000, "\"/>")).Bytes(),
        "comment of 100 MB" => Xlsx.Streamed(xml => Repeat(xml, "<!--", string.Concat(Enumerable.Repeat("<a> ", 25_000)), 1_000, "-->")).Bytes(),
        "CDATA of tags" => Xlsx.Streamed(xml => Repeat(xml, "<row><c t=\"str\"><v><![CDATA[", string.Concat(Enumerable.Repeat("<a>]", 25_000)), 1_000, "]]></v></c></row>")).Bytes(),
        "instruction of tags" => Xlsx.Streamed(xml => Repeat(xml, "<?x ", string.Concat(Enumerable.Repeat("<a> ", 25_000)), 1_000, "?>")).Bytes(),
        "ever new names" => Xlsx.Good().With("xl/styles.xml", xml => Counted(xml, 3_000_000, n => $"<n{n}/>")).Bytes(CompressionLevel.Fastest),
        "ever deeper" => Xlsx.Good().With("xl/styles.xml", xml => Repeat(xml, "", "<a>", 10_000_000)).Bytes(),
        "millions of styles" => Xlsx.Good().With("xl/styles.xml", xml => Counted(xml, 3_000_000, n => $"<xf numFmtId=\"{n % 7919}\"/>")).Bytes(CompressionLevel.Fastest),
        "millions of empty strings" => Xlsx.Good().With(Xlsx.SharedStrings, xml => Numbers(xml)).Bytes(CompressionLevel.Fastest),
        "billion laughs" => Xlsx.Good().With(Xlsx.Sheet1, Laughs()).Bytes(),
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    private static void Repeat(StreamWriter xml, string before, string text, int times, string after = "")
    {
        xml.Write(before);
        for (; times > 0; times--)
        {
            xml.Write(text);
        }

        xml.Write(after);
    }

    private static void Counted(StreamWriter xml, int times, Func<int, string> text)
    {
        xml.Write("<a>");
        for (var n = 0; n < times; n++)
        {
            xml.Write(text(n));
        }

        xml.Write("</a>");
    }

    private static void Numbers(StreamWriter xml, int rows, int columns)
    {
        for (var row = 0; row < rows; row++)
        {
            xml.Write("<row>");
            for (var column = 0; column < columns; column++)
            {
                xml.Write($"<c><v>{((row * 7) + (column * 13)) % 997}</v></c>");
            }

            xml.Write("</row>");
        }
    }

    private static void Numbers(StreamWriter xml)
    {
        xml.Write($"<sst xmlns=\"{Xlsx.Main}\">");
        for (var n = 0; n < 2_500_000; n++)
        {
            xml.Write(n % 7 == 0 || n % 31 == 0 ? "<si></si>" : n % 5 == 0 ? "<si ></si>" : "<si/>");
            xml.Write(n % 1000 == 0 ? $"<!-- {n} -->" : "");
        }

        xml.Write("</sst>");
    }

    private static void Noise(StreamWriter xml, int bytes)
    {
        var line = Convert.ToBase64String(new Random(7).GetItems(Enumerable.Range(0, 256).Select(b => (byte)b).ToArray(), 750));
        for (var written = 0; written < bytes; written += line.Length)
        {
            // Twenty-odd times smaller when packed, as a large real sheet would be.
            xml.Write(line[(written % 37)..]);
        }
    }

    private static byte[] Shared(string text) => Xlsx
        .Streamed(xml => Repeat(xml, "", "<row><c t=\"s\"><v>0</v></c></row>", 20_000))
        .With(Xlsx.SharedStrings, $"<sst xmlns=\"{Xlsx.Main}\"><si><t>{text}</t></si></sst>").Bytes();

    private static byte[] Many(int entries) => Enumerable.Range(1, entries).Aggregate(Xlsx.Good(), (book, n) => book.With($"xl/media/image{n}.png", [1])).Bytes();

    private static byte[] Claim5(byte[] zip)
    {
        // The directory's end claims five entries; the framework would read all ten thousand before it compares.
        var end = zip.AsSpan(zip.Length - 22);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], 5);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], 5);
        return zip;
    }

    /// <summary>A part that lies within another: twenty entries could each inflate the same bytes.</summary>
    private static byte[] Overlapping()
    {
        var inner = Xlsx.Good().With("xl/media/image2.png", new byte[100]).Bytes(CompressionLevel.NoCompression);
        var local = inner.AsSpan().IndexOf("xl/media/image2.png"u8) - 30;
        var zip = Xlsx.Good().With("xl/media/image1.png", [1, .. inner[local..(local + 149)]]).With("xl/media/image2.png", new byte[100]).Bytes(CompressionLevel.NoCompression);
        var nested = zip.AsSpan().IndexOf("xl/media/image2.png"u8) - 30;
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(Header(zip, "image2.png") + 42), (uint)nested);
        return zip;
    }

    private static byte[] Lying()
    {
        var zip = Xlsx.Streamed(xml => Repeat(xml, "", "<row><c><v>1</v></c></row>", 100_000)).Bytes();
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(Header(zip, "sheet1.xml") + 24), 500);
        return zip;
    }

    /// <summary>Where the directory's entry of a part begins.</summary>
    private static int Header(byte[] zip, string name)
    {
        var at = zip.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes(name));
        return zip.AsSpan(0, at).LastIndexOf("PK\x01\x02"u8);
    }

    private static string Laughs()
    {
        var entities = string.Concat(Enumerable.Range(1, 9).Select(n => $"<!ENTITY l{n} \"{string.Concat(Enumerable.Repeat($"&l{n - 1};", 10))}\">"));
        return $"""<!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><worksheet xmlns="{Xlsx.Main}"><sheetData><row><c t="str"><v>&l9;</v></c></row></sheetData></worksheet>""";
    }
}
