using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registration;

/// <summary>A row of a file that waits for its push: where its record lies, and what the file itself has wrong in it.</summary>
internal readonly record struct SpooledRow(int Number, long From, int Length, IReadOnlyList<Refusal> Faults);

/// <summary>
/// The records of a file on disk, in chunks in which all rows of one request lie together, wherever they stand in the file:
/// so a chunk is judged as the whole file would be. The same file always makes the same chunks, which lets a job go on where
/// it stopped. Only places are held in memory; the file has no name and is gone with the process.
/// </summary>
internal sealed class RecordSpool : IDisposable
{
    /// <summary>Rows of one push; one request alone may need more.</summary>
    public const int Chunk = 1_000;

    private readonly FileStream file;

    private RecordSpool(FileStream file, IReadOnlyList<SpooledRow[]> chunks) => (this.file, Chunks) = (file, chunks);

    public IReadOnlyList<SpooledRow[]> Chunks { get; }

    /// <summary>Throws <see cref="Sheets.SheetRefusedException"/> where the file cannot be read to its end.</summary>
    public static RecordSpool Of(ImportSheet sheet, FileStream file, CancellationToken ct)
    {
        try
        {
            var push = sheet.Kind.Push!;
            var together = sheet.Kind.IndexOf(push.Together);
            var groups = new Dictionary<string, int>(StringComparer.Ordinal);
            var rows = new List<(SpooledRow Row, int Group)>();
            var sizes = new List<int>();
            foreach (var line in sheet.Lines())
            {
                ct.ThrowIfCancellationRequested();
                var record = push.RecordOf(line);
                rows.Add((new(line.Number, file.Position, record.Length, line.Faults), GroupOf(line.Texts[together])));
                file.Write(record);
            }

            return new(file, Chunked(rows, sizes));

            int GroupOf(string? key)
            {
                var known = key is null ? "" : PersianText.IdKey(key);
                if (known.Length == 0 || !groups.TryGetValue(known, out var group))
                {
                    group = sizes.Count;
                    sizes.Add(0);
                    groups.TryAdd(known.Length == 0 ? "\0" + group.ToString(System.Globalization.CultureInfo.InvariantCulture) : known, group);
                }

                sizes[group]++;
                return group;
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public byte[] Read(SpooledRow row)
    {
        var record = new byte[row.Length];
        file.Position = row.From;
        file.ReadExactly(record);
        return record;
    }

    public void Dispose() => file.Dispose();

    /// <summary>Whole groups in the order in which they begin, until a chunk is full.</summary>
    private static List<SpooledRow[]> Chunked(List<(SpooledRow Row, int Group)> rows, List<int> sizes)
    {
        var chunkOf = new int[sizes.Count];
        var (chunk, filled) = (0, 0);
        for (var group = 0; group < sizes.Count; group++)
        {
            if (filled > 0 && filled + sizes[group] > Chunk)
            {
                (chunk, filled) = (chunk + 1, 0);
            }

            (chunkOf[group], filled) = (chunk, filled + sizes[group]);
        }

        return [.. rows.GroupBy(r => chunkOf[r.Group], r => r.Row).OrderBy(g => g.Key).SelectMany(g => g.Chunk(Intake.PushRequest.MaxRecords))];
    }
}
