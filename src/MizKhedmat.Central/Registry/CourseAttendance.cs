using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>An operator who attended a course: at which desk of which agency, and the last time.</summary>
public sealed record Attendant(AgencyCode Agency, string Operator, string Name, string Desk, DateOnly On);

/// <summary>How many operators of an agency attended, of how many it has.</summary>
public sealed record AttendingAgency(AgencyCode Agency, string NameFa, string NameEn, int Attended, int Operators);

/// <summary>A training course with those who attended it; agencies with operators and no attendant are listed too.</summary>
public sealed record AttendedCourse(string Code, string Title, IReadOnlyList<AttendingAgency> Agencies, IReadOnlyList<Attendant> People);

/// <summary>
/// Attendance of the Organization's training courses, from what agencies say of their operators (386059/3-2, 1538588/C-2). An
/// operator names a course by its code or its title.
/// </summary>
public sealed class CourseAttendance(IDbContextFactory<CentralDb> dbs)
{
    private const string Stated = "\"trainings\":";

    private sealed record Person(int AgencyId, string Code, string Name, string Desk, string State);

    /// <summary>One course, or all of them when <paramref name="code"/> is null; operators outside the scope do not count.</summary>
    public async Task<IReadOnlyList<AttendedCourse>> ReadAsync(Scope scope, string? code, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var courses = await db.RegisterItems.AsNoTracking()
            .Where(i => i.AgencyId == 0 && i.Kind == RegisterKind.TrainingCourse && i.Status != RegisterStatus.Removed && (code == null || i.Code == code))
            .OrderBy(i => i.SortKey).Select(i => new { i.Code, i.Title }).ToListAsync(ct);
        var operators = (await RegisterReach.OfAsync(db, scope, new(RegisterKind.DeskOperator), ct)).Where(i => i.Status == RegisterStatus.Active);
        var revisions = db.RegisterRevisions.Where(r => r.State.Contains(Stated));
        var people = await operators
            .Join(revisions, i => new { i.AgencyId, i.Kind, i.Code, Number = i.Revision }, r => new { r.AgencyId, r.Kind, r.Code, r.Number },
                (i, r) => new Person(i.AgencyId, i.Code, i.Title, i.Parent ?? "", r.State)).ToListAsync(ct);
        var staff = await operators.GroupBy(i => i.AgencyId).Select(g => new { g.Key, Operators = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Operators, ct);
        var ids = staff.Keys.ToList();
        var agencies = await db.Agencies.AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.SortKey).ToListAsync(ct);
        var attended = people.SelectMany(Trainings).ToLookup(t => t.Course, t => (t.Person, t.On), StringComparer.Ordinal);
        return [.. courses.Select(c => Course(c.Code, c.Title, attended[c.Code].Concat(attended[PersianText.SearchKey(c.Title)]), agencies, staff))];
    }

    private static AttendedCourse Course(
        string code, string title, IEnumerable<(Person Person, DateOnly On)> trainings, List<Agency> agencies, Dictionary<int, int> staff)
    {
        var codes = agencies.ToDictionary(a => a.Id, a => a.Code);
        var people = trainings.GroupBy(t => t.Person).Where(g => codes.ContainsKey(g.Key.AgencyId)).Select(g => (Person: g.Key, On: g.Max(t => t.On))).ToList();
        var counts = people.CountBy(p => p.Person.AgencyId).ToDictionary();
        return new(
            code, title, [.. agencies.Select(a => new AttendingAgency(a.Code, a.NameFa, a.NameEn, counts.GetValueOrDefault(a.Id), staff[a.Id]))],
            [.. people.OrderByDescending(p => p.On).ThenBy(p => p.Person.Code, StringComparer.Ordinal)
                .Select(p => new Attendant(codes[p.Person.AgencyId], p.Person.Code, p.Person.Name, p.Person.Desk, p.On))]);
    }

    /// <summary>Under the text as it stands, which may be a code, and under the folded title.</summary>
    private static IEnumerable<(string Course, Person Person, DateOnly On)> Trainings(Person person) =>
        from training in RegisterState.Parse(person.State).Rows("trainings")
        let course = training.Str("course")!
        let day = training.Day("on")!.Value
        from key in new[] { course, PersianText.SearchKey(course) }.Distinct()
        select (key, person, day);
}
