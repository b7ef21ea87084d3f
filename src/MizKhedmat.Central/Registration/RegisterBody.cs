using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>Records of the register as the API writes them: own members, personal ones masked and nothing else of them.</summary>
internal static class RegisterBody
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string TagOf(int revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    public static byte[] Bytes(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body, Plain);

    public static IResult Json(JsonNode body, int status = StatusCodes.Status200OK) => Results.Json(body, Plain, "application/json", status);

    /// <summary>What became of one record that was put.</summary>
    public static JsonObject OfResult(ChangeResult result) => new()
    {
        ["code"] = result.Code, ["status"] = NameOf(result.Fate), ["revision"] = result.Revision,
        ["warnings"] = new JsonArray([.. result.Reasons.Select(r => (JsonNode)OfReason(r, ""))]),
    };

    public static string NameOf(ChangeFate fate) => fate.ToString().ToLowerInvariant();

    /// <summary>A refusal or warning with its clause, its place and both languages.</summary>
    public static JsonObject OfReason(Refusal reason, string pointer)
    {
        var message = RefusalTexts.Of(reason.Code);
        var body = new JsonObject { ["code"] = reason.Code };
        if (reason.Clause is not null)
        {
            body["clause"] = reason.Clause;
        }

        body["pointer"] = reason.Pointer ?? pointer;
        body["message"] = OfText(message.Fa, message.En);
        return body;
    }

    public static JsonObject OfText(string fa, string? en)
    {
        var text = new JsonObject { ["fa"] = fa };
        if (en is not null)
        {
            text["en"] = en;
        }

        return text;
    }

    /// <summary>A record: code, members, where it stands, when it was open.</summary>
    public static JsonObject OfLine(RegisterKind kind, RegisterLine line, IEnumerable<Spell> spells)
    {
        var body = new JsonObject { ["code"] = line.Code };
        foreach (var field in RegisterFields.Of(kind))
        {
            if (line.State[field.Name] is { } value)
            {
                body[field.Name] = Shown(field, value);
            }
            else if (field.MayBeNull)
            {
                body[field.Name] = null;
            }
        }

        body["status"] = line.Status;
        body["revision"] = line.Revision;
        body["changedAt"] = line.ChangedAt;
        if (RegisterFields.HasSpells(kind))
        {
            body["spells"] = new JsonArray([.. spells.Select(s => (JsonNode)new JsonObject { ["from"] = Iso(s.From), ["to"] = Iso(s.To), ["mergedInto"] = s.MergedInto })]);
        }

        return body;
    }

    /// <summary>Who changed what when, newest first.</summary>
    public static JsonArray OfHistory(RegisterKind kind, IEnumerable<RegisterEdit> history) => new([.. history.Select(edit => (JsonNode)new JsonObject
    {
        ["revision"] = edit.Number, ["on"] = Iso(edit.On), ["at"] = edit.At, ["by"] = edit.Actor, ["source"] = edit.Source, ["status"] = edit.Status,
        ["changes"] = new JsonArray([.. edit.Fields.Select(change => (JsonNode)new JsonObject
        {
            ["member"] = change.Field,
            ["before"] = Shown(RegisterFields.Find(kind, change.Field)!, change.Before),
            ["after"] = Shown(RegisterFields.Find(kind, change.Field)!, change.After),
        })]),
    })]);

    private static JsonNode? Shown(RegisterField field, JsonNode? value) =>
        field.IsPersonal ? value?[RegisterReading.Masked]?.DeepClone() : value?.DeepClone();

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
