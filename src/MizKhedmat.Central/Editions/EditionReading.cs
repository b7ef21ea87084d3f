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

/// <summary>Reads everything that an edition is computed from, in the snapshot that the caller holds.</summary>
internal static class EditionReading
{
    public static async Task<EditionInput> ReadAsync(CentralDb db, CellBoard cells, JalaliPeriod period, RunName name, CancellationToken ct)
    {
        var stored = await MethodInForce.OfAsync(db, period, ct) ?? throw new InvalidOperationException($"No approved methodology for {period.Key}.");
        using var json = JsonDocument.Parse(stored.Document);
        var document = json.RootElement.Clone();
        var method = IndexMethod.Parse(document);
        var (agencies, parts, provinces) = await cells.OfficialAsync(db, period, CellRules.Parse(stored.Version, stored.Sha256, stored.Document), name.CutoffUtc, ct);
        var head = new EditionHead(
            name.Id, name.Kind, period.Key, new(name.CutoffUtc, TimeSpan.Zero), await CalendarAsync(db, ct), await ObligationsAsync(db, ct), await NotApplicableAsync(db, ct),
            EditionDocument.EngineVersion, null, []);
        var rows = new IndexRows(agencies.Units, parts.Units, provinces.Units, agencies.OrderOf(method.Indicators), provinces.OrderOf(method.Province?.Governor ?? []));
        return IndexUnits.Input(head, document, method, rows) with { Priors = await PriorsAsync(db, method, period, ct) };
    }

    /// <summary>
    /// What small numbers are drawn to (SCORING.md 6): from the facts of the latest edition of the period before, under this method; null in the first
    /// one, which estimates from itself.
    /// </summary>
    private static async Task<IndexPriors?> PriorsAsync(CentralDb db, IndexMethod method, JalaliPeriod period, CancellationToken ct)
    {
        var before = period.Previous().Key;
        var stored = await db.Editions.AsNoTracking().Where(e => e.Period == before).OrderByDescending(e => e.Sequence).Select(e => e.Document).FirstOrDefaultAsync(ct);
        if (stored is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(Gzip.Unpack(stored));
        return IndexPriors.Estimate(method, EditionInput.Read(json.RootElement).Agencies.Under(method));
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
