using System.Security.Cryptography;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Uploaded files under <c>{DataDirectory}/uploads</c>, each under the hash of its content and readable by the centre alone;
/// what a sender called it never becomes a path.
/// </summary>
internal sealed class KeptFiles(CentreOptions centre)
{
    private string Folder => Path.Combine(centre.DataDirectory, "uploads");

    public static string HashOf(ScannedFile file) => Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));

    /// <summary>Durable when this returns; a file that is there already stays, and counts as sent now.</summary>
    public void Keep(ScannedFile file, string hash, DateTime now)
    {
        KeyFile.MakeFolder(Folder);
        var path = Path.Combine(Folder, hash);
        if (!File.Exists(path))
        {
            KeyFile.Write(path, file.Content.ToArray());
        }

        File.SetLastWriteTimeUtc(path, now);
    }

    /// <summary>A file to write and read again that nobody else finds and that no end of the process leaves behind.</summary>
    public FileStream OpenScratch()
    {
        KeyFile.MakeFolder(Folder);
        var path = Path.Combine(Folder, Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.DeleteOnClose };
        if (OperatingSystem.IsWindows())
        {
            return new(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }

    /// <summary>Removes what was sent before an instant and is not needed; how many.</summary>
    public int Forget(IReadOnlySet<string> needed, DateTime before)
    {
        var old = Directory.Exists(Folder) ? Directory.GetFiles(Folder).Where(path => !needed.Contains(Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < before).ToList() : [];
        old.ForEach(File.Delete);
        return old.Count;
    }

    /// <summary>Scanned again: the rules of the release that reads it hold, not those of the one that took it.</summary>
    public async Task<SheetScan.Verdict> OpenAsync(string hash, CancellationToken ct)
    {
        var path = Path.Combine(Folder, hash);
        return File.Exists(path) ? SheetScan.Scan(await File.ReadAllBytesAsync(path, ct), ct) : new(null, new("sheet-broken"), null);
    }
}
