namespace MizKhedmat.Central.Sandbox;

/// <summary>What became of one check.</summary>
public enum CheckState
{
    /// <summary>Nothing of the kind has come yet.</summary>
    NotSeen,

    /// <summary>It came, but not as the contract wants it.</summary>
    Failed,

    Passed,
}

/// <summary>One check with its state and, when passed, the moment (UTC) at which the centre first saw it.</summary>
public sealed record CheckResult(string Check, CheckState State, DateTime? PassedAt);

/// <summary>
/// The fourteen checks of the conformance run (UX.md section 7), in the order in which a vendor meets them. Each is something
/// that a system does in daily service; «آماده اتصال» is said when all are passed.
/// </summary>
public static class Conformance
{
    public const string Registers = "registers", Validates = "validates", Accepts = "accepts", Steps = "steps", Answers = "answers", ReadsBack = "reads-back",
        OutOfOrder = "out-of-order", Corrects = "corrects", PutsRight = "puts-right", Surveys = "surveys", DeskDays = "desk-days", Replays = "replays",
        Compresses = "compresses", Waits = "waits";

    public static readonly IReadOnlyList<string> Checks =
    [
        Registers, Validates, Accepts, Steps, Answers, ReadsBack, OutOfOrder, Corrects, PutsRight, Surveys, DeskDays, Replays, Compresses, Waits,
    ];
}
