using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>Reads back from a stored edition what it was computed from; throws <see cref="ScoringException"/> naming what cannot be read.</summary>
internal static class EditionReader
{
    public static EditionInput Read(JsonElement edition)
    {
        if (edition.ValueKind != JsonValueKind.Object || !edition.TryGetProperty("schema", out var schema) || schema.ValueKind != JsonValueKind.String || schema.GetString() != EditionDocument.Schema)
        {
            throw new ScoringException("not-an-edition", "/schema", $"این فایل ویرایشی با طرح {EditionDocument.Schema} نیست؛ فایل درست را بدهید.", $"This file is no edition of schema {EditionDocument.Schema}. Give the right one.");
        }

        var methodology = Part(edition, "methodology", "", JsonValueKind.Object);
        var method = IndexMethod.Parse(methodology);
        var manifest = Part(edition, "manifest", "", JsonValueKind.Object);
        var facts = Part(edition, "facts", "", JsonValueKind.Object);
        Codes(facts, "codes", method.Indicators);
        Codes(facts, "governor_codes", method.Province?.Governor ?? []);
        var groups = Part(edition, "groups", "", JsonValueKind.Object);
        var agencies = Part(facts, "agencies", "/facts", JsonValueKind.Array).EnumerateArray().Select(r => (Row: r, Unit: Text(r, "unit", "/facts/agencies"))).ToList();
        var read = new IndexFacts(method, agencies.Select(a => (a.Unit, Group(groups, a.Unit))));
        for (var i = 0; i < agencies.Count; i++)
        {
            Cells(agencies[i].Row, "cells", Path("/facts/agencies", i), method.Indicators).CopyTo(read.Row(read.IndexOf(agencies[i].Unit)));
        }

        var rows = Part(facts, "cells", "/facts", JsonValueKind.Array).EnumerateArray().ToList();
        var places = rows.Select((r, i) => new EditionCell(Text(r, "agency", Path("/facts/cells", i)), Text(r, "province", Path("/facts/cells", i)), Number(r, "requests", Path("/facts/cells", i)))).ToList();
        var cells = rows.Count == 0 ? null : new IndexFacts(method, places.Select(p => (p.Unit, Group(groups, p.Agency))));
        for (var i = 0; i < rows.Count; i++)
        {
            Cells(rows[i], "cells", Path("/facts/cells", i), method.Indicators).CopyTo(cells!.Row(cells.IndexOf(places[i].Unit)));
        }

        var governors = Part(facts, "governors", "/facts", JsonValueKind.Array).EnumerateArray().ToList();
        var national = Part(facts, "national_requests", "/facts", JsonValueKind.Object);
        return new()
        {
            Head = Head(manifest),
            Methodology = methodology,
            Agencies = read,
            Priors = IndexPriors.Read(method, Part(manifest, "priors", "/manifest", JsonValueKind.Object)),
            Cells = cells,
            Places = places,
            Governors = Governed(governors, method),
            NationalRequests = national.EnumerateObject().DistinctBy(n => n.Name).ToDictionary(n => n.Name, n => Number(national, n.Name, "/facts/national_requests"), StringComparer.Ordinal),
            Units = [.. Part(edition, "units", "", JsonValueKind.Array).EnumerateArray().Select((u, i) => Unit(u, Path("/units", i)))],
            Draws = (int)Math.Clamp(Number(manifest, "draws", "/manifest"), 0, MonteCarlo.MostDraws),
        };
    }

    private static Dictionary<string, IReadOnlyList<Cell>> Governed(List<JsonElement> rows, IndexMethod method)
    {
        var governed = new Dictionary<string, IReadOnlyList<Cell>>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            var at = Path("/facts/governors", i);
            governed[Text(rows[i], "province", at)] = Cells(rows[i], "cells", at, method.Province?.Governor ?? []);
        }

