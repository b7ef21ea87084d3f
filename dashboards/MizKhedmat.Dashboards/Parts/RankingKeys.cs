using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>The lists of a ranking as addresses name them: <c>agencies</c>, <c>provincial</c>; none for the provinces.</summary>
public static class RankingKeys
{
    public static StandingOf List(string? of) => of switch { "agencies" => StandingOf.Agencies, "provincial" => StandingOf.ProvincialAgencies, _ => StandingOf.Provinces };

    public static string? Key(StandingOf of) => of switch { StandingOf.Agencies => "agencies", StandingOf.ProvincialAgencies => "provincial", _ => null };

    /// <summary>Every list with its key and its name.</summary>
    public static IReadOnlyList<(string? Of, string Text)> Lists =>
        [(null, Words.T("provinces")), ("agencies", Words.T("agencies-national")), ("provincial", Words.T("agencies-provincial"))];
}
