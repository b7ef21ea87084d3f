using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// Rows of places of delivery, merged into their services: what a file says of a service at an office replaces what stood
/// there, other offices stay. Two rows of one office are both its channels (faq-1397/Q14); «-» as the place takes the office
/// out. A bad row does not keep the other rows of its service from being stored.
/// </summary>
internal sealed class ImportPlaces(ChangeRegister register, ImportSheet sheet) : ImportRecords(register, sheet)
{
    private const string Nowhere = "-";

    /// <summary>Service and office of rows that came before: further rows of them are added, not put in their place.</summary>
    private readonly HashSet<(string, string)> told = [];

    private readonly string every = PersianText.SearchKey(RegisterWords.Of("every-office").Fa);
    private readonly string everyEn = PersianText.SearchKey(RegisterWords.Of("every-office").En);

    private sealed record Row(ImportLine Line, string Office, JsonObject? Place);

    public override void Pass(ImportLine line)
    {
        if (line.Code is { } service)
        {
            told.Add((service, OfficeOf(line)));
        }
    }

    public override async Task<IReadOnlyList<LineFate>> DecideAsync(
        IBulkTransaction writing, ChangeOrder order, IReadOnlyList<ImportLine> lines, RegisterPicture picture, CancellationToken ct)
    {
        var fates = new Dictionary<int, LineFate>();
        var open = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (FaultsOf(line, picture, out var service) is { Count: > 0 } faults)
            {
                fates[line.Number] = new(line, ChangeFate.Rejected, faults);
            }
            else
            {
                (open.TryGetValue(service!, out var rows) ? rows : open[service!] = []).Add(new(line, OfficeOf(line), PlaceOf(line)));
            }
        }

        var now = open.SelectMany(o => o.Value.Select(r => (o.Key, r.Office))).ToList();

        // Twice: what is left of a service after its bad rows were taken out is another change.
        for (var round = 0; round < 2 && open.Count > 0; round++)
        {
            open = await RoundAsync(writing, order, open, picture, fates, isLast: round == 1, ct);
        }

        told.UnionWith(now);
        return [.. lines.Select(l => fates[l.Number])];
    }

    /// <summary>Decides the services; what it gives back are those that may do without their bad rows.</summary>
    private async Task<Dictionary<string, List<Row>>> RoundAsync(
        IBulkTransaction writing, ChangeOrder order, Dictionary<string, List<Row>> open, RegisterPicture picture, Dictionary<int, LineFate> fates, bool isLast, CancellationToken ct)
    {
        var sent = new List<(List<Row> Rows, int First)>();
        var changes = new List<RecordChange>();
        foreach (var (service, rows) in open)
        {
            var standing = RecordText.BodyOf(RegisterKind.Service, picture.Find(RegisterKind.Service, service)!.State);
            var kept = Kept(service, rows, standing);
            sent.Add((rows, kept.Count));
            standing[ImportKind.Places] = new JsonArray([.. kept.Concat(rows.Where(r => r.Place is not null).Select(r => r.Place!.DeepClone()))]);
            changes.Add(new(changes.Count, service, JsonSerializer.SerializeToElement(standing)));
        }

        var again = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        foreach (var result in await Register.WriteAsync(writing, order, changes, ct, picture))
        {
            var (rows, first) = sent[result.Index];
            var good = Tell(result, rows, first, fates, isLast);
            if (good.Count > 0)
            {
                again[result.Code] = good;
            }
        }

        return again;
    }

    /// <summary>Gives each row its fate; rows of a refused service at which nothing is wrong are given back.</summary>
    private static List<Row> Tell(ChangeResult result, List<Row> rows, int first, Dictionary<int, LineFate> fates, bool isLast)
    {
        var placed = rows.Where(r => r.Place is not null).ToList();
        var own = result.Reasons.Where(r => IndexOf(r) is { } i && i >= first && i - first < placed.Count)
            .ToLookup(r => placed[IndexOf(r)!.Value - first].Line.Number, r => r with { Pointer = PointerInRow(r) });
        var others = result.Reasons.Where(r => !(IndexOf(r) is { } i && i >= first && i - first < placed.Count)).ToList();
        if (result.Fate != ChangeFate.Rejected)
        {
            var plain = result.Fate != ChangeFate.Warned ? result.Fate : ChangeFate.Changed;
            rows.ForEach(r => fates[r.Line.Number] = new(r.Line, own[r.Line.Number].Any() ? ChangeFate.Warned : plain, [.. own[r.Line.Number]]));
            return [];
        }

        var mayGoOn = !isLast && others.Count == 0;
        foreach (var row in rows.Where(r => own[r.Line.Number].Any() || !mayGoOn))
        {
            fates[row.Line.Number] = new(row.Line, ChangeFate.Rejected, [.. own[row.Line.Number], .. own[row.Line.Number].Any() ? [] : others]);
        }

        return mayGoOn ? [.. rows.Where(r => !own[r.Line.Number].Any())] : [];
    }

    private List<JsonNode> Kept(string service, List<Row> rows, JsonObject standing)
    {
        var replaced = rows.Select(r => r.Office).Where(office => !told.Contains((service, office))).ToHashSet(StringComparer.Ordinal);
        var said = rows.Where(r => r.Place is not null).Select(r => (r.Office, r.Place!.Str("place"))).ToHashSet();
        return [.. standing.Rows(ImportKind.Places)
            .Where(p => !replaced.Contains(p.Str("office")!) && !said.Contains((p.Str("office")!, p.Str("place")))).Select(p => p.DeepClone())];
    }

    private List<Refusal> FaultsOf(ImportLine line, RegisterPicture picture, out string? service)
    {
        service = line.Code is { } code ? picture.Named(RegisterKind.Service, code)?.Item.Code : null;
        return
        [
            .. service is null ? new[] { new Refusal(line.Code is null ? "member-missing" : "service-unknown", null, "/service") } : [],
            .. Sheet.Kind.Columns.Index().Where(c => c.Item.Name is "office" or "place" && line.Texts[c.Index] is null).Select(c => new Refusal("member-missing", c.Item.Field!.Clause, "/" + c.Item.Name)),
            .. line.Faults,
        ];
    }

    private JsonObject? PlaceOf(ImportLine line)
    {
        if (line.Texts[Sheet.Kind.IndexOf("place")] == Nowhere)
        {
            return null;
        }

        var body = Sheet.BodyOf(line);
        body.Remove("service");
        body["office"] = OfficeOf(line);
        return body;
    }

    private string OfficeOf(ImportLine line)
    {
        var text = line.Texts[Sheet.Kind.IndexOf("office")] ?? "";
        var key = PersianText.SearchKey(text);
        return key == every || key == everyEn ? PlaceOfDelivery.EveryOffice : RecordText.CodeOf(text);
    }

    /// <summary>The place that a reason speaks of: 3 of <c>/places/3/office</c>.</summary>
    private static int? IndexOf(Refusal reason) => reason.Pointer?.Split('/') is [_, ImportKind.Places, var index, ..]
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string PointerInRow(Refusal reason) => reason.Pointer!.Split('/') is { Length: > 3 } parts ? "/" + parts[3] : "/office";
}
