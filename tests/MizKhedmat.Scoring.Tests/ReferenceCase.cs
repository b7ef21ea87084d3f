using System.Text.Json;

namespace MizKhedmat.Scoring.Tests;

/// <summary>A reference case: figures computed by others (R, SciPy, published tables), with their tolerance.</summary>
public sealed record ReferenceCase(string Id, double Abs, double Rel, JsonElement Input, JsonElement Expected)
{
    public static ReferenceCase Read(string id)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases", $"{id}.json")));
        var root = file.RootElement.Clone();
        var tolerance = root.GetProperty("tolerance");
        return new(id, Number(tolerance, "abs"), Number(tolerance, "rel"), root.GetProperty("input"), root.GetProperty("expected"));
    }

    public bool Accepts(double expected, double actual) => Math.Abs(expected - actual) <= Abs + (Rel * Math.Abs(expected));

    private static double Number(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
