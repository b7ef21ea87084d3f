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

    /// <summary>Computes an edition again and prints every place that differs.</summary>
    public static int Verify(string file, TextWriter told, TextWriter wrong)
    {
        if (Read(file, wrong) is not { } document)
        {
            return Failed;
        }

        using (document)
        {
            var findings = EditionDocument.Verify(document.RootElement);
            foreach (var finding in findings)
            {
                wrong.WriteLine($"{finding.Path}: {finding.English}");
                wrong.WriteLine($"{finding.Path}: {finding.Persian}");
            }

            if (findings.Count > 0)
            {
                wrong.WriteLine("This edition is not what its own facts give. این ویرایش با داده‌های خودش نمی‌خواند.");
                return Failed;
            }

            Tell(document.RootElement, told);
            return Ok;
        }
    }

    private static void Tell(JsonElement edition, TextWriter told)
    {
        var (manifest, results) = (edition.GetProperty("manifest"), edition.GetProperty("results"));
        told.WriteLine($"run {manifest.GetProperty("run_id")} ({manifest.GetProperty("kind")}, {manifest.GetProperty("period")}, cut-off {manifest.GetProperty("cutoff_utc")}, engine {manifest.GetProperty("engine_version")}), {edition.GetProperty("run_hash")}");
        told.WriteLine($"computed again: {Count("agencies")} agencies, {Count("cells")} cells, {Count("provinces")} provinces, {manifest.GetProperty("draws")} draws of the method; every value and hash is the same.");
        told.WriteLine("دوباره محاسبه شد: همهٔ مقدارها و اثر انگشت‌ها همان است که منتشر شده.");
        foreach (var warning in manifest.GetProperty("warnings").EnumerateArray())
        {
            told.WriteLine($"near a rounding boundary: {warning}");
        }

        int Count(string rows) => results.TryGetProperty(rows, out var list) ? list.GetArrayLength() : 0;
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
