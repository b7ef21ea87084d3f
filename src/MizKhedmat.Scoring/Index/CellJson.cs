using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>Cells as they are written in JSON: {status, x, n | value | value, se | y, v} by estimator (SCORING.md 21).</summary>
public static class CellJson
{
    /// <summary>The word of each status in documents.</summary>
    public static readonly IReadOnlyDictionary<string, CellStatus> Statuses = new Dictionary<string, CellStatus>(StringComparer.Ordinal)
    {
        ["VALUE"] = CellStatus.Value, ["NOT_APPLICABLE"] = CellStatus.NotApplicable, ["NOT_OBSERVED"] = CellStatus.NotObserved,
        ["CENTRAL_OUTAGE"] = CellStatus.CentralOutage, ["MISSING"] = CellStatus.Missing, ["QUARANTINED"] = CellStatus.Quarantined,
    };

    /// <summary>Counts and values above this are no facts of a desk; a double still holds each of them exactly.</summary>
    private const double Most = 1e15;

    private static readonly string[] Words = [.. Statuses.OrderBy(s => s.Value).Select(s => s.Key)];

    /// <summary>The word of a status.</summary>
    public static string Word(CellStatus status) => Words[(int)status];

    /// <summary>The names of a cell's two figures for an estimator; the second is null when there is only one.</summary>
    public static (string X, string? N) Names(Estimator estimator) => estimator switch
    {
        Estimator.ExactMean => ("value", null),
        Estimator.ValueSe => ("value", "se"),
        Estimator.NormalNormal => ("y", "v"),
        _ => ("x", "n"),
    };

    /// <summary>Reads one cell; throws <see cref="ScoringException"/> for an unknown status or figures that cannot be.</summary>
    public static Cell Read(JsonElement cell, IndicatorRule rule, string path)
    {
        var word = cell.ValueKind == JsonValueKind.Object && cell.TryGetProperty("status", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
        if (!Statuses.TryGetValue(word, out var status))
        {
            throw new ScoringException("status-unknown", $"{path}/status", $"وضعیت «{word}» شناخته نیست؛ یکی از این شش را بنویسید: {string.Join("، ", Statuses.Keys)}.",
                $"The status '{word}' is not known. Write one of these six: {string.Join(", ", Statuses.Keys)}.");
        }

        if (status != CellStatus.Value)
        {
            return new(status, 0, 0);
        }

        var (x, n) = Names(rule.Estimator);
        return Checked(new(status, Figure(cell, x, path), n is null ? 0 : Figure(cell, n, path)), rule, path);
    }

    /// <summary>The cell itself when its figures can be; else throws <see cref="ScoringException"/>.</summary>
    public static Cell Checked(Cell cell, IndicatorRule rule, string path)
    {
        if (cell.Status != CellStatus.Value)
        {
            return cell;
        }

        var isShare = rule.Estimator is Estimator.ExactRatio or Estimator.BetaBinomial;
        var isPossible = Math.Abs(cell.X) <= Most && cell.N >= 0 && cell.N <= Most
            && (!isShare || (cell.X >= 0 && cell.X <= cell.N)) && (rule.Estimator != Estimator.GammaPoisson || cell.X >= 0);
        return isPossible ? cell : throw new ScoringException("figures-impossible", path,
            "این دو عدد با هم نمی‌شود: منفی نباشند، متناهی باشند و جزء از کل بیشتر نباشد؛ داده را اصلاح کنید.",
            string.Create(CultureInfo.InvariantCulture, $"These figures cannot be ({cell.X} and {cell.N}): not negative, finite, and no part above its whole. Correct the data."));
    }

    private static double Figure(JsonElement cell, string name, string path) =>
        cell.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new ScoringException("figure-missing", $"{path}/{name}", $"عدد متناهی «{name}» در این خانه نیست؛ آن را بنویسید.", $"The cell has no finite number {name}. Write it.");
}
