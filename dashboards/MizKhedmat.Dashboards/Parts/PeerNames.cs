namespace MizKhedmat.Dashboards.Parts;

/// <summary>Peer groups in words: <c>ministry/B-C</c> is «وزارتخانه، حجم متوسط تا کم».</summary>
public static class PeerNames
{
    public static string Of(string group)
    {
        if (group.Split('/') is not [var kind, var bands])
        {
            return group;
        }

        var ends = bands.Split('-');
        var volume = ends.Length == 2 ? Words.T("peer-bands", Words.T("peer-band-" + ends[0].ToLowerInvariant()), Words.T("peer-band-" + ends[1].ToLowerInvariant())) : Words.T("peer-band-" + bands.ToLowerInvariant());
        return Words.T("peer-group-name", Words.T("peer-kind-" + kind), volume);
    }
}
