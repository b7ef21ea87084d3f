using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>What a list does to one county; <see cref="Offices"/> are the open offices of agencies that lie in the county concerned.</summary>
public sealed record CountyChange(CountyAct Act, CountyCode Code, string NameFa, CountyCode? Predecessor, string? FormerName, int Offices);

/// <summary>What a list comes to: changes in the order of codes, or faults and then no change.</summary>
public sealed record CountyPlan(DateOnly On, IReadOnlyList<CountyChange> Changes, int Unchanged, IReadOnlyList<CountyFault> Faults)
{
    /// <summary>Compares a list with the counties as they are. Pure; the same list again changes nothing.</summary>
    internal static CountyPlan Of(
        IReadOnlyList<CountyRow> rows, IReadOnlyList<CountyFault> faults, IReadOnlyDictionary<CountyCode, County> counties,
        IReadOnlyDictionary<CountyCode, int> offices, DateOnly on)
    {
        var unknown = rows.Where(r => r.Predecessor is { } p && (!counties.ContainsKey(p) || p == r.Code))
            .Select(r => new CountyFault(r.Number, r.Code.Value, new("predecessor-unknown", null, "/predecessor"))).ToList();
        if (faults.Count + unknown.Count > 0)
        {
            return new(on, [], 0, [.. faults, .. unknown]);
        }

        var listed = rows.Select(r => r.Code).ToHashSet();
        var gone = counties.Values.Where(c => c.ValidTo is null && !listed.Contains(c.Code)).ToList();
        var changes = new List<CountyChange>();
        foreach (var row in rows)
        {
            changes.AddRange(Change(row, counties.GetValueOrDefault(row.Code), gone, listed, code => offices.GetValueOrDefault(code)) is { } change ? [change] : []);
        }

        var moved = changes.Where(c => c.Act == CountyAct.Moved).Select(c => c.Predecessor).ToHashSet();
        changes.AddRange(gone.Where(c => !moved.Contains(c.Code)).Select(c => new CountyChange(CountyAct.Abolished, c.Code, c.NameFa, null, null, offices.GetValueOrDefault(c.Code))));
        return new(on, [.. changes.OrderBy(c => c.Code.Value, StringComparer.Ordinal)], rows.Count - changes.Count(c => c.Act != CountyAct.Abolished), []);
    }

    private static CountyChange? Change(CountyRow row, County? stands, List<County> gone, HashSet<CountyCode> listed, Func<CountyCode, int> offices)
    {
        if (stands is { ValidTo: null })
        {
            return stands.NameFa == row.NameFa ? null : new(CountyAct.Renamed, row.Code, row.NameFa, null, stands.NameFa, offices(row.Code));
        }

        // Under a new code: moved when its former self is no longer listed, cut out when that one goes on.
        var former = row.Predecessor ?? gone.Find(c => PersianText.SearchKey(c.NameFa) == PersianText.SearchKey(row.NameFa))?.Code;
        return former is not { } before ? new(CountyAct.Added, row.Code, row.NameFa, null, null, 0)
            : new(listed.Contains(before) ? CountyAct.Split : CountyAct.Moved, row.Code, row.NameFa, before, null, offices(before));
    }
}
