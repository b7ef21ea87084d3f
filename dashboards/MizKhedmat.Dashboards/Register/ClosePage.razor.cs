using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Register;

/// <summary>
/// A record is closed from a day on, perhaps merged into another, or opened again. A closing of today or earlier, or into
/// another record, becomes history that nobody rewrites: it is confirmed by typing the code.
/// </summary>
public sealed partial class ClosePage(RegisterRecords records, RegisterTitles titles, EditRecord edit) : RegisterScreen
{
    private RegisterRecord record = default!;
    private IReadOnlyList<RegisterChoice> choices = [];
    private IReadOnlyList<(string? Target, string Text)> faults = [];
    private string day = "";
    private string mergedInto = "";
    private string confirm = "";
    private int revision;

    protected override async Task<bool> ReadAsync()
    {
        if (!MayEdit || await records.FindAsync(Caller.Scope, Agency, Kind, Decoded(Code), Ct) is not { } found)
        {
            return false;
        }

        record = found;
        choices = IsReopening ? [] : await titles.OpenAsync(Caller.Scope, Agency, Kind, 500, Ct);
        (day, revision) = (IsReopening ? Fa.Date(Today) : "", record.Line.Revision);
        if (HttpMethods.IsPost(Http.Request.Method))
        {
            var posted = await Http.Request.ReadFormAsync(Ct);
            (day, mergedInto, confirm) = (posted["day"].ToString().Trim(), RecordText.CodeOf(posted["mergedInto"].ToString()), PersianText.FoldDigits(posted["confirm"].ToString()).Trim());
            revision = int.TryParse(posted["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;
        }

        return true;
    }

    private async Task SubmitAsync()
    {
        var at = TypedDay.Parse(day);
        var isFinal = !IsReopening && (at <= Today || mergedInto.Length > 0);
        faults =
        [
            .. at is null ? new[] { ((string?)"f-day", Words.T("not-a-day")) } : [],
            .. isFinal && confirm != record.Line.Code ? new[] { ((string?)"f-confirm", Words.T("confirm-wrong")) } : [],
        ];
        if (faults.Count > 0)
        {
            return;
        }

        var change = new RecordChange(0, record.Line.Code, JsonSerializer.SerializeToElement(Body(at!.Value))) { ExpectedRevision = revision };
        if (await edit.RunAsync(Http.User, Kind, change, Ct) is not { } result)
        {
            Nav.NotFound();
        }
        else if (result.Fate == ChangeFate.Rejected)
        {
            faults = [.. result.Reasons.Select(r => (TargetOf(r), RegisterPaint.Refusal(r)))];
        }
        else
        {
            Nav.NavigateTo(RecordScreen.After(At, Kind, result, IsReopening ? "reopened" : "closed"));
        }
    }

    private JsonObject Body(DateOnly at)
    {
        var body = RecordText.BodyOf(Kind, record.Line.State);
        body.Remove("mergedInto");
        body.Remove("validTo");
        if (IsReopening)
        {
            body["validFrom"] = TypedDay.Iso(at);
            return body;
        }

        body["validTo"] = TypedDay.Iso(at);
        // The day it opened stays the one of the last spell, whatever the members still say.
        body["validFrom"] = record.Line.From is { } from ? TypedDay.Iso(from) : null;
        body["mergedInto"] = mergedInto.Length > 0 ? mergedInto : null;
        return body;
    }

    private static string? TargetOf(Refusal refusal) => refusal.Pointer switch
    {
        "/mergedInto" => "f-mergedInto",
        "/validTo" or "/validFrom" => "f-day",
        _ => null,
    };
}
