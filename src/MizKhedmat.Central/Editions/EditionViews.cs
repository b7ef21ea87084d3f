using MizKhedmat.Central.Kernel;
using MizKhedmat.Scoring;

namespace MizKhedmat.Central.Editions;

/// <summary>An edition as lists name it. <paramref name="IsLatest"/>: no later one of the same period replaces it.</summary>
/// <param name="ObjectionsUntil">Of a provisional one: the last Tehran day of its window.</param>
public sealed record EditionLine(
    string Id, int Sequence, JalaliPeriod Period, EditionKind Kind, DateTime CutoffUtc, DateTime PublishedAt, string? Replaces, string? Reason, string Methodology,
    string MethodologySha256, string FactsHash, string ResultHash, string RunHash, string PreviousRunHash, string SignedBy, bool IsLatest, DateOnly? ObjectionsUntil);

/// <summary>A waiting or closed draft.</summary>
/// <param name="Approvals">Names of those who said yes.</param>
/// <param name="MayApprove">Whether the one who asks may: an official of the Organization who neither prepared nor approved it.</param>
public sealed record DraftLine(
    string Id, string EditionId, JalaliPeriod Period, EditionKind Kind, DateTime CutoffUtc, DateTime PreparedAt, string PreparedBy, string? Reason, string FactsHash, string ResultHash,
    DraftState State, DateTime? ClosedAt, IReadOnlyList<string> Approvals, bool MayApprove, bool IsOwn);

/// <summary>A period that has or needs an edition: its calendar, what is published, what waits, and what may be prepared now.</summary>
/// <param name="Next">Kind that comes next.</param>
/// <param name="Obstacle">Why it cannot be prepared today; null when it can.</param>
public sealed record PeriodLine(EditionCalendar Calendar, IReadOnlyList<EditionLine> Editions, DraftLine? Draft, EditionKind Next, Refusal? Obstacle, int OpenObjections);

/// <summary>One cell that differs between an edition and the one it follows; ranks and scores of the unit follow from all of them.</summary>
/// <param name="Unit"><c>1001</c> or <c>1001/23</c>.</param>
public sealed record CellChange(string Unit, string NameFa, string NameEn, string Indicator, Cell? Before, Cell? After);

/// <summary>A unit whose published score or rank differs.</summary>
public sealed record RankDifference(string Unit, string List, string NameFa, string NameEn, decimal? ScoreBefore, decimal? ScoreAfter, int? RankBefore, int? RankAfter);

/// <summary>What an edition changed against the one it follows, and the objections that were decided on it; public (SCORING.md 14).</summary>
public sealed record EditionChanges(EditionLine Edition, EditionLine? Before, IReadOnlyList<CellChange> Cells, IReadOnlyList<RankDifference> Ranks, IReadOnlyList<ObjectionLine> Objections);

/// <summary>An objection; <paramref name="Ground"/> and <paramref name="Evidence"/> are null where only the decision is public.</summary>
public sealed record ObjectionLine(
    string Id, string EditionId, JalaliPeriod Period, AgencyCode Agency, string AgencyFa, string AgencyEn, ProvinceCode? Province, string Indicator, string? Ground, DateTime FiledAt,
    ObjectionState State, ObjectionRemedy? Remedy, string? Reason, DateTime? DecidedAt, IReadOnlyList<EvidenceLine>? Evidence, Cell? Cell);

/// <summary>A file of an objection, by name and size; its content is asked for by itself.</summary>
public sealed record EvidenceLine(int Id, string Name, string ContentType, int Length);

/// <summary>A unit's score in an edition, and what the same facts give by the methodology in force («سری سازگار», SCORING.md 13).</summary>
public sealed record SeriesPoint(string Edition, JalaliPeriod Period, decimal? Published, decimal? Comparable, int? Rank);

/// <summary>A version of the methodology with its steps.</summary>
public sealed record MethodologyLine(string Id, string Version, string Status, string LabelFa, string Sha256, IReadOnlyList<MethodologyActLine> Acts);

/// <summary>A step of a version: what, by whom as in the journal, when, with which letter, of which content.</summary>
public sealed record MethodologyActLine(MethodologyStep Step, string By, DateTime At, string? Letter, string? Note, string Sha256);
