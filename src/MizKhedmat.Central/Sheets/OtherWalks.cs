using System.Xml;

namespace MizKhedmat.Central.Sheets;

/// <summary>The string table: the length of each string, because a cell that names it hands over the whole of it.</summary>
internal sealed class SharedStringsWalk(string part, ScanTotals totals) : PartWalk
{
    private readonly List<ushort> lengths = [];

    private bool inString;
    private int characters;

    public override void Start(XmlReader element)
    {
        if (element.LocalName == "si")
        {
            if (inString || element.Depth != 1 || element.NamespaceURI != XmlPart.Spreadsheet)
            {
                throw new SheetRefusedException("sheet-broken", part);
            }

            (inString, characters) = (true, 0);
        }
        else if (element.LocalName is not ("t" or "r"))
        {
            totals.Other("", part);
        }
    }

    public override void End(string name)
    {
        if (name != "si")
        {
            return;
        }

        inString = false;
        lengths.Add((ushort)characters);
        totals.SharedStrings = lengths;
        totals.SharedCharacters(characters, part);
        if (lengths.Count > SheetLimits.SharedStrings)
        {
            throw new SheetRefusedException("sheet-too-large", part);
        }
    }

    public override void Text(ReadOnlySpan<char> piece)
    {
        characters += inString ? piece.Length : 0;
        if (characters > SheetLimits.CellCharacters)
        {
            throw new SheetRefusedException("sheet-text-too-long", part);
        }
    }
}

/// <summary>Relationships: what a part reaches for, inside the file and outside.</summary>
internal sealed class RelationshipsWalk(string part, ScanTotals totals) : PartWalk
{
    /// <summary>Targets inside the file by relationship id.</summary>
    public Dictionary<string, string> Targets { get; } = new(StringComparer.Ordinal);

    public override void Start(XmlReader element)
    {
        totals.Other("", part);
        if (element.LocalName != "Relationship")
        {
            return;
        }

        PartRules.CheckRelationship(element.GetAttribute("Type"), element.GetAttribute("TargetMode"), element.GetAttribute("Target"), part);
        if (element.GetAttribute("Id") is { } id && element.GetAttribute("Target") is { } target)
        {
            Targets.TryAdd(id, target);
        }
    }
}

/// <summary>Content types: macro workbooks under the name .xlsx say here what they are.</summary>
internal sealed class ContentTypesWalk(string part, ScanTotals totals) : PartWalk
{
    public override void Start(XmlReader element)
    {
        totals.Other("", part);
        PartRules.CheckWords(element.GetAttribute("ContentType") ?? "", part);
    }
}

/// <summary>The list of sheets, in the order in which the user sees them, and the defined names.</summary>
internal sealed class WorkbookWalk(string part, ScanTotals totals) : PartWalk
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public List<(string Name, string Id, bool Hidden)> Sheets { get; } = [];

    public override void Start(XmlReader element)
    {
        PartRules.CheckElement(element.LocalName, part);
        totals.Other(element.LocalName, part);
        if (element.LocalName == "sheet")
        {
            Sheets.Add((element.GetAttribute("name") ?? "", element.GetAttribute("id", Relationships) ?? "", element.GetAttribute("state") is "hidden" or "veryHidden"));
        }
    }

    public override void Text(ReadOnlySpan<char> piece) => PartRules.CheckFormula(piece, part);
}

/// <summary>The document's own key/value properties, where <see cref="SheetWriting"/> keeps the version of a template.</summary>
internal sealed class PropertiesWalk(string part, ScanTotals totals) : PartWalk
{
    private string? name;

    public override void Start(XmlReader element)
    {
        totals.Other("", part);
        name = element.LocalName == "property" ? element.GetAttribute("name") : name;
    }

    public override void Text(ReadOnlySpan<char> piece)
    {
        if (name is { } key && piece.Length <= 1_000 && totals.Properties.Count < 100)
        {
            totals.Properties.TryAdd(key, piece.ToString());
        }
    }
}

/// <summary>Every other xml part: only counted, and searched for what reaches out.</summary>
internal sealed class PlainWalk(string part, ScanTotals totals) : PartWalk
{
    public override void Start(XmlReader element)
    {
        PartRules.CheckElement(element.LocalName, part);
        totals.Other(element.LocalName, part);
    }
}
