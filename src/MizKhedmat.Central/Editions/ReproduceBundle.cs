using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MizKhedmat.Central.Editions;

/// <summary>
/// «امتیاز خود را دوباره محاسبه کنید» as one archive: an agency's share of an edition, the methodology to read, the tool, and the one command in both
/// languages (FEATURES.md section 3, 11).
/// </summary>
public static class ReproduceBundle
{
    /// <summary>Two files differ in nothing but what they hold: the same share gives the same bytes. The first day that the format knows.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where the build of the centre puts the tool.</summary>
    public static string ToolFolder => Path.Combine(AppContext.BaseDirectory, "tools", "mizctl");

    /// <summary>Writes the archive; the stream stays open.</summary>
    /// <param name="share">mizkhedmat.share/1, as <see cref="EditionShelf.ShareAsync"/> gives it.</param>
    /// <param name="toolFolder">Holds mizctl.dll and what it needs.</param>
    /// <exception cref="FileNotFoundException">The tool is not there.</exception>
    public static void Make(Stream to, byte[] share, string toolFolder)
    {
        var tool = Directory.Exists(toolFolder) ? Directory.GetFiles(toolFolder).Order(StringComparer.Ordinal).ToList() : [];
        if (!tool.Exists(file => Path.GetFileName(file) == "mizctl.dll"))
        {
            throw new FileNotFoundException("The tool of the bundle is missing: the build of the centre places it.", Path.Combine(toolFolder, "mizctl.dll"));
        }

        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Write(zip, "README.fa.txt", Text("reproduce-fa.txt"));
        Write(zip, "README.en.txt", Text("reproduce-en.txt"));
        Write(zip, "share.json", share);
        using (var json = JsonDocument.Parse(share))
        {
            Write(zip, "methodology.json", JsonSerializer.SerializeToUtf8Bytes(json.RootElement.GetProperty("methodology"), Readable));
        }

        tool.ForEach(file => Write(zip, "tool/" + Path.GetFileName(file), File.ReadAllBytes(file)));
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] Text(string name)
    {
        using var stream = typeof(ReproduceBundle).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
