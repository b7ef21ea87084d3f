using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>One record as a change meets it.</summary>
public sealed class PictureItem
{
    public required RegisterItem Item { get; init; }

    /// <summary>The stored text of the members.</summary>
    public required string StateText { get; init; }

    /// <summary>The members, taken apart when first asked for.</summary>
    public JsonObject State => field ??= RegisterState.Parse(StateText);

    public required IReadOnlyList<OpenTime> Spells { get; init; }

    /// <summary>Whether it may be referred to on a day; kinds without spells always.</summary>
    public bool IsOpen(DateOnly day) => Spells.Count == 0 || Spells.Any(s => s.Covers(day));
}

/// <summary>
/// The register of one owner as a batch of changes meets it, read at once and kept up to date while the batch is decided,
/// together with the reference data that rules need. Pure afterwards.
/// </summary>
public sealed class RegisterPicture
{
    private readonly Dictionary<(RegisterKind, string), PictureItem> items;
    private Dictionary<(RegisterKind, string), HashSet<string>>? byTitle;
    private Dictionary<(RegisterKind, string), HashSet<string>>? byParent;
    private Dictionary<(RegisterKind, string), HashSet<string>>? byServiceCode;

    private RegisterPicture(Dictionary<(RegisterKind, string), PictureItem> items) => this.items = items;

    /// <summary>Null for the Organization's own records.</summary>
    public required Agency? Agency { get; init; }

    public int AgencyId => Agency?.Id ?? 0;

    public required IReadOnlySet<ProvinceCode> Provinces { get; init; }

    /// <summary>Counties by code, those abolished included.</summary>
    public required IReadOnlyDictionary<CountyCode, County> Counties { get; init; }

    public required IReadOnlySet<string> Cofog { get; init; }

    /// <summary>Training courses of the Organization by folded title and by code, with their months of validity.</summary>
    public required IReadOnlyDictionary<string, int?> Courses { get; init; }

    public IEnumerable<PictureItem> All => items.Values;

    public PictureItem? Find(RegisterKind kind, string code) => items.GetValueOrDefault((kind, code));

    public IEnumerable<PictureItem> Of(RegisterKind kind) => items.Values.Where(i => i.Item.Kind == kind);

    /// <summary>Records of a kind whose folded title is this; those taken back are left out.</summary>
    public IEnumerable<PictureItem> Titled(RegisterKind kind, string title) => Indexed(byTitle ??= Index(TitleKey), TitleKey, (kind, PersianText.SearchKey(title)));

    /// <summary>Records of a kind that hang on another: desks of an office, operators of a desk, the sheet of a service.</summary>
    public IEnumerable<PictureItem> Children(RegisterKind kind, string parent) => Indexed(byParent ??= Index(ParentKey), ParentKey, (kind, parent));

    /// <summary>Services under this national id: one, or none.</summary>
    public IEnumerable<PictureItem> ServicesCoded(string serviceCode) =>
        Indexed(byServiceCode ??= Index(ServiceKey), ServiceKey, (RegisterKind.Service, serviceCode));

    /// <summary>What a code of a record means here: the record itself, or a service by its national id.</summary>
    public PictureItem? Named(RegisterKind kind, string code) =>
        Find(kind, code) is { Item.Status: not RegisterStatus.Removed } own ? own : kind == RegisterKind.Service ? ServicesCoded(code).FirstOrDefault() : null;

    public void Put(PictureItem changed)
    {
        items[(changed.Item.Kind, changed.Item.Code)] = changed;
        Add(byTitle, TitleKey, changed);
        Add(byParent, ParentKey, changed);
        Add(byServiceCode, ServiceKey, changed);
    }

    private static (RegisterKind, string)? TitleKey(PictureItem item) => (item.Item.Kind, PersianText.SearchKey(item.Item.Title));

    private static (RegisterKind, string)? ParentKey(PictureItem item) => item.Item.Parent is { } parent ? (item.Item.Kind, parent) : null;

    private static (RegisterKind, string)? ServiceKey(PictureItem item) =>
        item.Item.Kind == RegisterKind.Service && item.State.Str("serviceCode") is { } code ? (RegisterKind.Service, code) : null;

    private Dictionary<(RegisterKind, string), HashSet<string>> Index(Func<PictureItem, (RegisterKind, string)?> keyOf)
    {
        var index = new Dictionary<(RegisterKind, string), HashSet<string>>();
        foreach (var item in items.Values)
        {
            Add(index, keyOf, item);
        }

        return index;
    }

    private static void Add(Dictionary<(RegisterKind, string), HashSet<string>>? index, Func<PictureItem, (RegisterKind, string)?> keyOf, PictureItem item)
    {
        if (index is null || keyOf(item) is not { } key)
        {
            return;
        }

        if (!index.TryGetValue(key, out var codes))
        {
            index[key] = codes = new(StringComparer.Ordinal);
        }

        codes.Add(item.Item.Code);
    }

    /// <summary>An index keeps what was; what is asked for must still be so.</summary>
    private IEnumerable<PictureItem> Indexed(
        Dictionary<(RegisterKind, string), HashSet<string>> index, Func<PictureItem, (RegisterKind, string)?> keyOf, (RegisterKind Kind, string) key) =>
        (index.GetValueOrDefault(key) ?? []).Select(code => items[(key.Kind, code)])
            .Where(item => item.Item.Status != RegisterStatus.Removed && keyOf(item) == key);

    /// <summary>
    /// Reads all records of the owner with their spells and states in three queries. <paramref name="agencyId"/> 0 = the
    /// Organization's own records.
    /// </summary>
    public static async Task<RegisterPicture> LoadAsync(CentralDb db, int agencyId, CancellationToken ct)
    {
        var revisions = db.RegisterRevisions;
        var rows = await db.RegisterItems.AsNoTracking().Where(i => i.AgencyId == agencyId)
            .Join(revisions, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number }, (Item, r) => new { Item, r.State })
            .ToListAsync(ct);
        var spells = (await db.Spells.AsNoTracking().Where(s => s.AgencyId == agencyId).OrderBy(s => s.Number).ToListAsync(ct)).ToLookup(s => (s.Kind, s.Code));
        var courses = await db.RegisterItems.AsNoTracking().Where(i => i.AgencyId == 0 && i.Kind == RegisterKind.TrainingCourse)
            .Join(revisions, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number }, (i, r) => new { i.Code, i.Title, r.State })
            .ToListAsync(ct);
        var months = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var course in courses)
        {
            months[course.Code] = months[PersianText.SearchKey(course.Title)] = RegisterState.Parse(course.State).Number("validMonths");
        }

        return new(rows.ToDictionary(
            r => (r.Item.Kind, r.Item.Code),
            r => new PictureItem
            {
                Item = r.Item, StateText = r.State,
                Spells = [.. spells[(r.Item.Kind, r.Item.Code)].Select(s => new OpenTime(s.From, s.To, s.MergedInto))],
            }))
        {
            Agency = agencyId == 0 ? null : await db.Agencies.AsNoTracking().FirstAsync(a => a.Id == agencyId, ct),
            Provinces = (await db.Provinces.AsNoTracking().Select(p => p.Code).ToListAsync(ct)).ToHashSet(),
            Counties = await db.Counties.AsNoTracking().ToDictionaryAsync(c => c.Code, ct),
            Cofog = (await db.CofogClasses.AsNoTracking().Select(c => c.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal),
            Courses = months,
        };
    }
}
