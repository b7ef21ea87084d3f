using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>A line of {DataDirectory}/demo/accounts.json.</summary>
internal sealed record DemoAccount(string User, string Password, string Role, string Scope);

/// <summary>
/// Demo accounts and API clients: made at first start with random secrets, written for the owner alone (0600), never
/// overwritten, never committed. A database made anew takes the accounts and keys of the files that are there.
/// </summary>
internal sealed class DemoSecrets(CentreOptions centre, Provisioning provisioning, IDbContextFactory<CentralDb> dbs)
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string AccountsPath => Path.Combine(centre.DataDirectory, "demo", "accounts.json");

    public string ClientsDirectory => Path.Combine(centre.DataDirectory, "demo", "clients");

    /// <summary>Returns the accounts. <paramref name="most"/> agencies get people and keys, the first by code.</summary>
    public async Task<IReadOnlyList<DemoAccount>> ProvideAsync(int most, CancellationToken ct)
    {
        OwnFile.MakeDirectory(Path.GetDirectoryName(AccountsPath)!);
        OwnFile.MakeDirectory(ClientsDirectory);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var provinces = await db.Provinces.AsNoTracking().OrderBy(p => p.Code).Select(p => p.Code).ToListAsync(ct);
        var agencies = await db.Agencies.AsNoTracking().Where(a => a.IsDemo).OrderBy(a => a.Code).Take(most).ToListAsync(ct);
        foreach (var agency in agencies)
        {
            await provisioning.CreateClientAsync($"agency-{agency.Code}", agency.Id, ApiScopes.All, PublicKeyOf($"agency-{agency.Code}"), ct);
        }

        var accounts = await AccountsAsync(db, provinces, agencies, ct);
        await provisioning.CreateOfficialsAsync([.. accounts.Select(a => new NewOfficial(a.User, a.Password, a.Role, a.Scope))], ct);
        return accounts;
    }

    /// <summary>The private key stays in its file; made when there is none.</summary>
    private string PublicKeyOf(string clientId)
    {
        var path = Path.Combine(ClientsDirectory, clientId + ".jwk");
        if (!File.Exists(path))
        {
            OwnFile.Write(path, KeyPair.Generate().PrivateJwk);
        }

        var jwk = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        jwk.Remove("d");
        return jwk.ToJsonString();
    }

    private async Task<IReadOnlyList<DemoAccount>> AccountsAsync(
        CentralDb db, IReadOnlyList<ProvinceCode> provinces, IReadOnlyList<Agency> agencies, CancellationToken ct)
    {
        if (File.Exists(AccountsPath))
        {
            return JsonSerializer.Deserialize<List<DemoAccount>>(await File.ReadAllTextAsync(AccountsPath, ct), Json)!;
        }

        if (await db.Officials.AnyAsync(o => o.UserName!.EndsWith("@demo"), ct))
        {
            throw new InvalidOperationException(
                $"{AccountsPath} is gone and the passwords cannot be read back: delete {centre.DataDirectory} and start again.");
        }

        var accounts = List(provinces, agencies).Select(a => a with { Password = NewPassword() }).ToList();
        OwnFile.Write(AccountsPath, JsonSerializer.Serialize(accounts, Json));
        return accounts;
    }

    private static IEnumerable<DemoAccount> List(IReadOnlyList<ProvinceCode> provinces, IReadOnlyList<Agency> agencies) =>
    [
        new("admin@demo", "", Roles.Admin, "national"),
        new("national@demo", "", Roles.NationalOfficer, "national"),
        new("national-2@demo", "", Roles.NationalOfficer, "national"),
        new("national-3@demo", "", Roles.NationalOfficer, "national"),
        new("council@demo", "", Roles.CouncilReader, "national"),
        new("auditor@demo", "", Roles.Auditor, "national"),
        new("inspector@demo", "", Roles.Inspector, "province:23"),
        .. provinces.SelectMany(p => (DemoAccount[])
        [
            new($"governor-{p}@demo", "", Roles.Governor, $"province:{p}"),
            new($"planning-{p}@demo", "", Roles.PlanningOfficer, $"province:{p}"),
        ]),
        .. agencies.SelectMany(a => (DemoAccount[])
        [
            new($"head-{a.Code}@demo", "", Roles.AgencyHead, $"agency:{a.Code}"),
            new($"rep-{a.Code}@demo", "", Roles.AgencyRepresentative, $"agency:{a.Code}"),
            new($"editor-{a.Code}@demo", "", Roles.AgencyEditor, $"agency:{a.Code}"),
        ]),
    ];

    private static string NewPassword() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18));
}
