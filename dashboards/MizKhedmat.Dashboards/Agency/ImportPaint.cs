using MizKhedmat.Central.Registration;
using MizKhedmat.Dashboards.Parts;
using MizKhedmat.Dashboards.Register;

namespace MizKhedmat.Dashboards.Agency;

/// <summary>Words and tones of uploaded files on screens.</summary>
internal static class ImportPaint
{
    public static string Kind(string name) => ImportKind.Find(name) is { } kind ? RegisterPaint.Say(kind.Title) : name;

    public static string State(ImportJob job) => Words.T("import-state-" + job.State.ToString().ToLowerInvariant());

    public static string Tone(ImportJob job) => job.State switch
    {
        ImportState.Done => job.Rejected > 0 ? "near" : "ok",
        ImportState.Failed => "late",
        ImportState.Discarded or ImportState.Undone => "none",
        _ => "near",
    };

    /// <summary>The step of the four at which a file stands, from 1.</summary>
    public static int Step(ImportJob job) => job.State switch
    {
        ImportState.Uploaded or ImportState.Checking => 2,
        ImportState.Previewed or ImportState.Storing => 3,
        _ => 4,
    };

    /// <summary>Rows that would be, or were, stored.</summary>
    public static int Ready(ImportJob job) => job.Created + job.Changed + job.Unchanged;

    /// <summary>The word of the column at which a reason points; null for the row or file as a whole.</summary>
    public static string? Column(ImportJob job, Central.Kernel.Refusal reason) =>
        reason.Code == "column-unknown" ? reason.Pointer
        : reason.Pointer?.Split('/').ElementAtOrDefault(1) is { } member && ImportKind.Find(job.Kind) is { } kind && kind.ColumnOf(member) is { } index
        ? RegisterPaint.Say(kind.Columns[index].Label)
        : null;

    public static string Row(int number) => number > 0 ? Fa.Plain(number) : "—";
}
