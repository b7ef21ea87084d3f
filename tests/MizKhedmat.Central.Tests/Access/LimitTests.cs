using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>Sixty token calls a minute for each client, counted in the database.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task The_sixty_first_token_call_of_a_minute_waits_as_told_and_other_clients_do_not()
    {
        var clock = new StillClock();
        await using var centre = await Centre.StartAsync(new() { Clock = clock });
        var agency = await centre.AddAgencyAsync("1001");
        var busy = await centre.AddClientAsync(agency);
        var calm = await centre.AddClientAsync(agency, clientId: "agency-1001-b");
        for (var i = 0; i < 60; i++)
        {
            await centre.TokenAsync(busy);
        }

        clock.Advance(TimeSpan.FromSeconds(20));
        using var http = centre.CreateClient();
        using var answer = await http.PostAsync("oauth/token", Assertion.Form(Assertion.Good(centre, busy.ClientId).Sign(busy.Key)));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(40), answer.Headers.RetryAfter!.Delta);
        Assert.False((await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("access_token", out _));
        await centre.TokenAsync(calm);
        clock.Advance(TimeSpan.FromSeconds(40));
        await centre.TokenAsync(busy);
    }
}
