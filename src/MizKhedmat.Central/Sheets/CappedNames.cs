using System.Xml;

namespace MizKhedmat.Central.Sheets;

/// <summary>The names an xml reader keeps for good: a part of a hundred megabytes of ever new names would keep them all.</summary>
internal sealed class CappedNames(string where) : XmlNameTable
{
    private readonly NameTable names = new();
    private int left = SheetLimits.Names;

    public override string Add(char[] array, int offset, int length) => names.Get(array, offset, length) ?? Counted(names.Add(array, offset, length));

    public override string Add(string array) => names.Get(array) ?? Counted(names.Add(array));

    public override string? Get(char[] array, int offset, int length) => names.Get(array, offset, length);

    public override string? Get(string array) => names.Get(array);

    private string Counted(string name) => left-- > 0 ? name : throw new SheetRefusedException("sheet-too-large", where);
}
