using System.Globalization;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Dashboards.Register;

/// <summary>
/// A record in a form, made from its members. Whatever is refused comes back as it was typed, each refusal at its field; two
/// people at one record see both values and choose.
/// </summary>
public partial class RecordFormScreen(RegisterRecords records, RegisterTitles titles, ReferenceNames references, OfficialNames people, EditRecord edit) : RegisterScreen
{
    private RecordForm form = default!;
    private FormLists lists = default!;
    private RegisterRecord? record;
    private string own = "";
    private int revision;
    private IReadOnlyList<Refusal> faults = [];
    private string? codeFault;

    private RecordConflict? conflict;

    private bool IsNew => Code is null;

    /// <summary>Refusals as the summary tells them, each with the input that it is about.</summary>
    private IReadOnlyList<(string? Target, string Text)> Told =>
    [
        .. codeFault is null ? [] : new[] { ((string?)"f-code", codeFault) },
        .. faults.Select(f => FieldOf(f) is { } member
            ? (TargetOf(f, member), $"{RegisterPaint.Label(Kind, member.Name)}: {RegisterPaint.Refusal(f)}")
            : conflict is not null && f.Code == "changed-meanwhile" ? ("conflict", Words.T("conflict-told")) : ((string?)null, RegisterPaint.Refusal(f))),
    ];

    protected override async Task<bool> ReadAsync()
    {
        if (!IsNew)
        {
            record = await records.FindAsync(Caller.Scope, Agency, Kind, Decoded(Code!), Ct);
        }

        if (IsNew ? !MayAdd : record is null || !MayEdit)
        {
            return false;
        }

        lists = await FormLists.OfAsync(titles, references, Caller.Scope, Agency, Kind, Today, Ct);
        own = record?.Line.Code ?? "";
        revision = record?.Line.Revision ?? 0;
        if (HttpMethods.IsPost(Http.Request.Method))
        {
            var posted = await Http.Request.ReadFormAsync(Ct);
            form = RecordForm.Typed(Kind, posted);
            own = IsNew ? PersianText.FoldDigits(posted["code"].ToString()).Trim() : own;
            revision = IsNew ? 0 : int.TryParse(posted["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;
            return true;
        }

        form = record is null ? Prefilled() : RecordForm.Of(Kind, record.Line.State);
        return true;
    }

    private async Task SubmitAsync()
    {
        var act = Http.Request.Form["act"].ToString();
        if (act.StartsWith("more.", StringComparison.Ordinal))
        {
            form.AddRows(act[5..]);
            return;
        }

        Choose();
        var result = await edit.RunAsync(Http.User, Kind, new(0, own, form.Element()) { ExpectedRevision = revision }, Ct);
        if (result is null)
        {
            Nav.NotFound();
        }
        else if (result.Fate == ChangeFate.Rejected)
        {
            await RefusedAsync(result.Reasons);
        }
        else
        {
            Nav.NavigateTo(RecordScreen.After(At, Kind, result, result.Fate == ChangeFate.Unchanged ? "unchanged" : IsNew ? "created" : "changed"));
        }
    }

    /// <summary>After a conflict: the members for which the person took the other's value.</summary>
    private void Choose()
    {
        if (record is null)
        {
            return;
        }

        var stored = RecordForm.Of(Kind, record.Line.State);
        foreach (var field in RegisterFields.Stated(Kind).Where(f => Http.Request.Form["pick." + f.Name] == "theirs"))
        {
            form.Replace(field, stored);
        }
    }

    private async Task RefusedAsync(IReadOnlyList<Refusal> reasons)
    {
        var isTaken = IsNew && reasons.Any(r => r.Code == "changed-meanwhile");
        codeFault = isTaken ? Words.T("code-taken") : reasons.FirstOrDefault(r => r.Pointer == "/code") is { } bad ? RegisterPaint.Refusal(bad) : null;
        faults = isTaken ? [] : [.. reasons.Where(r => r.Pointer != "/code")];
        if (record is not null && reasons.Any(r => r.Code == "changed-meanwhile"))
        {
            var names = await RecordNames.OfAsync(titles, references, Caller.Scope, Agency, Kind, record.Line.State, Ct);
            conflict = RecordConflict.Of(Kind, record, revision, names, await people.OfAsync(Caller.Scope, RecordConflict.Officials(record), Ct));
            revision = record.Line.Revision;
        }
    }

    /// <summary>A new record may come with members in the address: a desk of this office, the sheet of that service.</summary>
    private RecordForm Prefilled()
    {
        var empty = RecordForm.Empty(Kind);
        foreach (var field in RegisterFields.Stated(Kind).Where(f => Http.Request.Query[f.Name].ToString() is { Length: > 0 and <= 100 }))
        {
            empty.Set(field.Name, Http.Request.Query[field.Name].ToString());
        }

        return empty;
    }

    private List<Refusal> FaultsOf(RegisterField field) => [.. faults.Where(f => FieldOf(f) == field)];

    /// <summary>The member that a pointer leads into; its Jalali twin counts as the member.</summary>
    private RegisterField? FieldOf(Refusal fault) => fault.Pointer?.Split('/') is [_, { Length: > 0 } first, ..]
        ? RegisterFields.Find(Kind, first) ?? RegisterFields.Find(Kind, first.Replace("Jalali", "", StringComparison.Ordinal))
        : null;

    /// <summary>The cell of a row where the pointer goes that far, else the member's own input.</summary>
    private string TargetOf(Refusal fault, RegisterField field) => fault.Pointer!.Split('/') is [_, _, var row, var member]
        && field.Shape == FieldShape.Rows && !form.IsText(field) && field.Fields!.FirstOrDefault(f => f.Name == member.Replace("Jalali", "", StringComparison.Ordinal)) is { } cell
            ? FieldControl.IdOf($"{field.Name}.{row}.{cell.Name}")
            : FieldControl.IdOf(field.Name);
}
