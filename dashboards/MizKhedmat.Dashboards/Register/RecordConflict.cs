using System.Text.Json.Nodes;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Dashboards.Register;

/// <summary>A record that somebody changed while another had its form open: who, what stands now, what both started from.</summary>
public sealed record RecordConflict(RegisterEdit Edit, RecordForm Theirs, RecordForm Base, RecordNames Names, IReadOnlyDictionary<int, OfficialName> People)
{
    /// <param name="number">The revision that the person saw.</param>
    public static RecordConflict Of(RegisterKind kind, RegisterRecord record, int number, RecordNames names, IReadOnlyDictionary<int, OfficialName> people) =>
        new(record.History[0], RecordForm.Of(kind, record.Line.State), RecordForm.Of(kind, StateAt(record, number)), names, people);

    /// <summary>Whose name is needed.</summary>
    public static IReadOnlyCollection<int> Officials(RegisterRecord record) => RecordHistory.OfficialOf(record.History[0].Actor) is { } id ? [id] : [];

    /// <summary>The state of a revision, found by taking the later edits back, newest first.</summary>
    private static JsonObject StateAt(RegisterRecord record, int number)
    {
        var state = record.Line.State.DeepClone().AsObject();
        foreach (var field in record.History.Where(e => e.Number > number).SelectMany(e => e.Fields))
        {
            state[field.Field] = field.Before?.DeepClone();
        }

        return state;
    }
}
