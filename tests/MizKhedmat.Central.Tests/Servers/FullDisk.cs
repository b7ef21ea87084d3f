using System.Diagnostics;

namespace MizKhedmat.Central.Tests.Servers;

/// <summary>
/// A server whose disk is full for one table until this is disposed: the table is moved to a file system of two megabytes that
/// is filled up. Where nobody may mount one, a trigger raises the server's own refusal.
/// </summary>
internal sealed class FullDisk : IDisposable
{
    private const string Table = "intake.\"PushReceipt\"";

    private readonly PostgreSqlServer server;
    private readonly string place = Path.Combine(Path.GetTempPath(), "pg-small-" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6)));
    private readonly string connection;

    public FullDisk(PostgreSqlServer server)
    {
        this.server = server;
        connection = ServerCentre.DatabaseOf(server);
        Directory.CreateDirectory(place);
        IsReal = Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=2m", "none", place);
        if (!IsReal)
        {
            server.Execute(
                $"""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
                CREATE TRIGGER full_disk BEFORE INSERT ON {Table} FOR EACH ROW EXECUTE FUNCTION full_disk();
                """, connection);
            return;
        }

        var data = Directory.CreateDirectory(Path.Combine(place, "data")).FullName;
        Run("chown", "postgres", data);
        server.Execute($"CREATE TABLESPACE small LOCATION '{data}'", connection);
        server.Execute($"ALTER TABLE {Table} SET TABLESPACE small", connection);
        Fill();
    }

    /// <summary>Whether the disk is truly full.</summary>
    public bool IsReal { get; }

    private string Filler => Path.Combine(place, "filler");

    /// <summary>There is room again; the table stays where it is.</summary>
    public void MakeRoom()
    {
        if (IsReal)
        {
            File.Delete(Filler);
        }
        else
        {
            server.Execute($"DROP TRIGGER full_disk ON {Table}", connection);
        }
    }

    /// <summary>After the server is gone.</summary>
    public void Dispose()
    {
        if (IsReal)
        {
            Run("umount", place);
        }

        Directory.Delete(place, recursive: true);
    }

    private void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Not a page more.
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
