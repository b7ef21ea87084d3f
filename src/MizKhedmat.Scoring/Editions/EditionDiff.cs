using System.Globalization;
using System.Text.Json;

namespace MizKhedmat.Scoring;

/// <summary>One place where a stored edition is not what its own facts give.</summary>
/// <param name="Code">value-differs, hash-differs, or the code of what makes the edition unreadable.</param>
/// <param name="Path">JSON pointer into the edition.</param>
/// <param name="Subject">The unit, province or indicator that the place belongs to; "" for the edition itself.</param>
/// <param name="Stored">As it stands in the file; null when it is absent.</param>
/// <param name="Recomputed">As it should stand; null when there should be nothing.</param>
public sealed record EditionFinding(string Code, string Path, string Subject, string? Stored, string? Recomputed, string Persian, string English);

/// <summary>Finds every leaf in which two JSON documents differ; numbers by value, not by how they are written.</summary>
internal static class EditionDiff
{
    private static readonly string[] Subjects = ["unit", "agency", "province", "code"];

    /// <summary>More than this says nothing more; the last finding then tells how many were left off.</summary>
    private const int Most = 1000;

    /// <summary>What an examination finds; a file that it cannot read is a finding too, never an exception.</summary>
    public static IReadOnlyList<EditionFinding> Found(Func<IReadOnlyList<EditionFinding>> examine)
    {
        try
        {
            return examine();
        }
        catch (ScoringException fault)
        {
            return [.. fault.Faults.Select(f => new EditionFinding(f.Code, f.Path, "", null, null, f.Persian, f.English))];
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or ArithmeticException or FormatException or KeyNotFoundException)
        {
            // Bytes that are no text, or figures that no estimator takes: a file that nobody wrote by this engine.
            return [new("unreadable", "", "", null, null, "این فایل متن یا عددی دارد که با آن نمی‌توان محاسبه کرد؛ فایل اصلی را بدهید.", $"The file holds text or figures that cannot be computed with ({fault.Message}). Give the original file.")];
        }
    }

    public static IReadOnlyList<EditionFinding> Compare(JsonElement stored, JsonElement recomputed)
    {
        var found = new List<EditionFinding>();
        var count = 0;
        Walk(stored, recomputed, "", "");
        if (count > Most)
        {
            found.Add(new("more", "", "", null, null, $"و {DocumentReader.Persian(count - Most)} جای دیگر.", string.Create(CultureInfo.InvariantCulture, $"And {count - Most} more places.")));
        }

        return found;

        void Walk(JsonElement a, JsonElement b, string path, string subject)
        {
            if (a.ValueKind == JsonValueKind.Object && b.ValueKind == JsonValueKind.Object)
            {
                var here = Named(b) is { Length: > 0 } name && name != subject ? (subject.Length > 0 ? $"{subject} {name}" : name) : subject;
                var others = b.EnumerateObject().ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
                foreach (var member in a.EnumerateObject())
                {
                    Walk(member.Value, others.Remove(member.Name, out var other) ? other : default, $"{path}/{Escape(member.Name)}", here);
                }

                foreach (var (rest, value) in others)
                {
                    Walk(default, value, $"{path}/{Escape(rest)}", here);
                }
            }
            else if (a.ValueKind == JsonValueKind.Array && b.ValueKind == JsonValueKind.Array)
            {
                using var left = a.EnumerateArray().GetEnumerator();
                using var right = b.EnumerateArray().GetEnumerator();
                for (var i = 0; ; i++)
                {
                    var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
                    if (!hasLeft && !hasRight)
                    {
                        break;
                    }

                    Walk(hasLeft ? left.Current : default, hasRight ? right.Current : default, string.Create(CultureInfo.InvariantCulture, $"{path}/{i}"), subject);
                }
            }
            else if (!Same(a, b) && ++count <= Most)
            {
                found.Add(Finding(path, subject, Shown(a), Shown(b)));
            }
        }
    }

    private static EditionFinding Finding(string path, string subject, string? stored, string? recomputed)
    {
        var of = subject.Length > 0 ? $" ({subject})" : "";
        var isHash = path.EndsWith("_hash", StringComparison.Ordinal) || path.EndsWith("/facts", StringComparison.Ordinal);
        return new(
            isHash ? "hash-differs" : "value-differs", path, subject, stored, recomputed,
            isHash ? $"اثر انگشت نمی‌خواند: این بخش{of} پس از اجرا تغییر کرده است؛ فایل اصلی را از سامانه بگیرید."
                : $"آنچه ثبت شده{of} با محاسبهٔ دوباره یکی نیست: ثبت‌شده {stored ?? "نیست"}، محاسبه {recomputed ?? "نیست"}؛ فایل اصلی را از سامانه بگیرید.",
            isHash ? $"The hash does not match: this part{of} was changed after the run. Take the original file from the centre."
                : $"What is stored{of} is not what is computed: stored {stored ?? "absent"}, computed {recomputed ?? "absent"}. Take the original file from the centre.");
    }

    private static bool Same(JsonElement a, JsonElement b) =>
        a.ValueKind == b.ValueKind && (a.ValueKind switch
        {
            JsonValueKind.Number => a.GetRawText() == b.GetRawText() || (a.TryGetDecimal(out var x) && b.TryGetDecimal(out var y) && x == y),
            JsonValueKind.String => a.ValueEquals(b.GetString()),
            _ => true,
        });

    private static string? Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText() is { Length: > 80 } text ? text[..80] + "…" : value.GetRawText(),
    };

    private static string Named(JsonElement holder) =>
        string.Join(" / ", Subjects.Select(s => holder.TryGetProperty(s, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null).OfType<string>());

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
