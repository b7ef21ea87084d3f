using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The workbooks that an agency fills in or gets back: its own template with its present records (FEATURES.md row 13), and
/// the rows of an import that were refused. Macro-free, right to left.
/// </summary>
public sealed class Templates(IDbContextFactory<CentralDb> dbs, RegisterList list, RegisterTitles titles, ReferenceNames references, CentreOptions centre, TimeProvider clock)
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Offices and services that a cell offers; more are typed by their code.</summary>
    private const int MostChoices = 20_000;

    /// <summary>A column of which a record needs more than a cell holds is left out: what a file does not have, it does not change.</summary>
    private const int CellCharacters = SheetLimits.CellCharacters;

    /// <summary>Null for an agency outside the scope.</summary>
    public async Task<byte[]?> FormAsync(Scope scope, AgencyCode agency, ImportKind kind, CancellationToken ct)
    {
        if (await NameAsync(scope, agency, ct) is not { } name)
        {
            return null;
        }

        var lists = await ListsAsync(scope, agency, kind, ct);
        var lines = kind.IsPushed ? [] : await list.AllAsync(scope, new(kind.Kind) { Agency = agency, Order = RegisterOrder.Code }, ct);
        var rows = (kind.IsPlaces ? lines.SelectMany(l => PlacesOf(kind, lists, l)) : lines.Select(l => CellsOf(kind, lists, l))).ToList();
        var kept = kind.Columns.Index().Where(c => rows.TrueForAll(r => r[c.Index] is not string { Length: > CellCharacters })).ToList();
        var shown = rows.ConvertAll(r => new SheetLine([.. kept.Select(k => r[k.Index])]));
        return SheetWriting.Bytes(TemplateBook.Form(kind, agency, name, [.. kept.Select(k => k.Item)], lists, shown, clock.TodayInTehran()));
    }

    /// <summary>The refused rows of an import as they were sent, with reasons; null when there is no such import in the scope.</summary>
    public async Task<byte[]?> ErrorsAsync(Scope scope, AgencyCode agency, string id, CancellationToken ct)
    {
        if (await NameAsync(scope, agency, ct) is not { } name)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies;
        var job = await db.ImportJobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id && agencies.Any(a => a.Id == j.AgencyId && a.Code == agency), ct);
        if (job is null || ImportKind.Find(job.Kind) is not { } kind || (await new KeptFiles(centre).OpenAsync(job.FileHash, ct)).File is not { } file
            || ImportSheet.Open(file, kind, agency).Sheet is not { } sheet)
        {
            return null;
        }

        var refused = await db.ImportRows.AsNoTracking().Where(r => r.ImportId == id && r.Fate == "rejected").ToDictionaryAsync(r => r.Number, r => r.Reasons, ct);
        var lines = sheet.Lines().Where(l => refused.ContainsKey(l.Number)).Select(l => Refused(kind, l, LineFate.Parse(refused[l.Number])));
        return SheetWriting.Bytes(TemplateBook.Errors(kind, agency, name, await ListsAsync(scope, agency, kind, ct), lines));
    }

    /// <summary>Name of the column at which a reason points; null for the record as a whole.</summary>
    internal static ImportColumn? ColumnOf(ImportKind kind, Refusal reason) =>
        reason.Pointer?.Split('/').ElementAtOrDefault(1) is { } member && kind.ColumnOf(member) is { } index ? kind.Columns[index] : null;

    private static SheetLine Refused(ImportKind kind, ImportLine line, IReadOnlyList<Refusal> reasons)
    {
        var told = string.Join('\n', reasons.Select(r => $"{(ColumnOf(kind, r) is { } column ? column.Label.Fa + ": " : "")}{RefusalTexts.Of(r.Code).Fa} {RefusalTexts.FixOf(r.Code).Fa}").Distinct());
        var red = reasons.Select(r => ColumnOf(kind, r)).OfType<ImportColumn>().Select(c => kind.IndexOf(c.Name)).Append(kind.Columns.Count).ToHashSet();
        return new([.. line.Texts, told]) { Looks = red.ToDictionary(c => c, _ => CellLook.Error) };
    }

    private async Task<string?> NameAsync(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        if (scope.Agency != agency)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Agencies.AsNoTracking().Where(a => a.Code == agency).Select(a => a.NameFa).FirstOrDefaultAsync(ct);
    }

    private async Task<TemplateLists> ListsAsync(Scope scope, AgencyCode agency, ImportKind kind, CancellationToken ct)
    {
        var records = new Dictionary<RegisterKind, IReadOnlyList<RegisterChoice>>();
        foreach (var of in kind.Columns.Select(c => c.Field?.RefersTo).OfType<RegisterKind>().Distinct())
        {
            records[of] = kind.IsPushed && of == RegisterKind.Service ? await ServicesAsync(agency, ct) : await titles.OpenAsync(scope, agency, of, MostChoices, ct);
        }

        return new(await references.ReadAsync(scope, ct), records, clock.TodayInTehran());
    }

    /// <summary>A push names a service by its national id, not by the agency's own code.</summary>
    private async Task<IReadOnlyList<RegisterChoice>> ServicesAsync(AgencyCode agency, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies;
        return await db.Services.AsNoTracking().Where(s => s.ServiceCode != null && agencies.Any(a => a.Id == s.AgencyId && a.Code == agency))
            .OrderBy(s => s.ServiceCode).Take(MostChoices).Select(s => new RegisterChoice(s.ServiceCode!, s.TitleFa)).ToListAsync(ct);
    }

    private static List<object?> CellsOf(ImportKind kind, TemplateLists lists, RegisterLine line) =>
        [.. kind.Columns.Select(c => c.Field is { } field ? lists.CellOf(field, line.State[field.Name]) : line.Code)];

    private static IEnumerable<List<object?>> PlacesOf(ImportKind kind, TemplateLists lists, RegisterLine line) =>
        line.State.Rows(ImportKind.Places).Select(place => kind.Columns.Select(c => c.Name == "service"
            ? lists.Title(RegisterKind.Service, line.Code)
            : lists.CellOf(c.Field!, place[c.Name])).ToList());
}
