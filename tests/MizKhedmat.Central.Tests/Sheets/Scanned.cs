using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Sheets;
using Xunit;

namespace MizKhedmat.Central.Tests.Sheets;

/// <summary>What the scan said of a file, as one expects it: taken or refused with a code that both languages know.</summary>
internal static class Scanned
{
    public static ScannedFile Taken(byte[] file)
    {
        var verdict = SheetScan.Scan(file);
        Assert.True(verdict.Refusal is null, $"{verdict.Refusal?.Code} at {verdict.Where}");
        return verdict.File!;
    }

    public static SheetScan.Verdict Refused(string code, byte[] file)
    {
        var verdict = SheetScan.Scan(file);
        Assert.Equal(code, verdict.Refusal?.Code);
        Assert.Null(verdict.File);
        Assert.Contains(code, RefusalTexts.Codes);
        return verdict;
    }

    /// <summary>All rows of one sheet, each as its number and its cells between bars.</summary>
    public static IReadOnlyList<string> Lines(this ScannedFile file, string sheet) =>
        [.. SheetReading.Rows(file, sheet).Select(row => $"{row.Number}: {string.Join('|', row.Cells)}")];
}
