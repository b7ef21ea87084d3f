using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using MizKhedmat.Scoring;
using MizKhedmat.Scoring.Cases;

namespace MizKhedmat.Cli;

/// <summary>mizctl score: the engine without a centre. Faults are told in both languages, whatever the machine speaks.</summary>
internal static class ScoreCommands
{
    private const int Ok = 0;
    private const int Failed = 1;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints the result of a case in the shape of its <c>expected</c>.</summary>
    public static int Run(string file, TextWriter told, TextWriter wrong)
    {
        if (Read(file, wrong) is not { } document)
        {
            return Failed;
        }

        using (document)
        {
            try
            {
                told.WriteLine(CaseRun.Run(document.RootElement).ToJsonString(Readable));
                return Ok;
            }
            catch (ScoringException fault)
            {
                wrong.WriteLine(fault.Message);
            }
            catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException)
            {
                wrong.WriteLine($"The input of this case cannot be computed with: {fault.Message}");
                wrong.WriteLine("با ورودی این نمونه نمی‌توان محاسبه کرد؛ آن را با نمونه‌های مرجع بسنجید.");
            }

            return Failed;
        }
    }

    /// <summary>Computes an edition, or an agency's share of one, again and prints every place that differs.</summary>
    public static int Verify(string file, TextWriter told, TextWriter wrong)
    {
        if (Read(file, wrong) is not { } document)
        {
            return Failed;
        }

        using (document)
        {
            var root = document.RootElement;
            var isShare = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.String && schema.ValueEquals(EditionShare.Schema);
            var findings = isShare ? EditionShare.Verify(root) : EditionDocument.Verify(root);
            foreach (var finding in findings)
            {
                wrong.WriteLine($"{finding.Path}: {finding.English}");
                wrong.WriteLine($"{finding.Path}: {finding.Persian}");
            }

            if (findings.Count > 0)
            {
                wrong.WriteLine($"{findings.Count} differences: this file is not what its own facts give. این فایل با داده‌های خودش نمی‌خواند.");
                return Failed;
            }

            Head(root, told);
            if (isShare)
            {
                TellShare(root, told);
            }
            else
            {
                TellEdition(root, told);
            }

            told.WriteLine("0 differences. دوباره محاسبه شد: همهٔ مقدارها و اثر انگشت‌ها همان است که منتشر شده.");
            return Ok;
        }
    }

    /// <summary>Run and hashes, to be compared with those that the centre printed.</summary>
    private static void Head(JsonElement root, TextWriter told)
    {
        var manifest = root.GetProperty("manifest");
        told.WriteLine($"run {manifest.GetProperty("run_id")} ({manifest.GetProperty("kind")}, {manifest.GetProperty("period")}, cut-off {manifest.GetProperty("cutoff_utc")}, engine {manifest.GetProperty("engine_version")}), {root.GetProperty("run_hash")}");
        told.WriteLine($"facts {manifest.GetProperty("facts_hash")}, results {manifest.GetProperty("result_hash")}, methodology {manifest.GetProperty("methodology_hash")}");
    }

    private static void TellEdition(JsonElement edition, TextWriter told)
    {
        var (manifest, results) = (edition.GetProperty("manifest"), edition.GetProperty("results"));
        told.WriteLine($"computed again: {Count("agencies")} agencies, {Count("cells")} cells, {Count("provinces")} provinces, {manifest.GetProperty("draws")} draws of the method; every value and hash is the same.");
        foreach (var warning in manifest.GetProperty("warnings").EnumerateArray())
        {
            told.WriteLine($"near a rounding boundary: {warning}");
        }

        int Count(string rows) => results.GetProperty(rows).GetArrayLength();
    }

    private static void TellShare(JsonElement share, TextWriter told)
    {
        var results = share.GetProperty("results");
        var row = results.GetProperty("agency").GetProperty("row");
        var unit = share.GetProperty("unit").GetProperty("row");
        told.WriteLine($"agency {share.GetProperty("agency")} ({unit.GetProperty("name_en")}، {unit.GetProperty("name_fa")}): score {Or(row.GetProperty("published"))}, rank {Or(row.GetProperty("rank"))} of {Count("list")}, among peers {Or(row.GetProperty("peer_rank"))} of {Count("peers")}");
        told.WriteLine($"computed again: {row.GetProperty("indicators").GetArrayLength()} indicators of the agency, {results.GetProperty("cells").GetArrayLength()} parts in provinces, both ranks from the published scores.");
        told.WriteLine("by proof into the roots: bands and draws, which other agencies' figures decide too, and the results of provinces and of the nation.");

        int Count(string scores) => results.GetProperty(scores).GetProperty("row").GetProperty("scores").GetArrayLength();
        static string Or(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "–" : value.GetRawText();
    }

    /// <summary>Null, and why in both languages, when the file is not there or no JSON; a gzip file is opened.</summary>
    private static JsonDocument? Read(string file, TextWriter wrong)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var isPacked = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
            stream.Position = 0;
            using Stream plain = isPacked ? new GZipStream(stream, CompressionMode.Decompress) : stream;
            return JsonDocument.Parse(plain);
        }
        catch (JsonException fault)
        {
            wrong.WriteLine($"{file} is no JSON (NaN and infinity are no numbers either): {fault.Message}");
            wrong.WriteLine($"{file} فایل JSON درستی نیست (NaN و بی‌نهایت هم عدد نیستند)؛ فایل را دوباره بگیرید.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            wrong.WriteLine($"{file} cannot be read: {fault.Message}");
            wrong.WriteLine($"{file} خوانده نشد؛ نام و دسترسی فایل را بررسی کنید.");
        }

        return null;
    }
}
