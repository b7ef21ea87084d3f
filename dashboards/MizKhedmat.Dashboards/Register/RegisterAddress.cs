using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Dashboards.Register;

/// <summary>
/// Where the records of the register lie in a workspace: the own ones of an agency, the read-only lists of a province or of
/// the nation (there an agency's code stands before the record's), and the two lists that the Organization itself keeps.
/// </summary>
public sealed record RegisterAddress
{
    /// <summary>An agency's own records.</summary>
    public static readonly RegisterAddress Own = new("/agency");

    public static readonly RegisterAddress National = new("/national/register");

    public static readonly RegisterAddress Province = new("/province/register");

    /// <summary>The agencies, edited (1538588/P).</summary>
    public static readonly RegisterAddress Organisations = new("/admin/organisations");

    /// <summary>The training courses, edited (386059/3-2).</summary>
    public static readonly RegisterAddress Courses = new("/national/courses");

    private RegisterAddress(string root) => Root = root;

    public string Root { get; }

    /// <summary>Records of many agencies side by side.</summary>
    public bool IsBrowsed => this != Own;

    /// <summary>Address and kind that a path names; null when it names none.</summary>
    public static (RegisterAddress At, RegisterKind Kind)? Of(string path) => path.Split('/') switch
    {
        [_, "agency", var name, ..] when RegisterKinds.Find(name) is { } kind && !RegisterKinds.IsCentral(kind) => (Own, kind),
        [_, "national", "register", var name, ..] when RegisterKinds.Find(name) is { } kind => (National, kind),
        [_, "province", "register", var name, ..] when RegisterKinds.Find(name) is { } kind => (Province, kind),
        [_, "admin", "organisations", ..] => (Organisations, RegisterKind.Agency),
        [_, "national", "courses", ..] => (Courses, RegisterKind.TrainingCourse),
        _ => null,
    };

    /// <summary>Where records of a kind are changed by those who may; null where no screen of this workspace does.</summary>
    public RegisterAddress? Editor(RegisterKind kind) => kind switch
    {
        RegisterKind.Agency => Organisations,
        RegisterKind.TrainingCourse => Courses,
        _ => this == Own ? Own : null,
    };

    /// <summary>List of a kind.</summary>
    public string Home(RegisterKind kind) => (this, kind) switch
    {
        _ when this == Organisations && kind == RegisterKind.Agency => Root,
        _ when this == Courses && kind == RegisterKind.TrainingCourse => Root,
        _ when this == Organisations || this == Courses => National.Home(kind),
        _ => $"{Root}/{RegisterKinds.NameOf(kind)}",
    };

    /// <summary>Page of a record; <paramref name="agency"/> is not needed for own records nor for the Organization's kinds.</summary>
    public string Href(RegisterKind kind, string code, AgencyCode? agency) => IsBrowsed && !RegisterKinds.IsCentral(kind)
        ? $"{Home(kind)}/{agency?.Value}/{Uri.EscapeDataString(code)}"
        : $"{Home(kind)}/{Uri.EscapeDataString(code)}";
}
