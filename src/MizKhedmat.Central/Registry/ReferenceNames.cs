using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>A county as lists offer it; <see cref="ValidTo"/> is the first day on which it is no more.</summary>
public sealed record CountyName(string Code, string Province, string NameFa, DateOnly? ValidTo);

/// <summary>A class of COFOG 1999; <see cref="Division"/> is the code of its division.</summary>
public sealed record CofogName(string Code, string Level, string NameFa, string NameEn)
{
    public string Division => Code.Length <= 2 ? Code : Code[..2];
}

/// <summary>Provinces, counties and COFOG classes in the order in which people look for them.</summary>
public sealed record ReferenceTable(IReadOnlyList<UnitName> Provinces, IReadOnlyList<CountyName> Counties, IReadOnlyList<CofogName> Cofog)
{
    public UnitName? Province(string? code) => Provinces.FirstOrDefault(p => p.Code == code);

    public CountyName? County(string? code) => Counties.FirstOrDefault(c => c.Code == code);

    public CofogName? CofogClass(string? code) => Cofog.FirstOrDefault(c => c.Code == code);
}

/// <summary>Reference data are no secret: every scope reads all of them.</summary>
public sealed class ReferenceNames(IDbContextFactory<CentralDb> dbs)
{
    public async Task<ReferenceTable> ReadAsync(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new(
            await db.Provinces.AsNoTracking().OrderBy(p => p.SortKey).Select(p => new UnitName(p.Code.Value, p.NameFa, p.NameEn, false)).ToListAsync(ct),
            await db.Counties.AsNoTracking().OrderBy(c => c.SortKey).Select(c => new CountyName(c.Code.Value, c.Province.Value, c.NameFa, c.ValidTo)).ToListAsync(ct),
            await db.CofogClasses.AsNoTracking().OrderBy(c => c.Code).Select(c => new CofogName(c.Code, c.Level, c.NameFa, c.NameEn)).ToListAsync(ct));
    }
}
