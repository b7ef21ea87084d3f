using System.Text;
using System.Text.Json.Nodes;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>Records of API.md section 4 as the rows of a csv: members flattened, lists by line.</summary>
internal static class EventFile
{
    public static byte[] Csv(params IEnumerable<JsonObject> records)
    {
        var rows = records.Select(r => Flat("", r).ToDictionary(c => c.Name, c => c.Text)).ToList();
        var header = rows.SelectMany(r => r.Keys).Distinct().ToList();
        var csv = new StringBuilder(string.Join(',', header)).Append('\n');
        foreach (var row in rows)
        {
            csv.AppendJoin(',', header.Select(h => row.TryGetValue(h, out var text) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : "")).Append('\n');
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static IEnumerable<(string Name, string Text)> Flat(string under, JsonObject record) => record.SelectMany(member => member.Value switch
    {
        JsonObject own => Flat(member.Key + ".", own),
        JsonArray list => [(under + member.Key, string.Join('\n', list.Select(i => i!.GetValue<string>())))],
        _ => [(under + member.Key, member.Value!.ToString())],
    });
}
