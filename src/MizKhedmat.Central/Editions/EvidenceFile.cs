using System.Text;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// What an evidence file is, told by its content and never by its name (SECURITY.md U01, U02): PDF, PNG, JPEG, XLSX, CSV or DOCX. Files with parts that
/// run, or with something behind their end, are none of these.
/// </summary>
internal static class EvidenceFile
{
    private const int PdfEnd = 1024;

    /// <summary>What runs or carries other files inside a PDF.</summary>
    private static readonly byte[][] ActivePdf = [.. new[] { "/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia" }.Select(Encoding.ASCII.GetBytes)];

    /// <summary>The media type; null for what is not taken.</summary>
    public static string? TypeOf(byte[] content) => content switch
    {
        _ when Starts(content, "%PDF-"u8) => IsPlainPdf(content) ? "application/pdf" : null,
        _ when Starts(content, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => Ends(content, [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]) ? "image/png" : null,
        _ when Starts(content, [0xFF, 0xD8, 0xFF]) => Ends(content, [0xFF, 0xD9]) ? "image/jpeg" : null,
        _ when ZipWalk.LooksLikeZip(content) && IsDocx(content) => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => SheetScan.Scan(content).File?.Kind switch
        {
            SheetKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            SheetKind.Csv => "text/csv",
            _ => null,
        },
    };

    private static bool IsPlainPdf(byte[] content) =>
        content.AsSpan(Math.Max(0, content.Length - PdfEnd)).IndexOf("%%EOF"u8) >= 0 && !Array.Exists(ActivePdf, word => content.AsSpan().IndexOf(word) >= 0);

    /// <summary>By its directory alone: it is never opened here.</summary>
    private static bool IsDocx(byte[] content)
    {
        try
        {
            var names = ZipWalk.Parts(content).Select(part => part.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return names.Contains("[Content_Types].xml") && names.Contains("word/document.xml")
                && !names.Any(name => name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) || name.Contains("..", StringComparison.Ordinal) || name.StartsWith('/'));
        }
        catch (Exception fault) when (fault is SheetRefusedException or InvalidDataException or ArgumentException)
        {
            return false;
        }
    }

    private static bool Starts(byte[] content, ReadOnlySpan<byte> with) => content.AsSpan().StartsWith(with);

    private static bool Ends(byte[] content, ReadOnlySpan<byte> with) => content.AsSpan().EndsWith(with);
}
