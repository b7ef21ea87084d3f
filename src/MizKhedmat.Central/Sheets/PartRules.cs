using System.Text.RegularExpressions;

namespace MizKhedmat.Central.Sheets;

/// <summary>
/// What may lie in a workbook: sheets, styles, pictures, the printer's settings. Anything that runs, links out or is itself
/// an archive is refused by its name, its first bytes, its content type or its relationship.
/// </summary>
internal static partial class PartRules
{
    private static readonly string[] Known = [".xml", ".rels", ".psmdcp", ".vml", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".svg", ".tiff", ".bin"];

    /// <summary>Words of a part's path, content type or relationship type, and the code they are refused with.</summary>
    private static readonly (string Word, string Code)[] Forbidden =
    [
        ("vbaproject", "sheet-macro"), ("vbadata", "sheet-macro"), ("macro", "sheet-macro"), ("dialogsheet", "sheet-macro"), ("activex", "sheet-macro"),
        ("ctrlprop", "sheet-macro"), ("relationships/control", "sheet-macro"), ("customui", "sheet-macro"), ("ui/extensibility", "sheet-macro"),
        ("externallink", "sheet-external-link"), ("oleobject", "sheet-external-link"), ("xl/connections", "sheet-external-link"),
        ("relationships/connections", "sheet-external-link"), ("spreadsheetml.connections", "sheet-external-link"), ("querytable", "sheet-external-link"),
        ("attachedtemplate", "sheet-external-link"), ("embeddings/", "sheet-nested-archive"), ("relationships/package", "sheet-nested-archive"),
    ];

    private static readonly HashSet<string> ForbiddenElements = new(StringComparer.Ordinal)
    {
        "ddeLink", "ddeItem", "oleLink", "oleObject", "oleObjects", "externalBook", "externalReference", "externalReferences",
        "connection", "connections", "queryTable", "webPr", "dbPr",
    };

    public static void CheckName(ZipPart part)
    {
        CheckWords("/" + part.Name.ToLowerInvariant(), part.Name);
        if (part.Extension == ".bin" && !PrinterSettings().IsMatch(part.Name))
        {
            throw new SheetRefusedException("sheet-macro", part.Name);
        }

        if (!part.Name.EndsWith('/') && !Known.Contains(part.Extension))
        {
            throw new SheetRefusedException("sheet-nested-archive", part.Name);
        }
    }

    /// <summary>Archives, programs and old office files under a harmless name.</summary>
    public static void CheckFirstBytes(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) || head.StartsWith("Rar!"u8) || head.StartsWith("7z"u8)
            || head.StartsWith("MZ"u8) || head.StartsWith((byte[])[0x1F, 0x8B]) || head.StartsWith((byte[])[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new SheetRefusedException("sheet-nested-archive", name);
        }
    }

    public static void CheckWords(string text, string where)
    {
        foreach (var (word, code) in Forbidden)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                throw new SheetRefusedException(code, where);
            }
        }
    }

    public static void CheckElement(string name, string where)
    {
        if (ForbiddenElements.Contains(name))
        {
            throw new SheetRefusedException("sheet-external-link", where);
        }
    }

    /// <summary>
    /// A link that a person may click stays: Excel makes one of every address typed into a cell. Nothing follows it here.
    /// Every other target outside the file is refused.
    /// </summary>
    public static void CheckRelationship(string? type, string? mode, string? target, string where)
    {
        CheckWords(type ?? "", where);
        var outside = string.Equals(mode, "External", StringComparison.OrdinalIgnoreCase);
        if (outside && !(type is not null && type.EndsWith("/hyperlink", StringComparison.Ordinal) && Clickable().IsMatch(target ?? "")))
        {
            throw new SheetRefusedException("sheet-external-link", where);
        }
    }

    /// <summary>A formula that calls another program (<c>cmd|' /C calc'!A0</c>) or another file (<c>[1]Sheet!A1</c> needs a link part, refused above).</summary>
    public static void CheckFormula(ReadOnlySpan<char> formula, string where)
    {
        var bar = formula.IndexOf('|');
        if (bar >= 0 && formula[bar..].Contains('!'))
        {
            throw new SheetRefusedException("sheet-external-link", where);
        }
    }

    [GeneratedRegex(@"\Axl/printerSettings/printerSettings[0-9]*\.bin\z")]
    private static partial Regex PrinterSettings();

    [GeneratedRegex(@"\A(https?://|mailto:|tel:)", RegexOptions.IgnoreCase)]
    private static partial Regex Clickable();
}
