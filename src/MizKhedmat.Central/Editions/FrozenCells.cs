using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>The cells that a published edition was computed from.</summary>
internal static class FrozenCells
{
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
