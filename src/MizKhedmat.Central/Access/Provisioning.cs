using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Access;

/// <summary>A person to be given an account.</summary>
/// <param name="User">Name at sign-in: <c>governor-23@demo</c>.</param>
/// <param name="Password">12 to 128 characters.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Scope"><c>national</c>, <c>province:23</c>, <c>agency:1234</c> …</param>
public sealed record NewOfficial(string User, string Password, string Role, string Scope);

/// <summary>Gives people accounts and machines keys, for the demo and for tests; in service the administrator's screens do.</summary>
public sealed class Provisioning(IDbContextFactory<CentralDb> dbs)
{
    private const int MostKeys = 3;
    private static readonly PasswordHasher<Official> Hasher = new();
    private static readonly UpperInvariantLookupNormalizer Normalizer = new();

    public Task CreateOfficialAsync(string user, string password, string role, string scope, CancellationToken ct = default) =>
        CreateOfficialsAsync([new(user, password, role, scope)], ct);

    /// <summary>
    /// Creates those that do not exist yet and returns how many; an existing account is left as it is. Hashing, the slow
    /// part on purpose, uses all cores.
    /// </summary>
    public async Task<int> CreateOfficialsAsync(IReadOnlyCollection<NewOfficial> people, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var names = people.Select(person => Normalizer.NormalizeName(person.User)).ToList();
        var existing = await db.Officials.Where(o => names.Contains(o.NormalizedUserName!)).Select(o => o.NormalizedUserName).ToListAsync(ct);
        var missing = people.Where(person => !existing.Contains(Normalizer.NormalizeName(person.User))).ToList();
        var officials = missing.AsParallel().AsOrdered().WithCancellation(ct).Select(Make).ToList();
        db.AddRange(officials);
        await db.SaveChangesAsync(ct);
        return officials.Count;
    }

    /// <summary>
    /// Creates the client, or adds the key to the one of that name; the same key again changes nothing. Scopes are those of
    /// <see cref="ApiScopes"/>. Returns the client's row id.
    /// </summary>
    public async Task<int> CreateClientAsync(
        string clientId, int agencyId, IReadOnlyCollection<string> scopes, string publicJwk, CancellationToken ct = default)
    {
        if (Jwk.ReadPublic(publicJwk) is not { Key.KeyId: { Length: > 0 and <= 128 } kid })
        {
            throw new ArgumentException("Not a public JWK of EC P-256 or of RSA with at least 3072 bits, with a kid.", nameof(publicJwk));
        }

        if (scopes.Except(ApiScopes.All).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"Unknown scope: {unknown}", nameof(scopes));
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var client = await db.ApiClients.FirstOrDefaultAsync(c => c.ClientId == clientId, ct);
        if (client is null)
        {
            client = new() { ClientId = clientId, AgencyId = agencyId, Scopes = string.Join(' ', scopes) };
            db.Add(client);
            await db.SaveChangesAsync(ct);
        }

        var kids = await db.ApiClientKeys.Where(key => key.ApiClientId == client.Id).Select(key => key.Kid).ToListAsync(ct);
        if (!kids.Contains(kid))
        {
            if (kids.Count >= MostKeys)
            {
                throw new InvalidOperationException($"{clientId} has {MostKeys} keys; take one away first.");
            }

            db.Add(new ApiClientKey { ApiClientId = client.Id, Kid = kid, PublicJwk = publicJwk });
            await db.SaveChangesAsync(ct);
        }

        return client.Id;
    }

    private static Official Make(NewOfficial person)
    {
        if (!PasswordRule.Allows(person.User, person.Password))
        {
            throw new ArgumentException($"The password of {person.User} breaks the rule of passwords.");
        }

        var official = new Official
        {
            UserName = person.User,
            NormalizedUserName = Normalizer.NormalizeName(person.User),
            Role = Roles.All.Contains(person.Role) ? person.Role : throw new ArgumentException($"Unknown role: {person.Role}"),
            ScopeText = Scope.Parse(person.Scope, null).ToString(),
            SecurityStamp = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20)),
        };
        official.PasswordHash = Hasher.HashPassword(official, person.Password);
        return official;
    }
}
