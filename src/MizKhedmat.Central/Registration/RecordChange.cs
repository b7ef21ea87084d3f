using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registration;

/// <summary>What is asked for one record: its full state, from whichever way in.</summary>
/// <param name="Index">Its place among the records sent; row number for a file.</param>
/// <param name="Code">The owner's own code.</param>
/// <param name="Body">The members as sent; ignored when <see cref="Stored"/> is given.</param>
/// <param name="Pointer">Prefix of the pointers in refusals: <c>/records/3</c>.</param>
public sealed record RecordChange(int Index, string Code, JsonElement Body, string Pointer = "")
{
    /// <summary>The revision that the editor saw; another one in force is a conflict.</summary>
    public int? ExpectedRevision { get; init; }

    /// <summary>It changes a record that stands, whatever its revision, and creates none.</summary>
    public bool MustExist { get; init; }

    /// <summary>A state in stored form, set again as it was (undo, decisions of reviewers).</summary>
    public JsonObject? Stored { get; init; }

    /// <summary>The spells set again as they were (undo of a reopening); null = they follow from the stated validity.</summary>
    public IReadOnlyList<Registry.OpenTime>? Spells { get; init; }

    /// <summary>A status that the change itself gives (decisions of reviewers); else it follows from the record.</summary>
    public string? Status { get; init; }

    /// <summary>The way in of this record alone, where records of one batch come from several cases.</summary>
    public string? Source { get; init; }

    /// <summary>The record was entered by mistake and is taken back (undo of a creation).</summary>
    public bool IsRemoval { get; init; }

    /// <summary>It stood before there were rules: it is read, but no rule of the register is asked.</summary>
    public bool IsAdopted { get; init; }

    /// <summary>Faults found before reading, such as a formula in a cell.</summary>
    public IReadOnlyList<Refusal> Faults { get; init; } = [];
}

/// <summary>What became of one record.</summary>
public enum ChangeFate
{
    Created,
    Changed,
    Unchanged,
    Rejected,

    /// <summary>Stored, with something to know.</summary>
    Warned,
}

/// <summary>The fate of one record with its reasons and the revision now in force (0 when there is none).</summary>
public sealed record ChangeResult(int Index, string Code, ChangeFate Fate, int Revision, IReadOnlyList<Refusal> Reasons)
{
    /// <summary>Whether the record did not stand before.</summary>
    public bool IsNew { get; init; }
}

/// <summary>Who changes, by which way in (see <see cref="Registry.RegisterRevision.Source"/>) and under which options.</summary>
public sealed record ChangeOrder(int AgencyId, Registry.RegisterKind Kind, string Actor, string Source)
{
    public bool ValidateOnly { get; init; }

    /// <summary>When it is told of an earlier time (the demo country's beginning); else now.</summary>
    public DateTime? At { get; init; }

    /// <summary>All records or none.</summary>
    public bool AllOrNothing { get; init; }
}
