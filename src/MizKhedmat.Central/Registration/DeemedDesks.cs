using System.Text.Json.Nodes;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>A bank branch, post office or small unit is a desk by its accepted exemption and only as long as that holds (faq-1397/Q11, Q13, Q38, Q51).</summary>
internal static class DeemedDesks
{
    /// <summary>The deemed desks whose status no longer says what the exemptions of the day say.</summary>
    public static IEnumerable<RecordChange> Changes(RegisterPicture picture, IReadOnlyDictionary<string, DateOnly?> acceptedUntil, DateOnly today)
    {
        var desks = picture.Of(RegisterKind.Desk).Where(d => d.State.Str("kind") == "deemed" && d.IsOpen(today)).ToList();
        if (desks.Count == 0)
        {
            return [];
        }

        var effects = ExemptionEffects.Of(picture, acceptedUntil, today);
        return desks.Select(desk => (Desk: desk, Wanted: effects.IsDeemed(desk.State.Str("office")!) ? RegisterStatus.Verified : RegisterStatus.Declared))
            .Where(d => d.Desk.Item.Status is RegisterStatus.Verified or RegisterStatus.Declared && d.Desk.Item.Status != d.Wanted)
            .Select(d => new RecordChange(0, d.Desk.Item.Code, default)
            {
                Stored = (JsonObject)d.Desk.State.DeepClone(), Status = d.Wanted, Spells = d.Desk.Spells, Source = "exemption",
            }).ToList();
    }
}
