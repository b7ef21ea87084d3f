using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Dashboards.Register;

/// <summary>
/// What stands in the inputs of a form, by their names: <c>title</c>, <c>places.0.office</c>, <c>checklist.H01</c>. Typed text
/// is kept as it is until it is stored; <see cref="Body"/> says what it comes to. Empty rows are closed up, so that the
/// number in a refusal's pointer is the row that the person sees.
/// </summary>
public sealed class RecordForm
{
    /// <summary>Longer lists are edited as text, one line each: a browser form has room for a thousand inputs only.</summary>
    public const int MostRows = 40;

    private const int MoreRows = 2;
    private readonly Dictionary<string, string> inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> shown = new(StringComparer.Ordinal);
    private readonly RegisterKind kind;

    private RecordForm(RegisterKind kind) => this.kind = kind;

    public string this[string path] => inputs.GetValueOrDefault(path, "");

    public static RecordForm Empty(RegisterKind kind) => new(kind);

    /// <summary>The form of a stored state.</summary>
    public static RecordForm Of(RegisterKind kind, JsonObject state)
    {
        var form = new RecordForm(kind);
        foreach (var field in RegisterFields.Stated(kind))
        {
            form.Fill(field, state[field.Name]);
        }

        return form;
    }

    /// <summary>The form as a browser sent it; inputs that belong to no member are left out.</summary>
    public static RecordForm Typed(RegisterKind kind, IFormCollection posted)
    {
        var form = new RecordForm(kind);
        foreach (var field in RegisterFields.Stated(kind))
        {
            form.Take(field, path => posted[path].ToString());
            form.shown[field.Name] = RecordInput.Number(posted["shown." + field.Name].ToString());
        }

        return form;
    }

    /// <summary>Puts what another form says of one member in place of what stands here.</summary>
    public void Replace(RegisterField field, RecordForm other)
    {
        foreach (var path in inputs.Keys.Where(k => k == field.Name || k.StartsWith(field.Name + ".", StringComparison.Ordinal)).ToList())
        {
            inputs.Remove(path);
        }

        Take(field, path => other[path]);
    }

    public void Set(string path, string text) => inputs[path] = text;

    /// <summary>More empty rows; nothing is stored by that.</summary>
    public void AddRows(string field) => shown[field] = Math.Min(MostRows, Math.Max(shown.GetValueOrDefault(field), 1) + MoreRows);

    public int Rows(RegisterField field) => Enumerable.Range(0, MostRows).TakeWhile(i => IsFilled(field, i, path => this[path])).Count();

    /// <summary>Rows on the page: those filled, and at least one empty.</summary>
    public int ShownRows(RegisterField field) => Math.Min(MostRows, Math.Max(Rows(field) + 1, shown.GetValueOrDefault(field.Name)));

    /// <summary>Whether a list is so long that it stands in the form as text.</summary>
    public bool IsText(RegisterField field) => inputs.ContainsKey(field.Name);

    /// <summary>The body as the API takes it.</summary>
    public JsonObject Body() => RecordInput.Body(this, kind);

    public JsonElement Element() => JsonSerializer.SerializeToElement(Body());

    /// <summary>All that is typed for a member, to compare two forms by.</summary>
    public string Whole(RegisterField field) => field.Shape is FieldShape.Rows or FieldShape.Flags && !IsText(field)
        ? string.Join('\n', inputs.Where(i => i.Key.StartsWith(field.Name + ".", StringComparison.Ordinal) && i.Value.Length > 0).OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key}={RecordInput.Folded(i.Value)}"))
        : RecordInput.Folded(this[field.Name]);

    private void Fill(RegisterField field, JsonNode? value)
    {
        if (field.Shape == FieldShape.Rows && value is JsonArray rows && rows.Count < MostRows)
        {
            foreach (var (index, row) in rows.Index())
            {
                field.Fields!.ToList().ForEach(member => Put(RecordInput.Path(field, index, member), RecordInput.Text(member, row![member.Name])));
            }
        }
        else if (field.Shape == FieldShape.Flags && value is JsonObject flags)
        {
            flags.ToList().ForEach(flag => Put($"{field.Name}.{flag.Key}", flag.Value!.GetValue<bool>() ? "yes" : "no"));
        }
        else
        {
            Put(field.Name, RecordInput.Text(field, value));
        }
    }

    private void Take(RegisterField field, Func<string, string> input)
    {
        Put(field.Name, input(field.Name));
        field.Choices?.ToList().ForEach(id => Put($"{field.Name}.{id}", field.Shape == FieldShape.Flags ? input($"{field.Name}.{id}") : ""));
        var next = 0;
        foreach (var index in Enumerable.Range(0, field.Shape == FieldShape.Rows ? MostRows : 0).Where(i => IsFilled(field, i, input)))
        {
            field.Fields!.ToList().ForEach(member => Put(RecordInput.Path(field, next, member), input(RecordInput.Path(field, index, member))));
            next++;
        }
    }

    private void Put(string path, string text)
    {
        if (text.Length > 0)
        {
            inputs[path] = text;
        }
    }

    private static bool IsFilled(RegisterField field, int index, Func<string, string> input) => field.Fields!.Any(member => !string.IsNullOrWhiteSpace(input(RecordInput.Path(field, index, member))));
}
