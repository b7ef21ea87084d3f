using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>
/// Why every rank moved since a former edition, list by list, provinces included: the exact split of <see cref="RankChange"/>, mizkhedmat.story/1.
/// </summary>
/// <param name="Since">Run id of the former edition.</param>
/// <param name="SinceRunHash">Its run hash.</param>
/// <param name="Lists">Moves by list, in ordinal order of units; only units that are ranked in the same list before and after.</param>
public sealed record EditionStory(string Since, string SinceRunHash, IReadOnlyDictionary<string, IReadOnlyList<RankMove>> Lists)
{
    public const string Schema = "mizkhedmat.story/1";

    private static readonly string[] Told = [EditionUnit.Agencies, EditionUnit.ProvincialAgencies, EditionUnit.Provinces];

    /// <summary>Null when the unit is not ranked in the list before and after.</summary>
    public RankMove? Of(string list, string unit) => Lists.GetValueOrDefault(list)?.FirstOrDefault(m => m.Unit == unit);

    /// <summary>Splits the moves between two editions. Each method goes with the priors that its own run used.</summary>
    /// <param name="formerRunHash">Of the former edition.</param>
    /// <param name="former">The facts of the former period as they were published.</param>
    /// <param name="restated">The former period as it is known now; null when it was not read again.</param>
    /// <param name="now">The facts of the new edition.</param>
    public static EditionStory Tell(string formerRunHash, EditionInput former, EditionInput? restated, EditionInput now)
    {
        var (before, after) = (EditionRuns.Of(former), EditionRuns.Of(now));
        var corrected = restated is null ? null : restated.Under(former.Agencies.Method, former.Methodology, before.Priors);

        // The two published runs are at hand already; a period that was not read again is its own restatement.
        EditionRuns[] old = [before, corrected is null ? before : EditionRuns.Of(corrected), EditionRuns.Of(now.Under(former.Agencies.Method, former.Methodology, before.Priors))];
        var formerAnew = EditionRuns.Of(former.Under(now.Agencies.Method, now.Methodology, after.Priors));
        EditionRuns[] anew = [formerAnew, restated is null ? formerAnew : EditionRuns.Of(restated.Under(now.Agencies.Method, now.Methodology, after.Priors)), after];
        return new(former.Head.RunId, formerRunHash, Told.ToDictionary(list => list, list => RankChange.Split(Worlds(old, list), Worlds(anew, list)), StringComparer.Ordinal));
    }

    /// <summary>Reads the JSON form. Throws <see cref="ScoringException"/> for what is none.</summary>
    public static EditionStory Read(JsonElement story)
    {
        try
        {
            if (story.GetProperty("schema").GetString() == Schema)
            {
                return new(
                    story.GetProperty("since").GetString()!, story.GetProperty("since_run_hash").GetString()!,
                    story.GetProperty("lists").EnumerateObject().ToDictionary(l => l.Name, l => (IReadOnlyList<RankMove>)[.. l.Value.EnumerateArray().Select(Move)], StringComparer.Ordinal));
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            // Said below, as for every other file that is no story.
        }

        throw new ScoringException("not-a-story", "/schema", $"این فایل شرحی با طرح {Schema} نیست؛ فایل درست را بدهید.", $"This file is no story of schema {Schema}. Give the right one.");
    }

    /// <summary>The JSON form with all digits, so that the parts still sum when it is read again.</summary>
    public JsonElement ToJson() => EditionJson.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WriteString("since", Since);
        writer.WriteString("since_run_hash", SinceRunHash);
        writer.WriteStartObject("lists");
        foreach (var (list, moves) in Lists)
        {
            writer.WriteStartArray(list);
            foreach (var move in moves)
            {
                writer.WriteStartObject();
                writer.WriteString("unit", move.Unit);
                EditionJson.Whole(writer, "old", move.Old);
                EditionJson.Whole(writer, "new", move.New);
                foreach (var (name, part) in new[] { ("restated", move.Restated), ("method", move.Method), ("others", move.Others), ("own", move.Own) })
                {
                    EditionJson.Raw(writer, name, CanonicalJson.Exact(part));
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static RankWorld[] Worlds(EditionRuns[] runs, string list) =>
        [.. runs.Select(r => new RankWorld(r.Ranked(list).ToDictionary(u => u.Key, u => u.Value.Published, StringComparer.Ordinal)))];

    private static RankMove Move(JsonElement move) => new(
        move.GetProperty("unit").GetString()!, move.GetProperty("old").GetInt32(), move.GetProperty("new").GetInt32(), move.GetProperty("restated").GetDouble(),
        move.GetProperty("method").GetDouble(), move.GetProperty("others").GetDouble(), move.GetProperty("own").GetDouble());
}
