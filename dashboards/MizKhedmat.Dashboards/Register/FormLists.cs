using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Dashboards.Register;

/// <summary>What the inputs of a form choose from: places, classes, and the own open records that may be named.</summary>
public sealed record FormLists(ReferenceTable Reference, IReadOnlyDictionary<RegisterKind, IReadOnlyList<RegisterChoice>> Records, DateOnly Today)
{
    /// <summary>More suggestions than this make the page heavy; a code may be typed all the same.</summary>
    private const int Most = 500;

    public static async Task<FormLists> OfAsync(
        RegisterTitles titles, ReferenceNames references, Scope scope, AgencyCode agency, RegisterKind kind, DateOnly today, CancellationToken ct)
    {
        var needed = RegisterFields.Of(kind).SelectMany(f => (IEnumerable<RegisterField>)[f, .. f.Fields ?? []]).Select(f => Suggests(kind, f)).OfType<RegisterKind>().ToHashSet();
        async Task<IReadOnlyList<RegisterChoice>> Of(RegisterKind of) => needed.Contains(of) ? await titles.OpenAsync(scope, agency, of, Most, ct) : [];
        return new(await references.ReadAsync(scope, ct), new Dictionary<RegisterKind, IReadOnlyList<RegisterChoice>>
        {
            [RegisterKind.Office] = await Of(RegisterKind.Office), [RegisterKind.Service] = await Of(RegisterKind.Service), [RegisterKind.Desk] = await Of(RegisterKind.Desk),
            [RegisterKind.CounterOffice] = await Of(RegisterKind.CounterOffice), [RegisterKind.TrainingCourse] = await Of(RegisterKind.TrainingCourse),
            [RegisterKind.Agency] = await Of(RegisterKind.Agency),
        }, today);
    }

    /// <summary>The kind whose records a member may name; a course is named by its title.</summary>
    public static RegisterKind? Suggests(RegisterKind kind, RegisterField field) => field.Name switch
    {
        "mergedInto" => kind,
        "course" => RegisterKind.TrainingCourse,
        _ => RecordNames.KindOf(field) is { } named && (named != RegisterKind.Agency || kind == RegisterKind.Agency) ? named : null,
    };

    /// <summary>Id of the list of suggestions.</summary>
    public static string IdOf(RegisterKind kind) => "list-" + RegisterKinds.NameOf(kind);
}
