using System.Buffers;
using System.Buffers.Binary;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// Own walk over the directory of a zip, before the framework's: that one reads every entry before it compares their number,
/// so a directory of half a million entries would cost its memory first. Strict where readers differ: the directory ends the
/// file, names are plain ASCII and the same in both headers, parts do not overlap, one disk, no encryption.
/// </summary>
internal static class ZipWalk
{
    private const int EndLength = 22;
    private const int HeaderLength = 46;
    private const int LocalLength = 30;

    private static readonly SearchValues<char> Reserved = SearchValues.Create("\\:*?\"<>|");

    public static bool LooksLikeZip(ReadOnlySpan<byte> file) => file.StartsWith("PK\x03\x04"u8);

    public static IReadOnlyList<ZipPart> Parts(ReadOnlyMemory<byte> file)
    {
        var (count, at, end) = Directory(file.Span);
        var parts = new List<(int Start, ZipPart Part)>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (; count > 0; count--)
        {
            var entry = Entry(file, ref at, end);
            if (!names.Add(entry.Part.Name))
            {
                throw new SheetRefusedException("sheet-name-unsafe", entry.Part.Name);
            }

            parts.Add(entry);
        }

        Demand(at == end);
        RefuseOverlaps(parts);
        return [.. parts.Select(entry => entry.Part)];
    }

    private static (int Count, int Start, int End) Directory(ReadOnlySpan<byte> file)
    {
        Demand(file.Length >= EndLength);
        var end = file[^EndLength..];
        Demand(end.StartsWith("PK\x05\x06"u8) && U16(end, 20) == 0 && U16(end, 4) == 0 && U16(end, 6) == 0);
        var count = U16(end, 10);
        if (count > SheetLimits.Parts)
        {
            throw new SheetRefusedException("sheet-too-many-parts");
        }

        long start = U32(end, 16);
        Demand(count == U16(end, 8) && start + U32(end, 12) == file.Length - EndLength);
        return (count, (int)start, file.Length - EndLength);
    }

    private static (int Start, ZipPart Part) Entry(ReadOnlyMemory<byte> file, ref int at, int end)
    {
        Demand(at + HeaderLength <= end);
        var header = file.Span.Slice(at, HeaderLength);
        Demand(header.StartsWith("PK\x01\x02"u8));
        var nameLength = U16(header, 28);
        var next = at + HeaderLength + nameLength + U16(header, 30) + U16(header, 32);
        Demand(next <= end);
        var name = file.Span.Slice(at + HeaderLength, nameLength);
        at = next;
        if ((U16(header, 8) & 0x2041) != 0)
        {
            throw new SheetRefusedException("sheet-encrypted");
        }

        var method = U16(header, 10);
        Demand(method is 0 or 8);
        var packed = Packed(file, name, U32(header, 42), U32(header, 20), end);
        var part = new ZipPart(SafeName(name), packed.Bytes, method == 8, U32(header, 24));
        Demand(method == 8 || part.Length == part.Packed.Length);
        return (packed.Start, part);
    }

    private static (int Start, ReadOnlyMemory<byte> Bytes) Packed(ReadOnlyMemory<byte> file, ReadOnlySpan<byte> name, long start, long length, int end)
    {
        Demand(start + LocalLength <= end);
        var local = file.Span.Slice((int)start, LocalLength);
        Demand(local.StartsWith("PK\x03\x04"u8) && U16(local, 26) == name.Length);
        var nameAt = (int)start + LocalLength;
        var dataAt = nameAt + name.Length + U16(local, 28);
        Demand(dataAt + length <= end && file.Span.Slice(nameAt, name.Length).SequenceEqual(name));
        return ((int)start, file.Slice(dataAt, (int)length));
    }

    private static string SafeName(ReadOnlySpan<byte> raw)
    {
        var name = System.Text.Encoding.Latin1.GetString(raw[..Math.Min(raw.Length, 200)]);
        if (raw.Length is 0 or > 200 || raw.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) || name[0] is '/' or ' ' || name.AsSpan().ContainsAny(Reserved)
            || name.Split('/').Any(step => step is "." or ".."))
        {
            throw new SheetRefusedException("sheet-name-unsafe", name);
        }

        return name;
    }

    private static void RefuseOverlaps(List<(int Start, ZipPart Part)> parts)
    {
        var free = 0L;
        foreach (var (start, part) in parts.OrderBy(entry => entry.Start))
        {
            if (start < free)
            {
                throw new SheetRefusedException("sheet-bomb", part.Name);
            }

            free = start + LocalLength + part.Name.Length + (long)part.Packed.Length;
        }
    }

    private static void Demand(bool sound)
    {
        if (!sound)
        {
            throw new SheetRefusedException("sheet-broken");
        }
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
