using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>A column of a template: a member of the record, or its code where <see cref="Field"/> is null.</summary>
public sealed record ImportColumn(string Name, RegisterField? Field, BilingualText Label, bool Mandatory)
{
    /// <summary>What stands above the column in our own files.</summary>
    public string Header => Mandatory ? Label.Fa + " *" : Label.Fa;
}

/// <summary>
/// A kind of file that agencies fill in (FEATURES.md row 13): the kinds of record that they keep, and <c>places</c>, a row for
/// each service at each office (386059/4-3, faq-1397/Q14, Q15), which would not fit into a cell of the service; and what is
/// pushed, a row for each record (API.md section 4).
/// </summary>
public sealed class ImportKind
{
    public const string Places = "places", Events = PushEvents.Route, DeskDays = PushDeskDays.Route;

    /// <summary>Version of the templates; files of another one are read by their headers all the same.</summary>
    public const string Schema = "1";

    /// <summary>Keys of the hidden properties of a template.</summary>
    public const string SchemaProperty = "mk-schema", AgencyProperty = "mk-agency", KindProperty = "mk-kind";

    public static readonly IReadOnlyList<ImportKind> All = [.. RegisterKinds.OfAgency.Select(OfRecords), OfPlaces(), .. PushKind.All.Select(OfPushed)];

    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);

    private readonly RegisterKind? kept;

    private ImportKind(string name, RegisterKind? kept, IReadOnlyList<ImportColumn> columns, PushKind? push = null)
    {
        (Name, this.kept, Columns, Push) = (name, kept, columns, push);
        for (var index = 0; index < columns.Count; index++)
        {
            foreach (var known in NamesOf(columns[index]))
            {
                byName.TryAdd(Key(known), index);
            }
        }
    }

    /// <summary>As addresses and files say it.</summary>
    public string Name { get; }

    /// <summary>The kind of record that the rows change; pushed rows change none and must not ask.</summary>
    public RegisterKind Kind => kept ?? throw new InvalidOperationException($"'{Name}' is no kind of the register.");

    /// <summary>How the rows are pushed; null where they change the register.</summary>
    internal PushKind? Push { get; }

    /// <summary>Whether the rows are pushed: added for ever, never taken back.</summary>
    public bool IsPushed => Push is not null;

    public IReadOnlyList<ImportColumn> Columns { get; }

    public bool IsPlaces => Name == Places;

    public BilingualText Title => IsPushed ? RegisterWords.Of(Name) : IsPlaces ? RegisterWords.OfField(Kind, Places) : RegisterWords.OfKind(Kind);

    public static ImportKind? Find(string? name) => All.FirstOrDefault(k => k.Name == name);

    /// <summary>Place of the column that a header names in Persian, in English or as the API does; null when it names none.</summary>
    public int? ColumnOf(string header) => byName.TryGetValue(Key(header), out var index) ? index : null;

    public int IndexOf(string name) => Columns.Index().First(c => c.Item.Name == name).Index;

    private static IEnumerable<string> NamesOf(ImportColumn column)
    {
        yield return column.Name;
        yield return column.Label.Fa;
        yield return column.Label.En;
        if (column.Field?.Shape is FieldShape.Day or FieldShape.Instant)
        {
            yield return column.Name + "Jalali";
        }

        yield return column.Label.Fa.Split('(')[0];
        yield return column.Label.En.Split('(')[0];
    }

    private static string Key(string header) => PersianText.SearchKey(header).TrimEnd('*', ':');

    private static ImportKind OfRecords(RegisterKind kind) => new(
        RegisterKinds.NameOf(kind), kind,
        [
            new("code", null, RegisterWords.Of("field.code"), true),
            .. RegisterFields.Stated(kind).Select(f => new ImportColumn(f.Name, f, RegisterWords.OfField(kind, f.Name), f.Mandatory)),
        ]);

    private static ImportKind OfPushed(PushKind push) => new(push.Route, null, push.Columns, push);

    private static ImportKind OfPlaces() => new(
        Places, RegisterKind.Service,
        [
            new("service", new("service", FieldShape.Reference, true, RefersTo: RegisterKind.Service), RegisterWords.Of("field.service"), true),
            .. RegisterFields.Find(RegisterKind.Service, Places)!.Fields!.Select(f => new ImportColumn(
                f.Name, f.Name == "office" ? new("office", FieldShape.Reference, true, RefersTo: RegisterKind.Office) : f, RegisterWords.OfField(Places, f.Name), f.Mandatory)),
        ]);
}
