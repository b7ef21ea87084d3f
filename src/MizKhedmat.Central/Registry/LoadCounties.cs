using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// Takes the counties from counties.json. Divisions change every year: a county that a newer file lacks is closed on the
/// day of the load, a new one opens on it, so that offices and counters of former counties keep their place.
/// </summary>
public static class LoadCounties
{
    internal sealed record File(IReadOnlyList<Row> Items);

    internal sealed record Row(string Code, string Province, string NameFa);

    public static Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct) => load.OnceAsync(
        "counties.json",
        async (db, file, inner) =>
        {
            var isFirst = !db.Counties.Any();
            await db.MergeAsync<Row, County, CountyCode>(
                file.As<File>().Items, row => CountyCode.Parse(row.Code, null), c => c.Code,
                (row, old) => Make(row, old is not null ? old.ValidFrom : isFirst ? null : load.Today),
                gone => gone.ValidTo ??= load.Today, inner);
        },
        ct);

    private static County Make(Row row, DateOnly? validFrom) => new()
    {
        Code = CountyCode.Parse(row.Code, null),
        Province = ProvinceCode.Parse(row.Province, null),
        NameFa = row.NameFa,
        SearchKey = PersianText.SearchKey(row.NameFa),
        SortKey = PersianText.SortKey(row.NameFa),
        ValidFrom = validFrom,
    };
}
