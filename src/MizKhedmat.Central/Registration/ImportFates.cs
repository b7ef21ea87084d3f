using System.Text.Json;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>What became of one row of a file.</summary>
internal sealed record LineFate(ImportLine Line, ChangeFate Fate, IReadOnlyList<Refusal> Reasons)
{
    /// <summary>Reasons as they are kept: <c>[{"code","clause","field"}]</c>.</summary>
    public static string Text(IEnumerable<Refusal> reasons) => new JsonArray([.. reasons.Select(Node)]).ToJsonString();

    public static IReadOnlyList<Refusal> Parse(string? reasons) => reasons is null ? [] :
        [.. JsonNode.Parse(reasons)!.AsArray().Select(r => r!.AsObject()).Select(r => new Refusal(r.Str("code")!, r.Str("clause"), r.Str("field")))];

    private static JsonObject Node(Refusal reason) => new() { ["code"] = reason.Code, ["clause"] = reason.Clause, ["field"] = reason.Pointer };
}

/// <summary>
/// Decides rows of a file through <see cref="ChangeRegister"/>, in the transaction of the caller. A member whose column the
/// file lacks stays as it is; the rest of a row is the full state of its record.
/// </summary>
internal class ImportRecords(ChangeRegister register, ImportSheet sheet)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    protected ImportSheet Sheet => sheet;

    protected ChangeRegister Register => register;

    public virtual async Task<IReadOnlyList<LineFate>> DecideAsync(
        Data.IBulkTransaction writing, ChangeOrder order, IReadOnlyList<ImportLine> lines, RegisterPicture picture, CancellationToken ct)
    {
        var fates = new Dictionary<int, LineFate>();
        var changes = new List<RecordChange>();
        foreach (var line in lines)
        {
            if (KeyFault(line) is { } fault)
            {
                fates[line.Number] = new(line, ChangeFate.Rejected, [fault, .. line.Faults]);
            }
            else
            {
                var former = picture.Find(order.Kind, line.Code!) is { Item.Status: not RegisterStatus.Removed } known ? known : null;
                changes.Add(new(line.Number, line.Code!, JsonSerializer.SerializeToElement(Whole(line, former))) { Faults = line.Faults });
            }
        }

        var byNumber = lines.ToDictionary(l => l.Number);
        foreach (var result in await register.WriteAsync(writing, order, changes, ct, picture))
        {
            fates[result.Index] = new(byNumber[result.Index], result.Fate, result.Reasons);
        }

        return [.. lines.Select(l => fates[l.Number])];
    }

    /// <summary>Rows that were decided before the centre stopped still count when a code comes twice.</summary>
    public virtual void Pass(ImportLine line) => KeyFault(line);

    private Refusal? KeyFault(ImportLine line) =>
        line.Code is null ? new("code-missing", null, "/code")
        : seen.Add(PersianText.Canonical(line.Code, TextField.Id) ?? line.Code) ? null
        : new("code-twice", null, "/code");

    private JsonObject Whole(ImportLine line, PictureItem? former)
    {
        var body = sheet.BodyOf(line);
        if (former is not null)
        {
            var standing = RecordText.BodyOf(sheet.Kind.Kind, former.State);
            foreach (var column in sheet.Kind.Columns.Where(c => c.Field is not null && !sheet.Has(c.Name) && standing[c.Name] is not null))
            {
                body[column.Name] = standing[column.Name]!.DeepClone();
            }
        }

        return body;
    }
}
