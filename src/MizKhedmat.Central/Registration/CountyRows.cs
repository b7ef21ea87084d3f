using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>A county of a new list; <see cref="Predecessor"/> is the county out of which it came, where the list says so.</summary>
public sealed record CountyRow(int Number, CountyCode Code, ProvinceCode Province, string NameFa, CountyCode? Predecessor);

/// <summary>A row of the list at which something is wrong.</summary>
public sealed record CountyFault(int Row, string? Code, Refusal Refusal);

/// <summary>
/// Reads the yearly list of counties of the Statistical Centre: columns code, province (code or name), name, and optionally
/// predecessor, named in Persian or English. All faults are told; a list with any is not applied.
/// </summary>
internal static class CountyRows
{
    private static readonly Dictionary<string, string[]> Headers = new()
    {
        ["code"] = ["code", "county", "کد", "کد شهرستان"], ["province"] = ["province", "استان", "کد استان", "نام استان"],
        ["name"] = ["name", "نام", "شهرستان", "نام شهرستان", "nameFa"], ["predecessor"] = ["predecessor", "شهرستان پیشین", "کد پیشین"],
    };

    private static readonly Dictionary<string, string> ByHeader =
        Headers.SelectMany(h => h.Value.Select(name => (Key: PersianText.SearchKey(name), h.Key))).ToDictionary(h => h.Item1, h => h.Item2, StringComparer.Ordinal);

    public static (IReadOnlyList<CountyRow> Rows, IReadOnlyList<CountyFault> Faults) Read(ScannedFile file, IReadOnlyList<Province> provinces)
    {
        var (rows, faults) = (new List<CountyRow>(), new List<CountyFault>());
        if (Find(file) is not var (sheet, header, columns))
        {
            return ([], [new(0, null, new("header-unknown"))]);
        }

        var known = provinces.SelectMany(p => new[] { (p.Code.Value, p.Code), (PersianText.SearchKey(p.NameFa), p.Code) }).ToDictionary(p => p.Item1, p => p.Code, StringComparer.Ordinal);
        foreach (var row in SheetReading.RowsBelow(file, sheet, header))
        {
            string? Cell(string name) => columns.TryGetValue(name, out var column) && row[column] is { } text ? PersianText.FoldDigits(text).Trim() : null;
            var refusals = Check(row, Cell, known, out var read).ToList();
            faults.AddRange(refusals.Select(r => new CountyFault(row.Number, Cell("code"), r)));
            rows.AddRange(refusals.Count == 0 ? [read!] : []);
        }

        faults.AddRange(rows.GroupBy(r => r.Code).SelectMany(g => g.Skip(1)).Select(r => new CountyFault(r.Number, r.Code.Value, new("county-code-twice", null, "/code"))));
        faults.AddRange(rows.GroupBy(r => (r.Province, PersianText.SearchKey(r.NameFa))).SelectMany(g => g.DistinctBy(r => r.Code).Skip(1)).Select(r => new CountyFault(r.Number, r.Code.Value, new("county-name-twice", null, "/name"))));
        return (rows, rows.Count + faults.Count == 0 ? [new(0, null, new("county-list-empty"))] : [.. faults.OrderBy(f => f.Row)]);
    }

    private static (string Sheet, SheetHeader Header, Dictionary<string, int> Columns)? Find(ScannedFile file)
    {
        foreach (var facts in file.Sheets.Where(s => !s.Hidden))
        {
            if (SheetReading.FindHeader(file, facts.Name, name => ByHeader.ContainsKey(PersianText.SearchKey(name))) is { } header)
            {
                var columns = header.Columns.OrderBy(c => c.Value).GroupBy(c => ByHeader[PersianText.SearchKey(c.Key)]).ToDictionary(g => g.Key, g => g.First().Value);
                return columns.ContainsKey("code") && columns.ContainsKey("province") && columns.ContainsKey("name") ? (facts.Name, header, columns) : null;
            }
        }

        return null;
    }

    private static IEnumerable<Refusal> Check(SheetRow row, Func<string, string?> cell, Dictionary<string, ProvinceCode> provinces, out CountyRow? read)
    {
        // Excel takes a code that begins with zero for a number.
        string? Code(string name, int length) => RecordText.CodeOf(cell(name) ?? "") is { Length: > 0 } text ? Digits.Are(text.PadLeft(length, '0'), length) ? text.PadLeft(length, '0') : text : null;
        var refusals = new List<Refusal>();
        var province = Code("province", 2) is { } p && provinces.TryGetValue(p, out var byCode) ? byCode
            : provinces.TryGetValue(PersianText.SearchKey(cell("province") ?? ""), out var byName) ? byName : (ProvinceCode?)null;
        var isCode = CountyCode.TryParse(Code("code", 4), null, out var code) && (province is null || code.Province == province);
        var name = PersianText.Canonical(cell("name") ?? "", TextField.Name);
        var before = Code("predecessor", 4);
        var isBefore = CountyCode.TryParse(before, null, out var predecessor);
        refusals.AddRange(row.Formulas.Count > 0 ? [new("formula-in-cell")] : []);
        refusals.AddRange(province is null ? [new("province-unknown", null, "/province")] : []);
        refusals.AddRange(isCode ? [] : [new("county-code-malformed", null, "/code")]);
        refusals.AddRange(name is { Length: > 0 and <= 80 } ? [] : [new("county-name-missing", null, "/name")]);
        refusals.AddRange(before is null || isBefore ? [] : [new("predecessor-unknown", null, "/predecessor")]);
        read = refusals.Count > 0 ? null : new(row.Number, code, province!.Value, name!, before is null ? null : predecessor);
        return refusals;
    }
}