        return governed;
    }

    private static EditionUnit Unit(JsonElement unit, string path) => new(Text(unit, "code", path), Text(unit, "list", path), Text(unit, "name_fa", path), Text(unit, "name_en", path));

    private static EditionHead Head(JsonElement manifest)
    {
        const string path = "/manifest";
        var cutoff = Text(manifest, "cutoff_utc", path);
        return new(
            Text(manifest, "run_id", path), Text(manifest, "kind", path), Text(manifest, "period", path),
            DateTimeOffset.TryParse(cutoff, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : throw Missing("cutoff_utc", path),
            Text(manifest, "calendar_hash", path), Text(manifest, "obligations_hash", path), Text(manifest, "na_register_hash", path), Text(manifest, "engine_version", path),
            manifest.TryGetProperty("prev_run_hash", out var previous) && previous.ValueKind == JsonValueKind.String ? previous.GetString() : null,
            [.. Part(manifest, "signed_by", path, JsonValueKind.Array).EnumerateArray().Select(s => s.ToString())]);
    }

    private static Cell[] Cells(JsonElement holder, string name, string path, IReadOnlyList<IndicatorRule> rules)
    {
        var row = Part(holder, name, path, JsonValueKind.Array);
        if (row.GetArrayLength() != rules.Count)
        {
            throw new ScoringException("cells-count", $"{path}/{name}", "شمار خانه‌ها با شمار شاخص‌ها یکی نیست؛ فایل اصلی را بدهید.", "There are not as many cells as indicators. Give the original file.");
        }

        var cells = new Cell[rules.Count];
        var place = 0;
        foreach (var cell in row.EnumerateArray())
        {
            var (rule, at) = (rules[place], Path($"{path}/{name}", place));
            var figures = CellJson.Names(rule.Estimator).N is null ? 1 : 2;
            cells[place++] = cell.ValueKind switch
            {
                JsonValueKind.String when CellJson.Statuses.TryGetValue(cell.GetString()!, out var status) && status != CellStatus.Value => new(status, 0, 0),
                JsonValueKind.Array when cell.GetArrayLength() == figures && cell.EnumerateArray().All(f => f.ValueKind == JsonValueKind.Number) =>
                    CellJson.Checked(new(CellStatus.Value, cell[0].GetDouble(), figures == 2 ? cell[1].GetDouble() : 0), rule, at),
                _ => throw new ScoringException("cell-unreadable", at, "این خانه نه عدد شاخص را دارد نه وضعیتی که شناخته باشد؛ فایل اصلی را بدهید.", "This cell has neither the figures of its indicator nor a known status. Give the original file."),
            };
        }

        return cells;
    }

    private static void Codes(JsonElement facts, string name, IReadOnlyList<IndicatorRule> rules)
    {
        var codes = Part(facts, name, "/facts", JsonValueKind.Array).EnumerateArray().Select(c => c.ToString());
        if (!codes.SequenceEqual(rules.Select(r => r.Code), StringComparer.Ordinal))
        {
            throw new ScoringException("codes-differ", $"/facts/{name}", "ستون‌های داده شاخص‌های روش‌شناسی نیستند؛ فایل اصلی را بدهید.", "The columns of the facts are not the indicators of the methodology. Give the original file.");
        }
    }

    private static string Group(JsonElement groups, string unit) =>
        groups.TryGetProperty(unit, out var group) && group.ValueKind == JsonValueKind.String ? group.GetString()! : "";

    private static JsonElement Part(JsonElement holder, string name, string path, JsonValueKind kind) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : throw Missing(name, path);

    private static string Text(JsonElement holder, string name, string path) => Part(holder, name, path, JsonValueKind.String).GetString()!;

    private static double Number(JsonElement holder, string name, string path) =>
        Part(holder, name, path, JsonValueKind.Number).GetDouble() is var number && double.IsFinite(number) ? number : throw Missing(name, path);

    private static ScoringException Missing(string name, string path) =>
        new("member-missing", $"{path}/{name}", "این بخش در فایل نیست یا خواندنی نیست؛ فایل اصلی را بدهید.", "This part is absent or cannot be read. Give the original file.");

    private static string Path(string path, int place) => string.Create(CultureInfo.InvariantCulture, $"{path}/{place}");
}
