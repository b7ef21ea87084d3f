using System.Text.Json.Nodes;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// How far the desks of an agency carry its services on a day, in half units: 2 verified or deemed, 1 declared, 0 rejected,
/// suspended, closed or only planned. Where no desk is registered the place of delivery itself is the declaration.
/// </summary>
internal sealed class DeskPicture
{
    /// <summary>Where the electronic desk of headquarters stands among the offices: it carries every one of them.</summary>
    private const string Headquarters = "";

    private readonly Dictionary<(string Office, bool IsElectronic), int> best = [];
    private readonly Dictionary<(string Office, string Item), int> items = [];
    private readonly HashSet<(string Office, string Item)> absent = [];
    private readonly ExemptionEffects effects;
    private readonly int? headquarters;

    public DeskPicture(RegisterPicture picture, ExemptionEffects effects, DateOnly day)
    {
        this.effects = effects;
        foreach (var desk in picture.Of(RegisterKind.Desk).Where(d => d.Item.Status != RegisterStatus.Removed))
        {
            var (office, kind) = (desk.State.Str("office")!, desk.State.Str("kind"));
            var key = (office, kind == "electronic");
            var halves = HalvesOf(desk, kind == "deemed", day);
            best[key] = Math.Max(best.GetValueOrDefault(key), halves);
            var isOfHeadquarters = picture.Find(RegisterKind.Office, office)?.State.Str("level") == "headquarters";
            if (key.Item2 && isOfHeadquarters)
            {
                headquarters = Math.Max(headquarters ?? 0, best[key]);
            }

            if (key.Item2 && halves > 0)
            {
                Take(desk.State, isOfHeadquarters ? [office, Headquarters] : [office]);
            }
        }
    }

    /// <summary>
    /// Half units of an indicator of the electronic desk (<c>E01</c> …) where a service is given: 2 seen, 1 only declared, 0 looked for
    /// and not found; null when no desk says anything of it.
    /// </summary>
    public int? Item(string office, string item) =>
        Math.Max(items.GetValueOrDefault((office, item)), items.GetValueOrDefault((Headquarters, item))) is > 0 and var halves ? halves
        : absent.Contains((office, item)) || absent.Contains((Headquarters, item)) ? 0 : null;

    /// <summary>The best that any electronic desk of the agency says of an indicator.</summary>
    public int Best(string item) => items.Where(i => i.Key.Item == item).Select(i => i.Value).DefaultIfEmpty().Max();

    /// <summary>Half units of a service given electronically: the office's own electronic desk, or that of headquarters.</summary>
    public int Electronic(string office) =>
        effects.HasWindow || effects.IsDeemed(office) ? 2
        : best.TryGetValue((office, true), out var own) ? Math.Max(own, headquarters ?? 0)
        : headquarters ?? 1;

    /// <summary>Half units of a service given in person: an in-person, assisted or deemed desk of that office.</summary>
    public int InPerson(string office) => effects.IsDeemed(office) ? 2 : best.GetValueOrDefault((office, false), 1);

    public bool IsDesked(string office) =>
        effects.IsDeemed(office) || best.GetValueOrDefault((office, true)) == 2 || best.GetValueOrDefault((office, false)) == 2;

    private void Take(JsonObject desk, IReadOnlyList<string> offices)
    {
        var seen = desk["verified"] as JsonObject;
        foreach (var item in desk.Claimed("declared"))
        {
            var isFound = seen?[item]?.GetValue<bool>();
            foreach (var key in offices.Select(office => (office, item)))
            {
                if (isFound == false)
                {
                    absent.Add(key);
                }
                else
                {
                    items[key] = Math.Max(items.GetValueOrDefault(key), isFound is null ? 1 : 2);
                }
            }
        }
    }

    /// <summary>A deemed desk is one by its exemption alone, so without it no verification counts.</summary>
    private static int HalvesOf(PictureItem desk, bool isDeemed, DateOnly day) => !desk.IsOpen(day) ? 0 : desk.Item.Status switch
    {
        RegisterStatus.Verified => isDeemed ? 1 : 2,
        RegisterStatus.Declared => 1,
        _ => 0,
    };
}
