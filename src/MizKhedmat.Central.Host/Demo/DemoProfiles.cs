using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Registry;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>
/// Writes {DataDirectory}/demo/clients/{client_id}.json beside each key: the public codes that a simulated agency may name.
/// Written anew at every start, so that it follows the register.
/// </summary>
internal sealed class DemoProfiles(DemoSecrets secrets, SeedData seed, IDbContextFactory<CentralDb> dbs)
{
    private const int MostOffices = 120;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the profiles. Agencies whose story is silence or smallness are marked as not to be simulated.</summary>
    public async Task<IReadOnlyList<AgencyProfile>> WriteAsync(string size, CancellationToken ct)
    {
        var recipe = await DemoRecipe.ReadAsync(seed, size, ct);
        var profiles = new List<AgencyProfile>();
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var agency in await db.Agencies.AsNoTracking().Where(a => a.IsDemo).OrderBy(a => a.Code).Take(recipe.Size.Accounts).ToListAsync(ct))
        {
            var path = Path.Combine(secrets.ClientsDirectory, $"agency-{agency.Code}.json");
            var profile = WithWays(await ProfileAsync(db, agency, ct), recipe);
            await File.WriteAllTextAsync(path, JsonSerializer.Serialize(profile, Json), ct);
            profiles.Add(profile);
        }

        return profiles;
    }

    private static AgencyProfile WithWays(AgencyProfile profile, DemoRecipe recipe)
    {
        var behaviour = recipe.BehaviourOf(profile.Agency);
        var words = recipe.Words;
        return profile with
        {
            OnTime = behaviour.OnTime ?? recipe.Agencies.FirstOrDefault(a => a.Code == profile.Agency)?.OnTime ?? profile.OnTime,
            LateDefect = behaviour.LateDefect ?? profile.LateDefect,
            Simulate = behaviour is { SilentDays: null, FixedCases: null },
            Words = new(words.Steps, words.Posts, words.Refusals, words.Defects),
        };
    }

    private static async Task<AgencyProfile> ProfileAsync(CentralDb db, Agency agency, CancellationToken ct)
    {
        var all = await db.Offices.AsNoTracking().Where(o => o.AgencyId == agency.Id && o.ValidTo == null).OrderBy(o => o.Code).ToListAsync(ct);
        var every = Math.Max(1, (all.Count + MostOffices - 1) / MostOffices);
        var desks = (await db.Desks.AsNoTracking().Where(d => d.AgencyId == agency.Id).ToListAsync(ct)).ToLookup(d => d.OfficeId);
        var services = await db.Services.AsNoTracking()
            .Where(s => s.AgencyId == agency.Id && s.ServiceCode != null).OrderBy(s => s.Id)
            .Select(s => new ServiceProfile(s.ServiceCode!, (s.StandardMinutes ?? 420) / 420)).ToListAsync(ct);
        return new(
            agency.Code.Value,
            [.. all.Where((_, i) => i % every == 0).Select(o => new OfficeProfile(
                o.Code, o.Level == OfficeLevel.Headquarters,
                desks[o.Id].FirstOrDefault(d => d.Kind == DeskKind.Electronic)?.Code,
                desks[o.Id].FirstOrDefault(d => d.Kind != DeskKind.Electronic)?.Code))],
            services);
    }
}
