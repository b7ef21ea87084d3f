using System.Globalization;

namespace MizKhedmat.Central.Intake;

/// <summary>Collects faults on the way through a document; a pointer is put together only where a fault is.</summary>
internal sealed class JsonFaults
{
    private readonly List<(string? Name, bool IsTwin, int Index)> path = [];
    private readonly List<JsonFault> found = [];

    public IReadOnlyList<JsonFault> Found => found;

    /// <summary>Steps into a member.</summary>
    public void Enter(string name, bool isTwin = false) => path.Add((name, isTwin, 0));

    /// <summary>Steps into an item of a list.</summary>
    public void Enter(int index) => path.Add((null, false, index));

    public void Leave() => path.RemoveAt(path.Count - 1);

    /// <summary>A fault where we are, or at the member <paramref name="name"/> of it.</summary>
    public void Add(string code, string? name = null, string? clause = null)
    {
        var steps = path.Select(step => step.Name is null ? step.Index.ToString(CultureInfo.InvariantCulture) : step.Name + (step.IsTwin ? MemberSet.Twin : ""));
        found.Add(new(string.Concat(steps.Concat(name is null ? [] : [name]).Select(step => "/" + StrictJson.Escaped(step))), code, clause));
    }
}
