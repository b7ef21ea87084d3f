using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>Ranks, scores and classes as people read them.</summary>
public static class StandingPaint
{
    /// <summary>The span of ranks that chance leaves open: «۱–۷», «۳» when it is one.</summary>
    public static string Span(int? low, int? high) =>
        low is { } from && high is { } to ? from == to ? Fa.Plain(from) : $"{Fa.Plain(from)}–{Fa.Plain(to)}" : "—";

    /// <summary>A published score with its two decimals: ۷۲٫۳۸.</summary>
    public static string Score(decimal? score) => score is { } value ? Fa.Number((double)value, 2) : "—";

    /// <summary>Points as a share, for the drawn marks.</summary>
    public static Interval? Share(Interval? points) => points is { } span ? new(span.Lo / 100, span.Hi / 100) : null;

    /// <summary>The class in words; the document gives the Persian one.</summary>
    public static string Tier(StandingTable table, string? code) =>
        code is null ? "—" : Fa.IsPersian ? table.Tiers.FirstOrDefault(t => t.Code == code)?.LabelFa ?? code : Words.T("tier-" + code.ToLowerInvariant());

    public static string Tone(string? tier) => tier switch { "A" or "B" => "ok", "D" => "near", "E" => "late", _ => "none" };

    /// <summary>The methodology's label; in English its code, which the method page explains.</summary>
    public static string Pillar(StandingPillar pillar) => Fa.IsPersian ? pillar.LabelFa : Words.T("pillar-" + pillar.Code.ToLowerInvariant().Replace('.', '-'));

    /// <summary>Whether the former rank lies inside the joint region of the present one: then the move says nothing.</summary>
    public static bool IsWithinChance(Standing row) =>
        row is { Move: { Rank: not 0 } move, Rank: { } rank, RankLow: { } low, RankHigh: { } high } && rank - move.Rank >= low && rank - move.Rank <= high;

    /// <summary>Half of the ranked units could stand in more than a third of the list: classes say more than ranks (SCORING.md 10).</summary>
    public static bool IsBandWide(StandingTable table) =>
        table.Rows.Where(r => r.Rank is not null).Select(r => r.RankHigh!.Value - r.RankLow!.Value + 1).Order().ToList() is { Count: > 0 } widths && widths[widths.Count / 2] * 3 > widths.Count;

    /// <summary>Five steps of one colour, by the borders of the classes: 40, 60, 75, 90.</summary>
    public static string Heat(double? score) => score switch { null => "h0", < 40 => "h1", < 60 => "h2", < 75 => "h3", < 90 => "h4", _ => "h5" };
}
