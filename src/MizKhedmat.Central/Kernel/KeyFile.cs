using System.Security.Cryptography;

namespace MizKhedmat.Central.Kernel;

/// <summary>
/// A secret in a file of its own under <c>{DataDirectory}/keys</c>: made once, readable by the owner alone (0600), never in
/// the database, a log or the repository (SECURITY section 2.1, keys).
/// </summary>
internal static class KeyFile
{
    /// <summary>
    /// The stored secret; made by <paramref name="make"/> when there is none yet. Two processes that start together agree on
    /// the first one. Throws <see cref="InvalidOperationException"/> when others may read the file.
    /// </summary>
    public static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            Write(path, make());
        }

        return Read(path);
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> when others may read the file.</summary>
    public static byte[] Read(string path)
    {
        RefuseWhenOthersMayRead(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Writes beside, then moves into place: a reader never sees half a key, and an existing key is never replaced.</summary>
    public static void Write(string path, byte[] secret)
    {
        var beside = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }

    /// <summary>
    /// Writes over a secret before it is removed, so that its bytes do not lie about in free space (as far as the disk writes
    /// in place). One that is not there is no fault.
    /// </summary>
    public static void Destroy(string path)
    {
        try
        {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None))
            {
                file.Write(RandomNumberGenerator.GetBytes((int)file.Length));
                file.Flush(flushToDisk: true);
            }

            File.Delete(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
        }
    }

    /// <summary>A folder that only its owner may enter (0700).</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void RefuseWhenOthersMayRead(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new InvalidOperationException($"The key file {path} may be read by others than its owner: chmod 600 it, and replace the key.");
        }
    }
}
