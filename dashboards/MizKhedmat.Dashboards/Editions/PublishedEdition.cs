using MizKhedmat.Central.Access;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Register;
using MizKhedmat.Scoring;

namespace MizKhedmat.Dashboards.Editions;

/// <summary>All that the paper of an edition shows; what it reads is public. Signatures are roles of those who approved it.</summary>
internal sealed record PublishedEdition(
    EditionLine Line, IReadOnlyList<EditionLine> Chain, IReadOnlyList<string> Signatures, IReadOnlyDictionary<string, IndicatorRule> Rules,
    IReadOnlyDictionary<string, string> Provinces, EditionChanges? Changes)
{
    /// <summary>Null when there is no edition of this id.</summary>
    public static async Task<PublishedEdition?> OfAsync(
        string id, EditionShelf shelf, MethodologyShelf methods, OfficialNames people, ReferenceNames references, CancellationToken ct)
    {
        // Editions are public; of people only roles are shown.
        if (await shelf.FindAsync(Scope.National, id, ct) is not { } line)
        {
            return null;
        }

        var all = await shelf.ListAsync(Scope.National, ct);
        var chain = all.Where(e => Math.Abs(e.Sequence - line.Sequence) <= 1).OrderBy(e => e.Sequence).ToList();
        var actors = line.SignedBy.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var officials = await people.OfAsync(Scope.National, [.. actors.Select(RecordHistory.OfficialOf).OfType<int>().Distinct()], ct);
        return new(
            line, chain, [.. actors.Select(actor => EditionPaint.Role(actor, officials))], await CellPaint.RulesAsync(methods, line.Methodology, ct), await ProvincesAsync(references, ct), await shelf.ChangesAsync(line.Id, ct));
    }

    /// <summary>Names of provinces by code, in the language of the request.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ProvincesAsync(ReferenceNames references, CancellationToken ct) =>
        (await references.ReadAsync(Scope.National, ct)).Provinces.ToDictionary(p => p.Code, p => Words.Named(p.NameFa, p.NameEn));
}
