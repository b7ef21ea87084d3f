using System.Text;
using System.Xml;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// The guard before any spreadsheet library (SECURITY.md F4, U05, U06): tells the kind of an uploaded file by its content,
/// walks all of it once within <see cref="SheetLimits"/> and hands out the file with its facts, or the reason why not.
/// Never throws at what a file holds.
/// </summary>
public static class SheetScan
{
    /// <summary>Either <paramref name="File"/> or <paramref name="Refusal"/>; <paramref name="Where"/> is the sheet, cell, line or part at fault, if known.</summary>
    public sealed record Verdict(ScannedFile? File, Refusal? Refusal, string? Where);

    /// <summary>Reads an upload up to the allowed size and scans it; the rest of a larger one is not read.</summary>
    public static async Task<Verdict> ScanAsync(Stream upload, CancellationToken ct = default)
    {
        using var copy = new MemoryStream(upload.CanSeek ? (int)Math.Clamp(upload.Length - upload.Position, 0, SheetLimits.FileBytes) : 0);
        var buffer = new byte[64 * 1024];
        while (await upload.ReadAsync(buffer, ct) is var count and > 0)
        {
            if (copy.Length + count > SheetLimits.FileBytes)
            {
                return new(null, new("file-too-large"), null);
            }

            copy.Write(buffer, 0, count);
        }

        var file = copy.Capacity == copy.Length ? copy.GetBuffer() : copy.ToArray();
        return await Task.Run(() => Scan(file, ct), ct);
    }

    /// <summary>Scans a whole file; works on the calling thread, a second or two for the largest.</summary>
    public static Verdict Scan(byte[] file, CancellationToken ct = default)
    {
        try
        {
            return new(Scanned(file, ct), null, null);
        }
        catch (SheetRefusedException refused)
        {
            return new(null, refused.Refusal, refused.Where);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or DecoderFallbackException or EndOfStreamException)
        {
            // An xml reader may wrap what the stream below it threw.
            return e.InnerException is SheetRefusedException inner ? new(null, inner.Refusal, inner.Where) : new(null, new("sheet-broken"), null);
        }
    }

    private static ScannedFile Scanned(byte[] file, CancellationToken ct)
    {
        if (file.Length > SheetLimits.FileBytes)
        {
            throw new SheetRefusedException("file-too-large");
        }

        if (file.Length == 0)
        {
            throw new SheetRefusedException("file-empty");
        }

        if (file.AsSpan().StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            throw new SheetRefusedException(file.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0 ? "sheet-encrypted" : "sheet-old-xls");
        }

        return ZipWalk.LooksLikeZip(file) ? XlsxScan.Scan(file, ct) : CsvScan.Scan(file, ct);
    }
}
