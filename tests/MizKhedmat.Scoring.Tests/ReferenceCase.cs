using System.Text.Json;

namespace MizKhedmat.Scoring.Tests;

/// <summary>A reference case: figures computed by others (R, SciPy, published tables), with their tolerance.</summary>
public sealed record ReferenceCase(string Id, string Kind, bool Exact, double Abs, double Rel, JsonElement Document)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "cases");

    public JsonElement Input => Document.GetProperty("input");

    public JsonElement Expected => Document.GetProperty("expected");

    public static IReadOnlyList<string> Ids { get; } =
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static ReferenceCase Read(string id)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, $"{id}.json")));
        var root = file.RootElement.Clone();
        var tolerance = root.GetProperty("tolerance");
        var exact = tolerance.TryGetProperty("exact", out var said) && said.GetBoolean();
        return new(id, root.GetProperty("kind").GetString()!, exact, Number(tolerance, "abs"), Number(tolerance, "rel"), root);
    }

    public bool Accepts(double expected, double actual) => Exact
        ? expected == actual
        : Math.Abs(expected - actual) <= Math.Max(Abs, Rel * Math.Abs(expected));

    private static double Number(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
}
