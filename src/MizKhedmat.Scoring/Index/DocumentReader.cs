using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>Reads members of a document and notes what is wrong instead of stopping at it.</summary>
internal abstract class DocumentReader
{
    private readonly List<ScoringFault> faults = [];

    public IReadOnlyList<ScoringFault> Faults => faults;

    protected void Fault(string code, string path, string persian, string english) => faults.Add(new(code, path, persian, english));

    protected static bool Has(JsonElement holder, string name, out JsonElement value)
    {
        value = default;
        return holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    protected static JsonElement Member(JsonElement holder, string name) => Has(holder, name, out var value) ? value : default;

    protected static string? Words(JsonElement holder, string name) =>
        Has(holder, name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    protected static IReadOnlyList<string> List(JsonElement holder, string name) =>
        Has(holder, name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
            : [];

    protected IEnumerable<(JsonElement Item, string Path)> Items(JsonElement holder, string name, string path, bool isRequired = true)
    {
        if (Has(holder, name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            return value.EnumerateArray().Select((item, i) => (item, string.Create(CultureInfo.InvariantCulture, $"{path}/{name}/{i}")));
        }

        if (isRequired)
        {
            Fault("list-missing", $"{path}/{name}", "این فهرست نیست یا تهی است؛ آن را بنویسید.", $"The list {name} is absent or empty. Write it.");
        }

        return [];
    }

    protected string Code(JsonElement holder, string path)
    {
        var code = Words(holder, "code");
        if (string.IsNullOrWhiteSpace(code))
        {
            Fault("code-missing", $"{path}/code", "کد ندارد؛ کدی یکتا به آن بدهید.", "It has no code. Give it a unique one.");
        }

        return code ?? "";
    }

    /// <summary>A finite number; the fallback when absent, a fault when absent without fallback or no finite number.</summary>
    protected double Number(JsonElement holder, string name, string path, double? fallback = null)
    {
        if (!Has(holder, name, out var value))
        {
            if (fallback is null)
            {
                Fault("number-missing", $"{path}/{name}", "این عدد نوشته نشده است؛ آن را بنویسید.", $"The number {name} is absent. Write it.");
            }

            return fallback ?? 1;
        }

        if (Finite(value) is { } number)
        {
            return number;
        }

        Fault("number-not-finite", $"{path}/{name}", "عددی متناهی نیست (نه متن، نه NaN، نه بی‌نهایت)؛ عدد درست را بنویسید.",
            $"{name} is no finite number (no text, no NaN, no infinity). Write the right number.");
        return fallback ?? 1;
    }

    /// <summary>Null for anything but a number that a double holds.</summary>
    protected static double? Finite(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    protected double Within(JsonElement holder, string name, string path, double fallback, double lo, double hi)
    {
        var number = Number(holder, name, path, fallback);
        if (number < lo || number > hi)
        {
            Fault("number-out-of-range", $"{path}/{name}", $"باید میان {Persian(lo)} و {Persian(hi)} باشد؛ آن را اصلاح کنید.",
                string.Create(CultureInfo.InvariantCulture, $"{name} must lie between {lo} and {hi}. Correct it."));
        }

        return number;
    }

    /// <summary>The word's value, a fault naming what is known when it is another.</summary>
    protected T Known<T>(string? word, IReadOnlyDictionary<string, T> known, string path)
    {
        if (word is not null && known.TryGetValue(word, out var value))
        {
            return value;
        }

        var words = string.Join(", ", known.Keys);
        Fault("word-unknown", path, $"واژهٔ «{word}» شناخته نیست؛ یکی از اینها را بنویسید: {words}.", $"'{word}' is not known. Write one of: {words}.");
        return known.Values.First();
    }

    /// <summary>A number in Persian digits, for a Persian sentence.</summary>
    public static string Persian(double number) =>
        string.Concat(number.ToString("0.######", CultureInfo.InvariantCulture).Select(c => c switch { '.' => '٫', '-' => '−', _ => (char)(c - '0' + '۰') }));
}
