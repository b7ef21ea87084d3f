using System.Text;
using System.Xml;

namespace MizKhedmat.Central.Sheets;

/// <summary>One kind of xml part on its walk; told of each element and each piece of text in document order.</summary>
internal abstract class PartWalk
{
    public virtual void Start(XmlReader element)
    {
    }

    public virtual void End(string name)
    {
    }

    /// <summary>A piece of text; a long one comes in several.</summary>
    public virtual void Text(ReadOnlySpan<char> piece)
    {
    }
}

/// <summary>Streams an xml part in UTF-8 without DTD, resolver or nesting deeper than a workbook has.</summary>
internal static class XmlPart
{
    /// <summary>The one namespace whose sheets the reading library knows; «Strict Open XML» has another.</summary>
    public const string Spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>Walks the whole part; <paramref name="choose"/> sees the root element and tells who walks.</summary>
    public static void Walk(ZipPart part, ScanTotals totals, Func<XmlReader, PartWalk> choose, CancellationToken ct)
    {
        using var bytes = part.Open(totals.Budget);
        using var text = new WatchedText(new StreamReader(bytes, StrictUtf8, detectEncodingFromByteOrderMarks: false, 32 * 1024), part.Name);
        using var xml = XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new CappedNames(part.Name),
        });
        PartWalk? walk = null;
        var piece = new char[SheetLimits.FormulaCharacters];
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.XmlDeclaration:
                    RefuseOtherEncoding(xml.GetAttribute("encoding"), part.Name);
                    break;
                case XmlNodeType.Element:
                    ct.ThrowIfCancellationRequested();
                    walk ??= choose(xml);
                    Element(xml, walk, part.Name);
                    break;
                case XmlNodeType.EndElement:
                    walk!.End(xml.LocalName);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    Text(xml, walk!, piece);
                    break;
            }
        }
    }

    private static void Element(XmlReader xml, PartWalk walk, string where)
    {
        if (xml.Depth > SheetLimits.Depth)
        {
            throw new SheetRefusedException("sheet-broken", where);
        }

        walk.Start(xml);
        if (xml.IsEmptyElement)
        {
            walk.End(xml.LocalName);
        }
    }

    private static void Text(XmlReader xml, PartWalk walk, char[] piece)
    {
        int count;
        do
        {
            count = xml.ReadValueChunk(piece, 0, piece.Length);
            walk.Text(piece.AsSpan(0, count));
        }
        while (count == piece.Length);
    }

    /// <summary>The reading library follows the declaration; another encoding there would show it another document than the one scanned.</summary>
    private static void RefuseOtherEncoding(string? encoding, string where)
    {
        if (encoding is not null && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !encoding.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            throw new SheetRefusedException("sheet-broken", where);
        }
    }
}
