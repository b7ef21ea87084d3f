using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>What was published, approved or in force is kept by the database itself, whoever writes (SCORING.md 14).</summary>
[Clause("1538588/4")]
public sealed class FrozenTests : IAsyncLifetime
{
    private readonly EditionCentre home = new();

    public ValueTask InitializeAsync() => home.InitializeAsync();

    public ValueTask DisposeAsync() => home.DisposeAsync();

    [Fact]
    public async Task No_statement_changes_or_removes_an_edition_its_approvals_the_steps_of_the_methodology_or_an_approved_version()
    {
        await home.AgencyAsync(2, 1);
        await home.ApproveMethodologyAsync();
        await home.PublishAsync(EditionKind.Provisional);
        var before = await PictureAsync();
        foreach (var (table, change) in new[]
        {
            ("Edition", "\"Reason\" = 'x'"), ("Edition", "\"RunHash\" = \"RunHash\""), ("EditionApproval", "\"OfficialId\" = 99"), ("MethodologyAct", "\"Letter\" = 'x'"),
        })
        {
            await RefusedAsync($"UPDATE {Name(table)} SET {change}", "edition-is-frozen");
            await RefusedAsync($"DELETE FROM {Name(table)}", "edition-is-frozen");
        }

        foreach (var change in new[] { "\"Document\" = '{}'", "\"Sha256\" = 'x'", "\"Status\" = 'draft'", "\"Version\" = '9.9.9'" })
        {
            await RefusedAsync($"UPDATE {Name("Methodology")} SET {change}", "methodology-is-frozen");
        }

        await RefusedAsync($"DELETE FROM {Name("Methodology")}", "methodology-is-frozen");
        if (TestDatabase.Provider == "PostgreSql")
        {
            foreach (var table in new[] { "Edition", "EditionApproval", "MethodologyAct", "Methodology" })
            {
                await RefusedAsync($"TRUNCATE {Name(table)} CASCADE", "frozen");
            }
        }

        Assert.Equal(before, await PictureAsync());
        Assert.Equal(0, await home.Get<VerifyEditions>().RunAsync(default));

        // What is still on its way may change; how far a version is on its way, too.
        Assert.Equal(1, await home.Centre.InDbAsync(db => db.Methodologies.ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, Methodology.Retired))));
    }

    [Fact]
    public async Task The_nightly_check_names_what_somebody_changed_past_the_guard()
    {
        await home.AgencyAsync(2, 1);
        await home.ApproveMethodologyAsync();
        var first = await home.PublishAsync(EditionKind.Provisional);
        await home.SpringAsync();
        await home.PublishAsync(EditionKind.Provisional, period: "1405-Q1");
        var verify = home.Get<VerifyEditions>();
        Assert.Equal(0, await verify.RunAsync(default));
        Assert.Empty(await home.JournalAsync("editions-broken"));
        await PastTheGuardAsync($"UPDATE {Name("Edition")} SET \"ResultHash\" = '{first.FactsHash}' WHERE \"Sequence\" = 1");
        Assert.Equal(1, await verify.RunAsync(default));
        Assert.Equal("1405-Q2-provisional: result_hash is not that of its row", Assert.Single(await home.JournalAsync("editions-broken")).Subject);
        Assert.Contains(home.Centre.Log.All, line => line.Contains("1405-Q2-provisional", StringComparison.Ordinal) && line.Contains("not whole", StringComparison.Ordinal));
        await PastTheGuardAsync($"DELETE FROM {Name("Edition")} WHERE \"Sequence\" = 1");
        Assert.Contains("1405-Q1-provisional: does not follow the beginning in the chain", await verify.FaultsAsync(default));
    }

    /// <summary>As somebody does who is allowed everything.</summary>
    private Task PastTheGuardAsync(string sql) => home.Centre.InDbAsync(async db =>
    {
        var triggers = TestDatabase.Provider == "PostgreSql"
            ? ["ALTER TABLE editions.\"Edition\" DISABLE TRIGGER USER"]
            : (string[])["DROP TRIGGER IF EXISTS \"Edition_frozen_update\"", "DROP TRIGGER IF EXISTS \"Edition_frozen_delete\""];
        foreach (var statement in triggers.Append(sql))
        {
            await ExecuteAsync(db, statement);
        }

        return 0;
    });

    private Task RefusedAsync(string sql, string code) => home.Centre.InDbAsync(async db =>
    {
        var fault = await Assert.ThrowsAnyAsync<DbException>(() => ExecuteAsync(db, sql));
        Assert.Contains(code, fault.Message, StringComparison.Ordinal);
        return 0;
    });

    private static async Task ExecuteAsync(CentralDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static string Name(string table) => TestDatabase.Provider == "Sqlite" ? $"\"{table}\"" : table == "Methodology" ? "scoring.\"Methodology\"" : $"editions.\"{table}\"";

    private Task<string> PictureAsync() => home.Centre.InDbAsync(async db => string.Join(
        '|',
        (await db.Editions.AsNoTracking().ToListAsync()).Select(e => $"{e.Id} {e.Reason} {e.RunHash} {Convert.ToHexString(e.Document)}")
            .Concat((await db.EditionApprovals.AsNoTracking().OrderBy(a => a.OfficialId).ToListAsync()).Select(a => $"{a.DraftId} {a.OfficialId} {a.At:O}"))
            .Concat((await db.MethodologyActs.AsNoTracking().OrderBy(a => a.Id).ToListAsync()).Select(a => $"{a.Id} {a.Step} {a.Letter} {a.Note}"))
            .Concat((await db.Methodologies.AsNoTracking().ToListAsync()).Select(m => $"{m.Version} {m.Status} {m.Sha256}"))));
}
