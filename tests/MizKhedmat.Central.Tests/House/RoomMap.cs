using System.Text.RegularExpressions;

namespace MizKhedmat.Central.Tests.House;

/// <summary>
/// The rooms and the doors each may open (DESIGN.md, table of rooms), and the scan that finds doors opened without leave.
/// The scan is pure over paths and texts, so that a planted violation can be shown to it.
/// </summary>
public static partial class RoomMap
{
    private const string Home = "src/MizKhedmat.Central/";

    /// <summary>Kernel and Data are open to every room and stand in no list.</summary>
    private static readonly string[] Ground = ["Kernel", "Data"];

    private static readonly string[] EveryRoom =
    [
        "Sheets", "Registry", "Access", "Registration", "Notifications", "Intake", "Obligations", "CitizenReports", "Inspections", "Improvement",
        "Scoring", "Editions", "Reports", "Live", "Sandbox", "Contract",
    ];

    public static readonly IReadOnlyDictionary<string, string[]> Doors = new Dictionary<string, string[]>
    {
        ["Kernel"] = [],
        ["Data"] = ["Kernel"],
        ["Sheets"] = [],
        ["Registry"] = [],
        ["Access"] = ["Registry"],
        ["Notifications"] = ["Access"],
        ["Intake"] = ["Registry", "Access", "Notifications"],
        ["Registration"] = ["Registry", "Access", "Intake", "Sheets", "Notifications"],
        ["Obligations"] = ["Registry", "Access", "Intake", "Improvement", "Inspections", "Notifications"],
        ["CitizenReports"] = ["Registry", "Access", "Notifications"],
        ["Inspections"] = ["Registry", "Access", "Notifications"],
        ["Improvement"] = ["Registry", "Access", "Intake", "Notifications"],
        ["Scoring"] = ["Registry", "Intake", "Obligations", "Inspections", "CitizenReports", "Improvement"],
        ["Editions"] = ["Registry", "Access", "Sheets", "Notifications", "Obligations", "Scoring"],
        ["Reports"] = [.. EveryRoom.Except(["Reports", "Live", "Sandbox", "Contract"])],
        ["Live"] = ["Access"],
        ["Sandbox"] = ["Registry", "Access", "Intake", "Registration"],
        ["Contract"] = ["Registry", "Access", "Intake", "Registration", "Reports"],
        ["Jobs"] = EveryRoom,
    };

    /// <summary>One line per door that is opened without leave, per folder that is no room, per file under a foreign namespace.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<SourceFile> files) => [.. files.SelectMany(Violations)];

    /// <summary>Rooms that can reach themselves through open doors; empty when the map is acyclic.</summary>
    public static IReadOnlyList<string> Cycles(IReadOnlyDictionary<string, string[]> doors)
    {
        return [.. doors.Keys.Where(room => Reaches(room, room, []))];

        bool Reaches(string from, string goal, HashSet<string> seen) =>
            doors[from].Any(next => next == goal || (seen.Add(next) && Reaches(next, goal, seen)));
    }

    private static IEnumerable<string> Violations(SourceFile file)
    {
        if (!file.Path.StartsWith(Home, StringComparison.Ordinal))
        {
            yield break;
        }

        var parts = file.Path[Home.Length..].Split('/');
        var text = CSharpText.WithoutComments(file.Text);
        if (parts.Length == 1)
        {
            foreach (var room in Named(text).Where(room => !Ground.Contains(room)))
            {
                yield return $"{file.Path} opens {room} for every room";
            }

            yield break;
        }

        var own = parts[0];
        if (!Doors.TryGetValue(own, out var doors))
        {
            yield return $"{file.Path} lies in '{own}', which is no room of the map";
            yield break;
        }

        if (Namespace().Match(text) is { Success: true } declared && declared.Groups[1].Value != $"MizKhedmat.Central.{own}")
        {
            yield return $"{file.Path} says namespace {declared.Groups[1].Value} inside the room {own}";
        }

        var open = own == "Kernel" ? doors : doors.Concat(Ground);
        foreach (var room in Named(text).Where(room => room != own && !open.Contains(room)))
        {
            yield return $"{file.Path}: {own} may not open {room}";
        }
    }

    /// <summary>Rooms that a text names: by using (static, alias, global), by full name, or by a name relative to the root namespace.</summary>
    private static IEnumerable<string> Named(string text) => FullName().Matches(text).Concat(RelativeName().Matches(text))
        .Select(match => match.Groups[1].Value).Where(Doors.ContainsKey).Distinct();

    [GeneratedRegex(@"^\s*namespace\s+([A-Za-z0-9_.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bMizKhedmat\.Central\.([A-Za-z]+)")]
    private static partial Regex FullName();

    [GeneratedRegex("(?<![\\w.\"/])(Sheets|Registry|Access|Registration|Notifications|Intake|Obligations|CitizenReports|Inspections|Improvement|Scoring|Reports|Live|Jobs)\\.(?=[A-Z][A-Za-z]*\\b(?!\\s*=>))")]
    private static partial Regex RelativeName();
}
