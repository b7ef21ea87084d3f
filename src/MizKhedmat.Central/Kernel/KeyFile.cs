using System.Diagnostics;
using System.Security.Cryptography;

namespace MizKhedmat.Central.Kernel;

/// <summary>
/// A secret in a file of its own under <c>{DataDirectory}/keys</c>: made once, readable by the owner alone (0600), never in
/// the database, a log or the repository (SECURITY section 2.1, keys).
/// </summary>
internal static class KeyFile
{
    /// <summary>Somebody who makes a key writes some bytes; longer than this nobody is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The stored secret; made by <paramref name="make"/> when there is none yet. Two processes that start together agree on
    /// the first one. Throws <see cref="InvalidOperationException"/> when others may read the file.
    /// </summary>
    public static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            // Moving "without overwriting" looks first and renames then, so that alone two would each believe in a key of their own.
            using var alone = Lock(path + ".lock");
            if (!File.Exists(path))
            {
                Write(path, make());
            }
        }

        return Read(path);
    }

    /// <summary>Throws <see cref="InvalidOperationException"/> when others may read the file.</summary>
    public static byte[] Read(string path)
    {
        RefuseWhenOthersMayRead(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Writes beside, then moves into place: a reader never sees half a key, and a key that is there is not replaced.</summary>
    public static void Write(string path, byte[] secret)
    {
        var beside = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.new";
        using (var file = new FileStream(beside, OfOwner(FileMode.Create)))
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

    /// <summary>
    /// Held by one process and thread at a time; gone with its holder, also with one that dies. The file is removed after the key is there, so
    /// whoever still gets the removed one finds the key.
    /// </summary>
    private static FileStream Lock(string path)
    {
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                var options = OfOwner(FileMode.OpenOrCreate);
                (options.Share, options.Options) = (FileShare.None, FileOptions.DeleteOnClose);
                return new(path, options);
            }
            catch (Exception e) when (IsHeld(e) && Stopwatch.GetElapsedTime(since) < Patience)
            {
                Thread.Sleep(10);
            }
        }
    }

    /// <summary>Windows refuses access to a file that its holder is just removing.</summary>
    private static bool IsHeld(Exception fault) =>
        fault is IOException and not DirectoryNotFoundException || (OperatingSystem.IsWindows() && fault is UnauthorizedAccessException);

    /// <summary>For writing a file that its owner alone may read (0600).</summary>
    private static FileStreamOptions OfOwner(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
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
