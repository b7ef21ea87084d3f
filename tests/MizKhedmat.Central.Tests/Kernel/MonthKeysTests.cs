using System.Diagnostics;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>Keys that end with their month: what was sealed under one is gone with it, whoever still has the bytes.</summary>
public sealed class MonthKeysTests : IDisposable
{
    private const string Mobile = "09123456789";
    private static readonly JalaliMonth Aban = new((1405 * 12) + 7);

    private readonly string directory = Directory.CreateTempSubdirectory("months-").FullName;

    private string Folder => Path.Combine(directory, "keys", "months");

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void What_was_sealed_opens_until_its_months_key_is_destroyed_and_the_next_month_is_untouched()
    {
        using var key = PersonalDataKey.Open(directory);
        var aban = key.Months.Of(Aban).Encrypt(Mobile, "request|mobile");
        var azar = key.Months.Of(Aban.Plus(1)).Encrypt(Mobile, "request|mobile");
        Assert.Equal((Mobile, Mobile), (key.Decrypt(aban, "request|mobile"), key.Decrypt(azar, "request|mobile")));
        Assert.Null(key.Decrypt(aban, "report|mobile"));
        Assert.Equal(["1405-08", "1405-09"], key.Months.All().Select(m => m.ToString()));

        key.Months.Destroy(Aban);

        Assert.Equal((null, Mobile), (key.Decrypt(aban, "request|mobile"), key.Decrypt(azar, "request|mobile")));
        Assert.Equal(["1405-09.key"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        key.Months.Destroy(Aban);

        // Another key of the same month, should one ever be made, opens nothing of the old one.
        key.Months.Of(Aban);
        Assert.Null(key.Decrypt(aban, "request|mobile"));
    }

    [Fact]
    public void One_month_hashes_a_value_the_same_and_another_month_otherwise()
    {
        using var key = PersonalDataKey.Open(directory);
        var hash = key.Months.Of(Aban).Hash("applicant-id", "0499370899");
        using var again = PersonalDataKey.Open(directory);
        Assert.Equal(hash, again.Months.Find(Aban)!.Hash("applicant-id", "0499370899"));
        Assert.NotEqual(hash, key.Months.Of(Aban.Plus(1)).Hash("applicant-id", "0499370899"));
        Assert.NotEqual(hash, key.Hash("applicant-id", "0499370899"));
        key.Months.Destroy(Aban);
        Assert.NotEqual(hash, key.Months.Of(Aban).Hash("applicant-id", "0499370899"));
    }

    [Fact]
    public void What_was_sealed_under_the_centres_own_key_stays_readable()
    {
        using var key = PersonalDataKey.Open(directory);
        var former = key.Encrypt(Mobile, "request|mobile");
        key.Months.Of(Aban);
        key.Months.Destroy(Aban);
        Assert.Equal(Mobile, key.Decrypt(former, "request|mobile"));
    }

    [Fact]
    public async Task Processes_that_share_the_folder_agree_on_one_key_and_lose_it_together()
    {
        PersonalDataKey.Open(directory).Dispose();
        var centres = Enumerable.Range(0, 8).Select(_ => PersonalDataKey.Open(directory)).ToList();
        try
        {
            using var start = new Barrier(centres.Count);
            var seals = await Task.WhenAll(centres.Select(centre => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return centre.Months.Of(Aban).Encrypt(Mobile, "request|mobile");
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.All(centres, centre => Assert.All(seals, text => Assert.Equal(Mobile, centre.Decrypt(text, "request|mobile"))));
            Assert.Equal(["1405-08.key"], Directory.GetFiles(Folder).Select(Path.GetFileName));

            centres[0].Months.Destroy(Aban);

            Assert.Null(centres[0].Decrypt(seals[0], "request|mobile"));
            var since = Stopwatch.StartNew();
            while (centres.Exists(centre => centre.Decrypt(seals[0], "request|mobile") is not null) && since.Elapsed < TimeSpan.FromSeconds(20))
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            Assert.All(centres, centre => Assert.Null(centre.Decrypt(seals[0], "request|mobile")));
        }
        finally
        {
            centres.ForEach(centre => centre.Dispose());
        }
    }

    /// <summary>Moving a file "without overwriting" looks first and renames then: two that look at once would each keep a key of their own.</summary>
    [Fact]
    public async Task Of_many_that_make_a_key_at_the_same_moment_all_get_the_one_that_stays()
    {
        const int Makers = 8;
        using var start = new Barrier(Makers);
        var rounds = Enumerable.Range(0, 200).Select(round => Path.Combine(Folder, $"{round}.key")).ToList();
        var made = await Task.WhenAll(Enumerable.Range(0, Makers).Select(maker => Task.Factory.StartNew(
            () => rounds.ConvertAll(path =>
            {
                start.SignalAndWait();
                return KeyFile.ReadOrMake(path, () => [(byte)maker])[0];
            }),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var stored = rounds.ConvertAll(path => File.ReadAllBytes(path)[0]);
        Assert.All(made, keys => Assert.Equal(stored, keys));
        Assert.Equal(rounds.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_months_key_is_wrapped_by_the_centres_key_and_readable_by_its_owner_alone()
    {
        byte[] text;
        using (var key = PersonalDataKey.Open(directory))
        {
            text = key.Months.Of(Aban).Encrypt(Mobile, "request|mobile");
        }

        var file = Path.Combine(Folder, "1405-08.key");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        // Without the centre's key the file opens nothing, and nothing new is sealed with it.
        File.Delete(Path.Combine(directory, "keys", "personal-data.key"));
        using var other = PersonalDataKey.Open(directory);
        Assert.Null(other.Decrypt(text, "request|mobile"));
        Assert.Contains("1405-08.key", Assert.Throws<InvalidOperationException>(() => other.Months.Of(Aban)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1405-08", 2026, 10, 23)]
    [InlineData("1405-01", 2026, 3, 21)]
    [InlineData("1404-12", 2026, 2, 20)]
    public void A_month_begins_on_its_first_jalali_day(string month, int year, int gregorian, int day)
    {
        var first = new DateOnly(year, gregorian, day);
        Assert.Equal((month, first), (JalaliMonth.Of(first).ToString(), JalaliMonth.Parse(month)!.Value.FirstDay));
        Assert.Equal(JalaliMonth.Of(first).Plus(-1), JalaliMonth.Of(first.AddDays(-1)));
    }

    [Theory]
    [InlineData("1405-13")]
    [InlineData("1405-00")]
    [InlineData("1405/08")]
    [InlineData("140508")]
    [InlineData("+405-08")]
    public void What_is_no_month_is_none(string text) => Assert.Null(JalaliMonth.Parse(text));
}
