using System.Text.Json.Serialization;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>Takes the 31 provinces from provinces.json. A province that a newer file lacks stays as it is.</summary>
public static class LoadProvinces
{
    internal sealed record File(IReadOnlyList<Row> Items);

    internal sealed record Row(
        string Code, string NameFa, string NameEn, string CapitalFa, [property: JsonPropertyName("population_1395")] int Population);

    public static Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct) => load.OnceAsync(
        "provinces.json",
        (db, file, inner) => db.MergeAsync<Row, Province, ProvinceCode>(
            file.As<File>().Items, row => ProvinceCode.Parse(row.Code, null), p => p.Code, (row, _) => Make(row), null, inner),
        ct);

    private static Province Make(Row row) => new()
    {
        Code = ProvinceCode.Parse(row.Code, null),
        NameFa = row.NameFa,
        NameEn = row.NameEn,
        CapitalFa = row.CapitalFa,
        Population = row.Population,
        SortKey = PersianText.SortKey(row.NameFa),
    };
}
