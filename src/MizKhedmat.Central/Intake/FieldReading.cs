using System.Text;
using System.Text.Json;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// Reads the members of one object of a push: text is folded and measured, times and codes are understood. The first broken
/// rule is kept with its pointer; what comes after it is read all the same and thrown away.
/// </summary>
internal abstract class FieldReading(DateTime nowUtc)
{
    protected const int IdLength = 64;
    protected const int TitleLength = 300;
    protected const int TextLength = 2000;
    protected const int PostLength = 120;

    /// <summary>The refusal of the last record that came back null.</summary>
    public Refusal? Refusal { get; protected set; }

    /// <summary>Where we are: <c>/records/3/receipt</c>.</summary>
    protected string Pointer { get; set; } = "";

    protected DateTime? Time(JsonElement holder, string name, bool mayBeFuture = false)
    {
        var (utc, fault) = EventTime.Read(holder, name, Pointer, nowUtc, mayBeFuture);
        Refusal ??= fault;
        return utc;
    }

    protected DateOnly? Day(JsonElement holder, string name)
    {
        var (day, fault) = EventTime.ReadDay(holder, name, Pointer, nowUtc);
        Refusal ??= fault;
        return day;
    }

    protected string? Id(JsonElement holder, string name)
    {
        var id = PersianText.Canonical(holder.GetProperty(name).GetString()!, TextField.Id);
        Demand(id is { Length: <= IdLength } && PersianText.IdKey(id).Length > 0, "id-malformed", null, "/" + name);
        return id;
    }

    protected string? Name(JsonElement holder, string name) => Folded(holder, name, TextField.Name, PostLength);

    protected string? Text(JsonElement holder, string name, int length) => Folded(holder, name, TextField.Text, length);

    private string? Folded(JsonElement holder, string name, TextField field, int length)
    {
        if (!holder.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = PersianText.Canonical(value.GetString()!, field);
        Demand(text is not null, "text-malformed", null, "/" + name);
        Demand(text is null || Lengths.Fit(text, length), "text-too-long", null, "/" + name);
        return text;
    }

    protected List<string>? Texts(JsonElement holder, string name)
    {
        if (!holder.TryGetProperty(name, out var values))
        {
            return null;
        }

        var texts = values.EnumerateArray().Select(v => PersianText.Canonical(v.GetString()!, TextField.Text)).ToList();
        Demand(texts.TrueForAll(t => t is not null && Lengths.Fit(t, TitleLength)) && texts.Count <= 100, "text-malformed", null, "/" + name);
        return texts!;
    }

    protected string? OneOf(JsonElement holder, string name, params ReadOnlySpan<string> allowed)
    {
        if (!holder.TryGetProperty(name, out var value))
        {
            return null;
        }

        foreach (var option in allowed)
        {
            if (value.ValueEquals(option))
            {
                return option;
            }
        }

        Demand(false, "value-not-allowed", null, "/" + name);
        return null;
    }

    protected void Demand(bool holds, string code, string? clause, string pointer)
    {
        if (!holds)
        {
            Refusal ??= new(code, clause, Pointer + pointer);
        }
    }

    private static class Lengths
    {
        /// <summary>Length in code points and in UTF-8 bytes (four a code point at most), after folding.</summary>
        public static bool Fit(string text, int codePoints) => text.Length <= codePoints
            || (text.EnumerateRunes().Count() <= codePoints && Encoding.UTF8.GetByteCount(text) <= codePoints * 4);
    }
}
