using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// A spreadsheet that is not read any further. <see cref="SheetScan"/> never lets it out; <see cref="SheetReading"/> throws it
/// when a file that passed the scan proves unreadable after all.
/// </summary>
public sealed class SheetRefusedException(string code, string? where = null, Exception? cause = null) : Exception(code, cause)
{
    public string Code { get; } = code;

    /// <summary>The sheet, cell or part at fault, as far as known; may hold text of the file.</summary>
    public string? Where { get; } = where;

    public Refusal Refusal => new(Code);
}
