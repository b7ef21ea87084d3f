using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Obligations;

/// <summary>Takes the official holidays from holidays.json. A day that a newer file lacks is withdrawn and worked again.</summary>
public static class LoadHolidays
{
    private const string Forecast = "calendar forecast";

    internal sealed record File(IReadOnlyList<Row> Holidays);

    internal sealed record Row(DateOnly Gregorian, IReadOnlyList<Name> Names);

    internal sealed record Name(string NameFa, string NameEn, string Confidence);

    public static Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct) => load.OnceAsync(
        "holidays.json",
        (db, file, inner) => db.MergeAsync<Row, Holiday, DateOnly>(
            file.As<File>().Holidays, row => row.Gregorian, h => h.On, (row, _) => Make(row), gone => gone.WithdrawnOn ??= load.Today, inner),
        ct);

    private static Holiday Make(Row row) => new()
    {
        On = row.Gregorian,
        NameFa = string.Join(" / ", row.Names.Select(n => n.NameFa)),
        NameEn = string.Join(" / ", row.Names.Select(n => n.NameEn)),
        IsForecast = row.Names.All(n => n.Confidence == Forecast),
    };
}
