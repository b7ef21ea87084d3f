namespace MizKhedmat.Central.Registry;

/// <summary>What a member of a record holds; reading, form input, template column and export column follow from it.</summary>
public enum FieldShape
{
    /// <summary>One line of text; folded as a name.</summary>
    Line,

    /// <summary>Text of several lines.</summary>
    Prose,

    /// <summary>A code or number that is not counted with: letters, digits, hyphens.</summary>
    Code,
    Whole,
    Truth,

    /// <summary>A Tehran day; ISO, or the Jalali twin with suffix <c>Jalali</c>.</summary>
    Day,

    /// <summary>A moment: ISO with offset, or Jalali in Tehran time as the twin with suffix <c>Jalali</c>; in files of pushed records.</summary>
    Instant,

    /// <summary>One of <see cref="RegisterField.Choices"/>.</summary>
    Choice,
    Province,
    County,
    Cofog,

    /// <summary>Code of a record of <see cref="RegisterField.RefersTo"/> of the same agency (a course or agency: of the centre).</summary>
    Reference,

    /// <summary>Codes of such records.</summary>
    References,

    /// <summary>National id of a person: stored as keyed hash and masked form only.</summary>
    NationalId,

    /// <summary>National id of a legal entity, checksum DOMAIN.md section 7.</summary>
    LegalId,

    /// <summary>Stored encrypted, shown masked.</summary>
    Mobile,
    Url,

    /// <summary>A list of texts.</summary>
    Lines,

    /// <summary>A list of objects with <see cref="RegisterField.Fields"/>; a bare text stands for the first member.</summary>
    Rows,

    /// <summary>An object of yes/no answers by the ids in <see cref="RegisterField.Choices"/>.</summary>
    Flags,
}

/// <summary>One member of a record: its one definition for API, form, template, list and export.</summary>
/// <param name="Name">Member name of the API; label and hint are in RegisterWords under <c>{kind}.{name}</c>.</param>
/// <param name="Length">Most characters (code points) of a text, most items of a list.</param>
/// <param name="Clause">The clause that asks for it.</param>
public sealed record RegisterField(
    string Name, FieldShape Shape, bool Mandatory = false, int Length = 200, IReadOnlyList<string>? Choices = null, string? Clause = null,
    RegisterKind? RefersTo = null, IReadOnlyList<RegisterField>? Fields = null)
{
    /// <summary>Whether JSON null may stand for "none" (a service without code yet).</summary>
    public bool MayBeNull { get; init; }

    /// <summary>Least value of a whole number.</summary>
    public int Least { get; init; }

    /// <summary>Largest value of a whole number.</summary>
    public int Most { get; init; } = 1_000_000;

    /// <summary>
    /// The member whose items this one answers: what the planning office found (yes) or did not find (no) of them when it verified
    /// (edesk-1397/I1, 1538588/1b-1). Only a decision writes it.
    /// </summary>
    public string? Verifies { get; init; }

    /// <summary>The member under whose name the words of the choices stand.</summary>
    public string Worded => Verifies ?? Name;

    /// <summary>A personal datum that is never shown or exported whole.</summary>
    public bool IsPersonal => Shape is FieldShape.NationalId or FieldShape.Mobile;
}
