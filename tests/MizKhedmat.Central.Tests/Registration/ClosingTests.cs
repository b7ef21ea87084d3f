using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Tests.Intake;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Closing and reopening against the requests that are pushed: nobody is left waiting, old days stay as they were.</summary>
public sealed class ClosingTests
{
    private static readonly JsonObject Office = new()
    {
        ["title"] = "واحد بسته‌شدنی", ["province"] = "23", ["county"] = "2301", ["level"] = "line", ["validFrom"] = "2020-01-01",
    };

    [Fact]
    [Clause("1538588/3")]
    public async Task A_desk_closes_only_when_nobody_waits_there_any_more()
    {
        await using var centre = await StartAsync();
        var told = Told(centre, "WAIT");
        Assert.Empty(await centre.TellAsync(told.Accepted(Now(centre).AddHours(-2))));
        foreach (var (address, body) in new[] { ("desks/CL-D", Desk()), ("offices/23-CL", (JsonObject)Office.DeepClone()) })
        {
            var before = await IntakeCentre.StockAsync(centre.Centre);
            var refused = await centre.PutAsync(address, With(body, "validTo", "2026-11-21"));
            Assert.Equal(HttpStatusCode.Conflict, refused.Status);
            Assert.Equal("has-open-requests /validTo", refused.Faults[0]);
            Assert.Equal("1538588/3", refused.Json.GetProperty("clause").GetString());
            Assert.Equal(before, await IntakeCentre.StockAsync(centre.Centre));
        }

        await centre.TakenAsync("desks/CL-D", With(Desk(), "floor", "دوم"), "changed");
        Assert.Empty(await centre.TellAsync(told.Answered(Now(centre).AddHours(-1))));
        await centre.TakenAsync("desks/CL-D", With(With(Desk(), "floor", "دوم"), "validTo", "2026-11-21"), "changed");
        await centre.TakenAsync("offices/23-CL", With(Office, "validTo", "2026-11-21"), "changed");
    }

    [Fact]
    public async Task An_office_with_open_desks_does_not_close()
    {
        await using var centre = await StartAsync();
        var refused = await centre.PutAsync("offices/23-CL", With(Office, "validTo", "2026-11-21"));
        Assert.Equal((HttpStatusCode.Conflict, "office-has-open-desks /validTo"), (refused.Status, refused.Faults.Single()));
        var again = await centre.PutAsync("offices/23-CL", With(Office, "validFrom", "2020-06-01"));
        Assert.Equal((HttpStatusCode.Conflict, "spell-overlaps"), (again.Status, again.Word));
    }

    [Fact]
    public async Task Events_of_open_days_are_taken_and_those_of_closed_days_refused_even_after_a_reopening()
    {
        await using var centre = await StartAsync();
        await centre.TakenAsync("desks/CL-D", With(Desk(), "validTo", "2026-11-21"), "changed");
        await centre.TakenAsync("offices/23-CL", With(Office, "validTo", "2026-11-21"), "changed");
        await centre.PassAsync(10);
        await centre.TakenAsync("offices/23-CL", Without(Office, "validFrom"), "changed");
        await centre.TakenAsync("desks/CL-D", With(Desk(), "validFrom", "2026-12-02"), "changed");
        await centre.PassAsync(3);
        var desk = (await centre.GetAsync("registry/offices/23-CL")).Json.GetProperty("spells");
        Assert.Equal(["2020-01-01", "2026-12-01"], desk.EnumerateArray().Select(s => s.GetProperty("from").GetString()));
        Assert.Empty(await centre.TellAsync(Told(centre, "OPEN-1").Accepted(At(2026, 11, 20))));
        Assert.Equal(["0 rejected office-not-open-then /records/0/office"], await centre.TellAsync(Told(centre, "SHUT-1").Accepted(At(2026, 11, 21))));
        Assert.Equal(["0 rejected office-not-open-then /records/0/office"], await centre.TellAsync(Told(centre, "SHUT-2").Accepted(At(2026, 11, 30))));
        Assert.Equal(["0 rejected desk-not-open-then /records/0/desk"], await centre.TellAsync(Told(centre, "SHUT-3").Accepted(At(2026, 12, 1))));
        Assert.Empty(await centre.TellAsync(Told(centre, "OPEN-2").Accepted(At(2026, 12, 2))));
    }

    [Fact]
    public async Task A_follow_up_may_not_name_an_office_that_is_closed_on_its_day()
    {
        await using var centre = await StartAsync();
        await centre.TakenAsync("offices/23-GONE", With(With(Office, "title", "واحد رفته"), "validTo", "2026-11-01"));
        var told = new Told(centre.Client.Agency, "REFER");
        await centre.TellAsync(told.Accepted(At(2026, 10, 20)));
        JsonObject Referred(DateTimeOffset at) => told.Other("referred", at, new() { ["toOffice"] = "23-GONE", ["reason"] = "امضا", ["coordinated"] = true, ["presenceDemanded"] = false });
        Assert.Empty(await centre.TellAsync(Referred(At(2026, 10, 31))));
        Assert.Equal(["0 rejected office-not-open-then /records/0/toOffice"], await centre.TellAsync(Referred(At(2026, 11, 1))));
    }

