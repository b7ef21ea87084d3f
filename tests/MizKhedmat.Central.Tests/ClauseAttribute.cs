using Xunit.v3;

namespace MizKhedmat.Central.Tests;

/// <summary>
/// The clause of law that a test keeps (<c>386059/4-6a</c>), as an xunit trait: `--filter Clause=386059/4-6a` runs the tests
/// of one clause, and the list clause → tests can be printed from it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ClauseAttribute(string id) : Attribute, ITraitAttribute
{
    public string Id { get; } = id;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Clause", Id)];
}
