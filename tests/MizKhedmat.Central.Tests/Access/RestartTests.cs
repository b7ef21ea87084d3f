using System.Net;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>What must survive a restart or hold on a second node: used assertions, signing keys, revocations, rings (T05, T06, T20).</summary>
public sealed class RestartTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("restart-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task An_assertion_used_before_the_restart_is_refused_after_it_and_on_a_second_node()
    {
        TestClient client;
        string used, kept, token;
        await using (var first = await StartAsync())
        {
            client = await first.AddClientAsync(await first.AddAgencyAsync("1001"));
            used = Assertion.Good(first, client.ClientId).Sign(client.Key);
            kept = Assertion.Good(first, client.ClientId).Sign(client.Key);
            token = await first.TokenAsync(client);
            Assert.Equal(HttpStatusCode.OK, await PostAsync(first, used));
            await using var second = await StartAsync();
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(second, used));
        }

        await using var again = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(again, used));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(again, kept));
        Assert.Equal(StrictJws.Read(token)!.KeyId, StrictJws.Read(await again.TokenAsync(client))!.KeyId);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task The_secrets_are_files_that_only_their_owner_may_read_and_stay_the_same()
    {
        string hash;
        await using (var first = await StartAsync())
        {
            await first.CreateClient().GetAsync("oauth/jwks");
            hash = Convert.ToHexString(PersonalDataKey.Open(directory).Hash("test", "0499370899"));
        }

        Assert.Equal(hash, Convert.ToHexString(PersonalDataKey.Open(directory).Hash("test", "0499370899")));
        var secrets = Directory.GetFiles(Path.Combine(directory, "keys"), "*", SearchOption.AllDirectories).Where(f => !f.Contains("/ring/", StringComparison.Ordinal));
        Assert.All(secrets, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(directory, "keys", "ring")));
        File.SetUnixFileMode(Path.Combine(directory, "keys", "personal-data.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Throws<InvalidOperationException>(() => PersonalDataKey.Open(directory));
    }

    private Task<Centre> StartAsync() => Centre.StartAsync(new()
    {
        DataDirectory = directory,
        Settings = new Dictionary<string, string> { ["Access:Issuer"] = "https://centre.example" },
    });

    private static async Task<HttpStatusCode> PostAsync(Centre centre, string assertion)
    {
        using var http = centre.CreateClient();
        using var answer = await http.PostAsync("oauth/token", Assertion.Form(assertion));
        return answer.StatusCode;
    }
}
