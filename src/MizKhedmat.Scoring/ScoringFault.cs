namespace MizKhedmat.Scoring;

/// <summary>
/// What is wrong with a document and what to do about it, in both languages. The library is used without the centre, so it
/// carries its own texts.
/// </summary>
/// <param name="Code">Kebab-case name of the kind of fault.</param>
/// <param name="Path">JSON pointer to the place, "" for the whole document.</param>
/// <param name="Persian">What is wrong and what to do.</param>
/// <param name="English">The same.</param>
public sealed record ScoringFault(string Code, string Path, string Persian, string English)
{
    /// <summary>One line of each language.</summary>
    public override string ToString() =>
        $"{Code}{(Path.Length > 0 ? " at " + Path : "")}: {English}{Environment.NewLine}{Code}{(Path.Length > 0 ? " در " + Path : "")}: {Persian}";
}

/// <summary>Thrown when a methodology, facts or an edition cannot be used; names every fault found, not only the first.</summary>
public sealed class ScoringException(IReadOnlyList<ScoringFault> faults)
    : FormatException(string.Join(Environment.NewLine, faults))
{
    public ScoringException(string code, string path, string persian, string english)
        : this([new ScoringFault(code, path, persian, english)])
    {
    }

    /// <summary>At least one.</summary>
    public IReadOnlyList<ScoringFault> Faults { get; } = faults;
}