    [Fact]
    public async Task What_was_entered_by_mistake_is_unknown_to_intake_and_leaves_no_spell()
    {
        await using var centre = await StartAsync();
        Assert.Equal(ChangeFate.Rejected, (await RemoveAsync(centre, RegisterKind.Office, "23-CL")).Fate);
        Assert.Equal(ChangeFate.Changed, (await RemoveAsync(centre, RegisterKind.Desk, "CL-D")).Fate);
        Assert.Equal(["0 rejected desk-unknown /records/0/desk"], await centre.TellAsync(Told(centre, "R-1").Accepted(At(2026, 11, 20))));
        Assert.Equal(ChangeFate.Changed, (await RemoveAsync(centre, RegisterKind.Office, "23-CL")).Fate);
        Assert.Equal(["0 rejected office-unknown /records/0/office"], await centre.TellAsync(Told(centre, "R-2").Accepted(At(2026, 11, 20))));
        Assert.Equal(0, await centre.Centre.InDbAsync(db => db.Spells.CountAsync(s => s.Code == "23-CL" || s.Code == "CL-D")));
        Assert.Equal(HttpStatusCode.NotFound, (await centre.GetAsync("registry/offices/23-CL")).Status);
        var again = await centre.TakenAsync("offices/23-CL", Office);
        Assert.Equal((HttpStatusCode.Created, 3), (again.Status, again.Json.GetProperty("revision").GetInt32()));
        await centre.TakenAsync("desks/CL-D", Desk());
        Assert.Empty(await centre.TellAsync(Told(centre, "R-3").Accepted(At(2026, 11, 20))));
    }

    [Fact]
    public async Task A_reopening_is_taken_back_with_its_spell()
    {
        await using var centre = await StartAsync();
        await centre.TakenAsync("desks/CL-D", With(Desk(), "validTo", "2026-11-01"), "changed");
        var was = (await centre.GetAsync("registry/desks/CL-D?history=true")).Json;
        await centre.TakenAsync("desks/CL-D", With(Desk(), "validFrom", "2026-11-10"), "changed");
        var stored = await centre.Centre.InDbAsync(db => db.RegisterRevisions.Where(r => r.Code == "CL-D" && r.Number == 2).Select(r => r.State).SingleAsync());
        var undone = await RunAsync(centre, RegisterKind.Desk, new(0, "CL-D", default)
        {
            Stored = RegisterState.Parse(stored), Spells = [new(new(2020, 1, 1), new(2026, 11, 1))],
        });
        Assert.Equal((ChangeFate.Changed, 4), (undone.Fate, undone.Revision));
        var now = (await centre.GetAsync("registry/desks/CL-D")).Json;
        Assert.Equal(was.GetProperty("spells").ToString(), now.GetProperty("spells").ToString());
        Assert.Equal("closed", now.GetProperty("status").GetString());
    }

    private static async Task<RegisterCentre> StartAsync()
    {
        var centre = new RegisterCentre();
        await centre.InitializeAsync();
        await centre.TakenAsync("offices/23-CL", Office);
        await centre.TakenAsync("desks/CL-D", Desk());
        return centre;
    }

    private static Told Told(RegisterCentre centre, string code) => new(centre.Client.Agency with { Office = "23-CL", Desk = "CL-D" }, code);

    private static JsonObject Desk() => new()
    {
        ["office"] = "23-CL", ["kind"] = "in-person", ["floor"] = "همکف", ["validFrom"] = "2020-01-01",
    };

    private static JsonObject With(JsonObject body, string name, string value) => Intake.Told.With((JsonObject)body.DeepClone(), new() { [name] = value });

    private static JsonObject Without(JsonObject body, string name)
    {
        var less = (JsonObject)body.DeepClone();
        less.Remove(name);
        return less;
    }

    private static DateTimeOffset Now(RegisterCentre centre) => centre.Clock.GetUtcNow();

    private static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 0, 0, TimeSpan.FromHours(3.5));

    private static Task<ChangeResult> RemoveAsync(RegisterCentre centre, RegisterKind kind, string code) =>
        RunAsync(centre, kind, new(0, code, default) { IsRemoval = true });

    private static async Task<ChangeResult> RunAsync(RegisterCentre centre, RegisterKind kind, RecordChange change) =>
        (await centre.Centre.Services.GetRequiredService<ChangeRegister>()
            .RunAsync(new(centre.Client.Agency.Id, kind, "official:1", "undo:1"), [change], CancellationToken.None))[0];
}
