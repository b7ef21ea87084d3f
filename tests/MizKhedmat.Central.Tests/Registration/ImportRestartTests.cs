using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>A centre that stops in the middle of a file goes on where it stopped.</summary>
public sealed class ImportRestartTests
{
    private const int Rows = 4_000;

    [Fact]
    public async Task A_file_half_stored_is_stored_to_its_end_after_a_restart_and_every_row_counts_once()
    {
        var directory = Directory.CreateTempSubdirectory("centre-").FullName;
        try
        {
            var id = await BeginAsync(directory);
            await using var centre = await Centre.StartAsync(new() { DataDirectory = directory, Settings = IntakeCentre.Unlimited });
            var job = await WaitAsync(centre, j => j.Id == id && j.State == ImportState.Done);
            Assert.Equal((Rows, Rows, 0, 0), (job.Rows, job.Created, job.Changed + job.Unchanged, job.Rejected));
            Assert.Equal(Rows, await centre.InDbAsync(db => db.RegisterRevisions.CountAsync(r => r.Source == "import:" + id)));
            Assert.Equal(1, await centre.InDbAsync(db => db.Set<MizKhedmat.Central.Data.JournalEntry>().CountAsync(e => e.Kind == "import-finished")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> BeginAsync(string directory)
    {
        await using var centre = await Centre.StartAsync(new() { DataDirectory = directory, Settings = IntakeCentre.Unlimited });
        var client = await centre.AddClientAsync(await centre.AddAgencyAsync("1001"));
        using var http = await centre.CallerAsync(client);
        var csv = new StringBuilder("code,title,province,county,level\n");
        for (var i = 0; i < Rows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"23-X{i},واحد شمارهٔ {i},23,2301,line\n");
        }

        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(csv.ToString())), "file", "a.csv" }, { new StringContent("offices"), "kind" } };
        using var answer = await http.PostAsync("api/v1/imports", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var job = await WaitAsync(centre, j => j.Progress is > 0 and < Rows);
        return job.Id;
    }

    private static async Task<ImportJob> WaitAsync(Centre centre, Func<ImportJob, bool> ready)
    {
        for (var turn = 0; turn < 12_000; turn++)
        {
            if (await centre.InDbAsync(db => db.ImportJobs.AsNoTracking().FirstOrDefaultAsync()) is { } job)
            {
                if (ready(job))
                {
                    return job;
                }

                Assert.True(job.State is not (ImportState.Failed or ImportState.Done), $"{job.State} {job.Fault} {job.Progress}");
            }

            await Task.Delay(5);
        }

        throw new TimeoutException("The import does not come so far.");
    }
}
