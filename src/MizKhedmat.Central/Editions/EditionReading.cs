using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>What a run is called before anything of it is read.</summary>
internal sealed record RunName(string Id, string Kind, DateTime CutoffUtc);

/// <summary>What an edition is computed from, and what its ranks moved since: the latest edition of the period before, and that period as it is known now.</summary>
internal sealed record ReadEdition(EditionInput Input, string? FormerRunHash, EditionInput? Former, EditionInput? Restated)
{
    /// <summary>mizkhedmat.story/1, gzip; null when there is nothing to compare with.</summary>
    public byte[]? Story() => Former is null ? null : Gzip.Pack(CanonicalJson.Utf8(EditionStory.Tell(FormerRunHash!, Former, Restated, Input).ToJson()));
}

/// <summary>Reads everything that an edition is computed from, in the snapshot that the caller holds.</summary>
internal static class EditionReading
{
    public static async Task<ReadEdition> ReadAsync(CentralDb db, CellBoard cells, JalaliPeriod period, RunName name, CancellationToken ct)
    {
        var stored = (await MethodInForce.ReadAsync(db, ct)).Of(period) ?? throw new InvalidOperationException($"No approved methodology for {period.Key}.");
        using var json = JsonDocument.Parse(stored.Document);
        var document = json.RootElement.Clone();
        var method = IndexMethod.Parse(document);
        var rules = CellRules.Parse(stored.Version, stored.Sha256, stored.Document);
        var head = new EditionHead(
            name.Id, name.Kind, period.Key, new(name.CutoffUtc, TimeSpan.Zero), await CalendarAsync(db, ct), await ObligationsAsync(db, ct), await NotApplicableAsync(db, ct),
            EditionDocument.EngineVersion, null, []);
        var input = await OfAsync(period, head);
        if (await FormerAsync(db, period.Previous().Key, ct) is not var (runHash, former))
        {
            return new(input, null, null, null);
        }

        // What small numbers are drawn to (SCORING.md 6); the first edition of a kind of period estimates from itself.
        input = input with { Priors = IndexPriors.Estimate(method, former.Agencies.Under(method)) };
        return new(input, runHash, former, await OfAsync(period.Previous(), head with { Period = period.Previous().Key }));

        async Task<EditionInput> OfAsync(JalaliPeriod of, EditionHead run)
        {
            var (agencies, parts, provinces) = await cells.OfficialAsync(db, of, rules, name.CutoffUtc, ct);
            var rows = new IndexRows(agencies.Units, parts.Units, provinces.Units, agencies.OrderOf(method.Indicators), provinces.OrderOf(method.Province?.Governor ?? []));
            return IndexUnits.Input(run, document, method, rows);
        }
    }

    /// <summary>The latest edition of a period; null when it has none.</summary>
    private static async Task<(string RunHash, EditionInput Input)?> FormerAsync(CentralDb db, string period, CancellationToken ct)
    {
        var stored = await db.Editions.AsNoTracking().Where(e => e.Period == period).OrderByDescending(e => e.Sequence).Select(e => new { e.RunHash, e.Document }).FirstOrDefaultAsync(ct);
        if (stored is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(Gzip.Unpack(stored.Document));
        return (stored.RunHash, EditionInput.Read(json.RootElement.Clone()));
    }

    private static async Task<string> CalendarAsync(CentralDb db, CancellationToken ct)
    {
        var closed = await db.Holidays.AsNoTracking().Where(h => h.WithdrawnOn == null).OrderBy(h => h.On).Select(h => h.On).ToListAsync(ct);
        return Hash(new { holidays = closed, week = WorkCalendar.WithoutHolidays.Week });
    }

    private static async Task<string> ObligationsAsync(CentralDb db, CancellationToken ct)
    {
        var duties = await db.Obligations.AsNoTracking().Where(o => o.WithdrawnOn == null).Select(o => new { o.Id, o.Document }).ToListAsync(ct);
        return Hash(duties.OrderBy(d => d.Id, StringComparer.Ordinal));
    }

    /// <summary>The register of «عدم مصداق»: services accepted outside the desk and accepted exemptions.</summary>
    private static async Task<string> NotApplicableAsync(CentralDb db, CancellationToken ct)
    {
        var accepted = await db.ReviewCases.AsNoTracking()
            .Where(c => c.State == ReviewState.Accepted && (c.Kind == ReviewKind.OutsideDesk || c.Kind == ReviewKind.Exemption)).OrderBy(c => c.Id)
            .Select(c => new { c.Id, Kind = c.Kind.ToString(), c.AgencyId, c.SubjectCode, c.Office, c.ReasonCode, c.DecidedAt, c.ValidUntil }).ToListAsync(ct);
        return Hash(accepted);
    }

    private static string Hash<T>(T rows) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonText.Canonical(JsonSerializer.SerializeToElement(rows)))));
}
