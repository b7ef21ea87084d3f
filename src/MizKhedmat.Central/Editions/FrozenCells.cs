using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>The cells that a published edition was computed from.</summary>
internal static class FrozenCells
{
    public static async Task<EditionInput> ReadAsync(CentralDb db, string edition, CancellationToken ct)
    {
        using var json = JsonDocument.Parse(Gzip.Unpack(await db.Editions.AsNoTracking().Where(e => e.Id == edition).Select(e => e.Document).FirstAsync(ct)));
        return EditionInput.Read(json.RootElement);
    }

    extension(EditionInput input)
    {
        /// <summary>Null where the edition has no such unit or its methodology no such indicator.</summary>
        public Cell? CellOf(AgencyCode agency, ProvinceCode? province, string indicator)
        {
            var facts = province is null ? input.Agencies : input.Cells;
            return facts?.IndexOf(province is { } p ? $"{agency}/{p}" : agency.Value) is >= 0 and var unit && facts.Method.IndexOf(indicator) is >= 0 and var column ? facts[unit, column] : null;
        }
    }
}
