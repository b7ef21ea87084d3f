using System.IO.Compression;
using System.Runtime.InteropServices;

namespace MizKhedmat.Central.Sheets;

/// <summary>One part of a zip as its directory tells it; <paramref name="Length"/> is a claim until the part was inflated.</summary>
internal sealed record ZipPart(string Name, ReadOnlyMemory<byte> Packed, bool Deflated, long Length)
{
    public string Extension => Path.GetExtension(Name).ToLowerInvariant();

    /// <summary>The inflated bytes, counted on their way: more than the budget, the ratio or the claim ends in a refusal.</summary>
    public Stream Open(InflateBudget budget)
    {
        MemoryMarshal.TryGetArray(Packed, out var bytes);
        Stream packed = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return new InflatedPart(this, Deflated ? new DeflateStream(packed, CompressionMode.Decompress) : packed, budget);
    }
}

/// <summary>What all parts of one file may inflate to together.</summary>
internal sealed class InflateBudget
{
    public long Left { get; set; } = SheetLimits.InflatedBytes;
}

/// <summary>Reading side of <see cref="ZipPart.Open"/>.</summary>
internal sealed class InflatedPart(ZipPart part, Stream inner, InflateBudget budget) : Stream
{
    private const long FreeOfRatio = 1024 * 1024;

    private readonly long most = Math.Max(FreeOfRatio, part.Packed.Length * (long)SheetLimits.Ratio);
    private long seen;

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        seen += count;
        budget.Left -= count;
        if (budget.Left < 0 || seen > most)
        {
            throw new SheetRefusedException("sheet-bomb", part.Name);
        }

        if (seen > part.Length || (count == 0 && buffer.Length > 0 && seen != part.Length))
        {
            throw new SheetRefusedException("sheet-broken", part.Name);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => seen;
        set => throw new NotSupportedException();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
