namespace MizKhedmat.Central.Sheets;
public static class SheetWriting;
public class SheetBook { public IReadOnlyDictionary<string,string> Properties {get;init;} = new Dictionary<string,string>(); }
