using System.Xml;

namespace MizKhedmat.Central.Sheets;

/// <summary>The walk over an xlsx: names first, then what the workbook says of itself, then its strings, then everything else.</summary>
internal static class XlsxScan
{
    private const string Workbook = "xl/workbook.xml";
    private const string WorkbookRelationships = "xl/_rels/workbook.xml.rels";
    private const string Strings = "xl/sharedStrings.xml";

    public static ScannedFile Scan(byte[] file, CancellationToken ct)
    {
        var parts = ZipWalk.Parts(file);
        if (!parts.Any(part => Is(part, Workbook)) || !parts.Any(part => Is(part, "[Content_Types].xml")))
        {
            throw new SheetRefusedException("sheet-not-xlsx");
        }

        foreach (var part in parts)
        {
            PartRules.CheckName(part);
        }

        var totals = new ScanTotals();
        var workbook = new WorkbookWalk(Workbook, totals);
        var relationships = new RelationshipsWalk(WorkbookRelationships, totals);
        List<(SheetFacts Facts, string Part)>? sheets = null;
        foreach (var part in parts.OrderBy(Turn))
        {
            if (Turn(part) == 4)
            {
                sheets ??= Named(workbook, relationships, totals);
            }

            Walk(part, totals, root => Is(part, Workbook) ? workbook : Is(part, WorkbookRelationships) ? relationships : Choose(root, part.Name, totals), ct);
        }

        return Facts(file, sheets ?? Named(workbook, relationships, totals), totals);
    }

    private static bool Is(ZipPart part, string name) => part.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static int Turn(ZipPart part) => part switch
    {
        _ when Is(part, "[Content_Types].xml") => 0,
        _ when part.Extension == ".rels" => 1,
        _ when Is(part, Workbook) => 2,
        _ when Is(part, Strings) => 3,
        _ => 4,
    };

    private static void Walk(ZipPart part, ScanTotals totals, Func<XmlReader, PartWalk> choose, CancellationToken ct)
    {
        if (part.Extension is ".xml" or ".rels" or ".psmdcp")
        {
            XmlPart.Walk(part, totals, choose, ct);
            return;
        }

        using var bytes = part.Open(totals.Budget);
        var buffer = new byte[32 * 1024];
        var first = true;
        while (bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is var count and > 0)
        {
            ct.ThrowIfCancellationRequested();
            if (first)
            {
                PartRules.CheckFirstBytes(buffer.AsSpan(0, count), part.Name);
                first = false;
            }
        }
    }

    private static PartWalk Choose(XmlReader root, string part, ScanTotals totals)
    {
        switch (root.LocalName)
        {
            case "worksheet" when root.NamespaceURI != XmlPart.Spreadsheet:
                throw new SheetRefusedException("sheet-not-xlsx", part);
            case "worksheet":
                return totals.Worksheets[part] = new WorksheetWalk(totals.SheetNames.GetValueOrDefault(part, part), totals);
            case "sst" when part.Equals(Strings, StringComparison.OrdinalIgnoreCase):
                return new SharedStringsWalk(part, totals);
            case "Relationships":
                return new RelationshipsWalk(part, totals);
            case "Types":
                return new ContentTypesWalk(part, totals);
            case "Properties":
                return new PropertiesWalk(part, totals);
            default:
                return new PlainWalk(part, totals);
        }
    }

    /// <summary>Sheets with the parts in which the reading library will look for them.</summary>
    private static List<(SheetFacts Facts, string Part)> Named(WorkbookWalk workbook, RelationshipsWalk relationships, ScanTotals totals)
    {
        var sheets = new List<(SheetFacts, string)>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, id, hidden) in workbook.Sheets)
        {
            var target = relationships.Targets.GetValueOrDefault(id, "");
            var part = target.StartsWith("/xl/", StringComparison.OrdinalIgnoreCase) ? target[1..] : "xl/" + target;
            if (name.Length is 0 or > 31 || !names.Add(name) || target.Length == 0 || !totals.SheetNames.TryAdd(part, name))
            {
                throw new SheetRefusedException("sheet-broken", name);
            }

            sheets.Add((new(name, 0, 0, hidden), part));
        }

        return sheets;
    }

    private static ScannedFile Facts(byte[] file, List<(SheetFacts Facts, string Part)> sheets, ScanTotals totals)
    {
        // A sheet that holds only a chart has no worksheet behind it and nothing to read.
        var found = sheets.Where(sheet => totals.Worksheets.ContainsKey(sheet.Part))
            .Select(sheet => (sheet.Facts, Walk: totals.Worksheets[sheet.Part])).ToList();
        if (found.Count == 0)
        {
            throw new SheetRefusedException("sheet-broken");
        }

        return new(SheetKind.Xlsx, file, [.. found.Select(sheet => sheet.Facts with { Rows = sheet.Walk.LastRow, Columns = sheet.Walk.LastColumn })])
        {
            Properties = totals.Properties,
            FormulaCount = found.Sum(sheet => sheet.Walk.Formulas.Count),
            Formulas = [.. found.SelectMany(sheet => sheet.Walk.Formulas.Select(place => new FormulaCell(sheet.Facts.Name, CellAddress.Of(place / 256, place % 256))))
                .Take(SheetLimits.NamedFormulas)],
            FormulaPlaces = found.ToDictionary(sheet => sheet.Facts.Name, sheet => sheet.Walk.Formulas, StringComparer.OrdinalIgnoreCase),
        };
    }
}
