namespace MizKhedmat.Central.Host.Demo;

/// <summary>Files that only the owner of the process may read (0600 in a 0700 directory).</summary>
internal static class OwnFile
{
    public static void MakeDirectory(string path)
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

    /// <summary>Writes beside and moves into place; an existing file is never replaced.</summary>
    public static void Write(string path, string text)
    {
        var beside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(beside, options))
        {
            writer.Write(text);
        }

        File.Move(beside, path, overwrite: false);
    }
}
