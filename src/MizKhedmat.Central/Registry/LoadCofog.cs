using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Registry;

/// <summary>Takes divisions, groups and classes of COFOG 1999 from cofog.json (386059/1-c); none is ever taken away.</summary>
public static class LoadCofog
{
    internal sealed record File(IReadOnlyList<Row> Items);

    internal sealed record Row(string Code, string Level, string? Parent, string NameFa, string NameEn);

    public static Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct) => load.OnceAsync(
        "cofog.json",
        (db, file, inner) => db.MergeAsync<Row, CofogClass, string>(
            file.As<File>().Items, row => row.Code, c => c.Code,
            (row, _) => new() { Code = row.Code, Level = row.Level, Parent = row.Parent, NameFa = row.NameFa, NameEn = row.NameEn },
            null, inner),
        ct);
}
