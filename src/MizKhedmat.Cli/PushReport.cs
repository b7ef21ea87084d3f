using System.Globalization;
using System.Text.Json;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Cli;

/// <summary>
/// Says what became of a push, in lines that a person reads: counts and receipt first, then each record that was not plainly
/// stored with its reason. In Persian where the machine speaks Persian, else in English.
/// </summary>
internal static class PushReport
{
    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fa" ? "fa" : "en";

    /// <summary>What is well goes to <paramref name="told"/>, what is not to <paramref name="wrong"/>.</summary>
    public static void Write(PushOutcome outcome, bool isCheck, TextWriter told, TextWriter wrong)
    {
        if (outcome.Status == 0)
        {
            wrong.WriteLine($"no answer: {outcome.Body}");
            return;
        }

        using var answer = Parse(outcome.Body);
        if (answer is null)
        {
            wrong.WriteLine(FormattableString.Invariant($"{outcome.Status} {outcome.Body}"));
        }
        else if (outcome.Status == 200)
        {
            WriteCounts(answer.RootElement, outcome.IsReplay, isCheck, told);
            WriteRecords(answer.RootElement, wrong);
        }
        else
        {
            WriteProblem(answer.RootElement, outcome, wrong);
        }
    }

    private static void WriteCounts(JsonElement answer, bool isReplay, bool isCheck, TextWriter told)
    {
        var counts = answer.GetProperty("counts");
        told.WriteLine($"received {counts.GetProperty("received")}, created {counts.GetProperty("created")}, unchanged {counts.GetProperty("unchanged")}, "
            + $"rejected {counts.GetProperty("rejected")}, warned {counts.GetProperty("warned")}");
        told.WriteLine(isCheck ? "checked only: nothing was stored" : $"receipt {answer.GetProperty("receipt")}{(isReplay ? " (this file was pushed before; the answer is that of the first time)" : "")}");
        foreach (var request in answer.GetProperty("requests").EnumerateArray())
        {
            told.WriteLine($"{request.GetProperty("trackingCode")} is {request.GetProperty("centralTrackingId")}");
        }
    }

    private static void WriteRecords(JsonElement answer, TextWriter wrong)
    {
        foreach (var result in answer.GetProperty("results").EnumerateArray().Where(r => r.TryGetProperty("code", out _)))
        {
            var name = result.TryGetProperty("eventId", out var id) ? $" {id}" : "";
            wrong.WriteLine($"record {result.GetProperty("index")}{name} {result.GetProperty("status")}: {Reason(result, result.GetProperty("pointer").GetString()!)}");
        }
    }

    private static void WriteProblem(JsonElement problem, PushOutcome outcome, TextWriter wrong)
    {
        wrong.WriteLine(FormattableString.Invariant($"{outcome.Status} {Reason(problem, "")}"));
        if (problem.TryGetProperty("errors", out var errors))
        {
            foreach (var error in errors.EnumerateArray())
            {
                wrong.WriteLine("  " + Reason(error, error.GetProperty("pointer").GetString()!));
            }
        }

        if (outcome.ComeBackAfter is { } wait)
        {
            wrong.WriteLine(FormattableString.Invariant($"come back in {Math.Ceiling(wait.TotalSeconds)} s with the same file"));
        }
    }

    private static string Reason(JsonElement fault, string pointer)
    {
        var code = fault.TryGetProperty("code", out var named) ? named.GetString() : null;
        var message = fault.TryGetProperty("message", out var texts) ? texts.GetProperty(Language).GetString() : fault.TryGetProperty("title", out var title) ? title.GetString() : "";
        return $"{code}{(pointer.Length > 0 ? " at " + pointer : "")}: {message}{(code is null ? "" : $" [/developers/errors/{code}]")}";
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
