using System.Globalization;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>Names and texts of the single inputs of a form.</summary>
internal static class RecordInput
{
    /// <summary>Name of the input of a cell: <c>places.0.office</c>.</summary>
    public static string Path(RegisterField field, int index, RegisterField member) => string.Create(CultureInfo.InvariantCulture, $"{field.Name}.{index}.{member.Name}");

    /// <summary>Codes where an input chooses among codes, else the text that people read.</summary>
    public static string Text(RegisterField field, JsonNode? value) => field.Shape switch
    {
        FieldShape.Choice when value is not null => value.GetValue<string>(),
        FieldShape.Truth when value is not null => value.GetValue<bool>() ? "yes" : "no",
        FieldShape.Whole => Fa.Digits(RecordText.Of(field, value, inPersian: true)),
        FieldShape.Day => Fa.Digits(RecordText.Of(field, value, inPersian: true)),
        FieldShape.Lines => RecordText.Of(field, value, Fa.IsPersian).TrimEnd('\n'),
        // Lines are stored with folded digits; among Persian words they are shown, and typed again, as Persian ones.
        FieldShape.Line when RecordText.Of(field, value, Fa.IsPersian) is var line && line.Any(c => c >= 'آ' && c <= 'ی') => Fa.Digits(line),
        _ => RecordText.Of(field, value, Fa.IsPersian),
    };

    /// <summary>Typed text as it is compared: digits and line ends alike.</summary>
    public static string Folded(string text) => PersianText.FoldDigits(text).ReplaceLineEndings("\n").Trim();

    /// <summary>A number of rows that a form sent; none when it is no number.</summary>
    public static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, RecordForm.MostRows) : 0;

    /// <summary>The body as the API takes it.</summary>
    public static JsonObject Body(RecordForm form, RegisterKind kind)
    {
        var body = new JsonObject();
        foreach (var field in RegisterFields.Stated(kind))
        {
            switch (field.Shape)
            {
                case FieldShape.Rows when !form.IsText(field):
                    var rows = new JsonArray([.. Enumerable.Range(0, form.Rows(field)).Select(i => Row(form, field, i))]);
                    body[field.Name] = rows.Count > 0 ? rows : null;
                    break;
                case FieldShape.Flags:
                    var told = field.Choices!.Where(id => form[$"{field.Name}.{id}"].Length > 0).Select(id => $"{id}={form[$"{field.Name}.{id}"]}");
                    RecordText.Put(body, field, string.Join('\n', told));
                    break;
                case FieldShape.Lines:
                    RecordText.Put(body, field, form[field.Name] + "\n"); // one line each: a semicolon in a single line is its own
                    break;
                default:
                    RecordText.Put(body, field, form[field.Name]);
                    break;
            }
        }

        return body;
    }

    private static JsonObject Row(RecordForm form, RegisterField field, int index)
    {
        var row = new JsonObject();
        foreach (var member in field.Fields!)
        {
            RecordText.Put(row, member, form[Path(field, index, member)]);
        }

        return row;
    }
}
