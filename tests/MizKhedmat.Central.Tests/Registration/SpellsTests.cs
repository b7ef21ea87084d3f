using FsCheck;
using FsCheck.Fluent;
using MizKhedmat.Central.Registry;
using Xunit;

namespace MizKhedmat.Central.Tests.Registration;

/// <summary>
/// Validity of a record under any sequence of openings, closings, reopenings and mergers, against a model that holds one bit for
/// each day: spells never overlap, what ended before today is never rewritten, as-of by scan equals the model.
/// </summary>
public sealed class SpellsTests
{
    private const int Days = 60;

    private static readonly DateOnly Zero = new(2026, 1, 1);

    /// <summary>One PUT: so many days after the one before, with these bounds (as days from zero; −1 = not stated).</summary>
    public sealed record Put(int Wait, int From, int To, bool Merged);

    [Fact]
    public void Spells_never_overlap_and_history_is_never_rewritten() => Prop.ForAll(Puts().ArrayOf().ToArbitrary(), puts =>
    {
        var (today, spells) = (0, (IReadOnlyList<OpenTime>)[]);
        foreach (var put in puts)
        {
            today += put.Wait;
            var before = spells;
            (spells, var refusal) = Spells.Apply(before, Day(put.From), Day(put.To), put.Merged ? "OTHER" : null, Zero.AddDays(today));
            if (refusal is not null && !spells.SequenceEqual(before))
            {
                spells = before;
            }

            var over = before.Where(s => s.To <= Zero.AddDays(today)).ToList();
            if (!InOrder(spells) || !over.Select(s => (s.From, s.To)).SequenceEqual(spells.Take(over.Count).Select(s => (s.From, s.To)))
                || (refusal is null && !Says(put, spells[^1], before, today)))
            {
                return false.Label($"{string.Join(' ', puts.AsEnumerable())}\nbefore {Text(before)}\nafter {Text(spells)} on {today} {refusal}");
            }
        }

        return true.ToProperty();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void As_of_by_scan_equals_a_model_of_single_days() => Prop.ForAll(Puts().ArrayOf().ToArbitrary(), puts =>
    {
        var (today, spells, model) = (0, (IReadOnlyList<OpenTime>)[], new bool[Days * 2]);
        foreach (var put in puts)
        {
            today += put.Wait;
            var (after, refusal) = Spells.Apply(spells, Day(put.From), Day(put.To), null, Zero.AddDays(today));
            if (refusal is not null)
            {
                continue;
            }

            // The model knows only this: an accepted PUT sets the days of its own spell, and clears none that were over.
            var own = after[^1];
            var start = own.From.DayNumber - Zero.DayNumber;
            var replaces = after.Count == spells.Count;
            var first = replaces ? Math.Min(start, spells[^1].From.DayNumber - Zero.DayNumber) : start;
            for (var day = first; day < model.Length; day++)
            {
                model[day] = own.Covers(Zero.AddDays(day));
            }

            spells = after;
        }

        var scan = Enumerable.Range(0, model.Length).Select(day => spells.Count(s => s.Covers(Zero.AddDays(day)))).ToList();
        return scan.Select(n => n > 0).SequenceEqual(model).Label("as-of").And(scan.TrueForAll(n => n <= 1).Label("once a day"));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Theory]
    [InlineData("new", -1, -1, "10-")]
    [InlineData("new", 3, 7, "3-7")]
    [InlineData("new", 7, 3, "spell-reversed")]
    [InlineData("3-", -1, -1, "3-")]
    [InlineData("3-", -1, 10, "3-10")]
    [InlineData("3-", 1, -1, "1-")]
    [InlineData("3-", 5, -1, "spell-overlaps")]
    [InlineData("3-7", -1, -1, "3-7 10-")]
    [InlineData("3-7", -1, 7, "3-7")]
    [InlineData("3-7", -1, 8, "spell-over")]
    [InlineData("3-7", 3, -1, "spell-over")]
    [InlineData("3-7", 2, 7, "spell-overlaps")]
    [InlineData("3-7", 6, -1, "spell-overlaps")]
    [InlineData("3-7", 7, -1, "3-7 7-")]
    [InlineData("3-7", 12, 20, "3-7 12-20")]
    [InlineData("3-20", -1, -1, "3-")]
    [InlineData("3-20", 25, -1, "3-20 25-")]
    [InlineData("3-7 12-", 15, -1, "3-7 15-")]
    [InlineData("3-7 12-", 6, -1, "spell-overlaps")]
    public void A_validity_meets_the_spells_that_stand_on_day_ten(string stored, int from, int to, string expected)
    {
        var (spells, refusal) = Spells.Apply(Parse(stored), Day(from), Day(to), null, Zero.AddDays(10));
        Assert.Equal(expected, refusal?.Code ?? Text(spells));
    }

    [Fact]
    public void Into_what_a_record_was_merged_may_be_told_later_but_not_told_otherwise()
    {
        var (told, refusal) = Spells.Apply(Parse("3-7"), null, Day(7), "B", Zero.AddDays(10));
        Assert.Equal((null, "B"), (refusal, told[^1].MergedInto));
        Assert.Equal("B", Spells.Apply(told, null, Day(7), null, Zero.AddDays(10)).Spells[^1].MergedInto);
        Assert.Equal("spell-over", Spells.Apply(told, null, Day(7), "C", Zero.AddDays(10)).Refusal?.Code);
    }

    private static Gen<Put> Puts() =>
        from wait in Gen.Choose(0, 8)
        from start in Gen.Choose(-15, Days)
        from end in Gen.Choose(-15, Days)
        from merged in Gen.Elements(false, true)
        select new Put(wait, Math.Max(-1, start), Math.Max(-1, end), merged);

    /// <summary>What was accepted is what was said: the last spell has the stated bounds.</summary>
    private static bool Says(Put put, OpenTime last, IReadOnlyList<OpenTime> before, int today) =>
        (put.From < 0 || last.From == Day(put.From)) && last.To == Day(put.To)
        && (before.Count > 0 || put.From >= 0 || last.From == Zero.AddDays(today));

    private static bool InOrder(IReadOnlyList<OpenTime> spells) =>
        spells.All(s => s.To is null || s.From < s.To) && spells.Zip(spells.Skip(1)).All(pair => pair.First.To is { } end && end <= pair.Second.From);

    private static DateOnly? Day(int day) => day < 0 ? null : Zero.AddDays(day);

    private static string Text(IEnumerable<OpenTime> spells) =>
        string.Join(' ', spells.Select(s => $"{s.From.DayNumber - Zero.DayNumber}-{(s.To is { } end ? end.DayNumber - Zero.DayNumber : null)}"));

    private static OpenTime[] Parse(string text) => text == "new" ? [] :
    [
        .. text.Split(' ').Select(spell => spell.Split('-')).Select(bounds => new OpenTime(
            Day(int.Parse(bounds[0], System.Globalization.CultureInfo.InvariantCulture))!.Value,
            bounds[1].Length == 0 ? null : Day(int.Parse(bounds[1], System.Globalization.CultureInfo.InvariantCulture)))),
    ];
}
