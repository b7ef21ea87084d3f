namespace MizKhedmat.Central.Registry;

/// <summary>
/// How far the desks of an agency carry its services on a day, in half units: 2 verified or deemed, 1 declared, 0 rejected,
/// suspended, closed or only planned. Where no desk is registered the place of delivery itself is the declaration.
/// </summary>
internal sealed class DeskPicture
{
    private readonly Dictionary<(string Office, bool IsElectronic), int> best = [];
    private readonly ExemptionEffects effects;
    private readonly int? headquarters;

    public DeskPicture(RegisterPicture picture, ExemptionEffects effects, DateOnly day)
    {
        this.effects = effects;
        foreach (var desk in picture.Of(RegisterKind.Desk).Where(d => d.Item.Status != RegisterStatus.Removed))
        {
            var (office, kind) = (desk.State.Str("office")!, desk.State.Str("kind"));
            var key = (office, kind == "electronic");
            best[key] = Math.Max(best.GetValueOrDefault(key), HalvesOf(desk, kind == "deemed", day));
            if (key.Item2 && picture.Find(RegisterKind.Office, office)?.State.Str("level") == "headquarters")
            {
                headquarters = Math.Max(headquarters ?? 0, best[key]);
            }
        }
    }

    /// <summary>Half units of a service given electronically: the office's own electronic desk, or that of headquarters.</summary>
    public int Electronic(string office) =>
        effects.HasWindow || effects.IsDeemed(office) ? 2
        : best.TryGetValue((office, true), out var own) ? Math.Max(own, headquarters ?? 0)
        : headquarters ?? 1;

    /// <summary>Half units of a service given in person: an in-person, assisted or deemed desk of that office.</summary>
    public int InPerson(string office) => effects.IsDeemed(office) ? 2 : best.GetValueOrDefault((office, false), 1);

    public bool IsDesked(string office) =>
        effects.IsDeemed(office) || best.GetValueOrDefault((office, true)) == 2 || best.GetValueOrDefault((office, false)) == 2;

    /// <summary>A deemed desk is one by its exemption alone, so without it no verification counts.</summary>
    private static int HalvesOf(PictureItem desk, bool isDeemed, DateOnly day) => !desk.IsOpen(day) ? 0 : desk.Item.Status switch
    {
        RegisterStatus.Verified => isDeemed ? 1 : 2,
        RegisterStatus.Declared => 1,
        _ => 0,
    };
}
