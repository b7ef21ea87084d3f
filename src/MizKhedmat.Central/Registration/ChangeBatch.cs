using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>A record that a batch changes: before and after.</summary>
public sealed record ChangedRecord(PictureItem? Former, PictureItem Now, RegisterRevision Revision);

/// <summary>What is asked for a record but waits for the Organization's approval; <see cref="Now"/> is what holds meanwhile.</summary>
public sealed record Proposal(PictureItem Now, JsonObject Asked);

/// <summary>
/// Decides a batch of changes of one kind against the picture of the register. Pure: the picture is updated as records are
/// decided, so that later ones meet the earlier ones.
/// </summary>
public sealed class ChangeBatch(RegisterPicture picture, ChangeOrder order, RegisterReading reading, DateTime now)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public RegisterPicture Picture => picture;

    public ChangeOrder Order => order;

    public DateTime Now => now;

    public DateOnly Today { get; } = TehranTime.DayOf(now);

    public List<ChangedRecord> Changed { get; } = [];

    /// <summary>Changes that wait for approval, of records changed or not.</summary>
    public List<Proposal> Proposals { get; } = [];

    public IReadOnlyList<ChangeResult> Decide(IReadOnlyList<RecordChange> changes, OpenRequests open) => [.. changes.Select(change => Decide(change, open))];

    private ChangeResult Decide(RecordChange change, OpenRequests open)
    {
        var code = PersianText.Canonical(change.Code, TextField.Id);
        if (code is not { Length: > 0 and <= 40 } || !IsCode(order.Kind, code))
        {
            return Rejected(change, new Refusal(CodeFault(order.Kind), null, change.Pointer + "/code"));
        }

        if (!seen.Add(code))
        {
            return Rejected(change, new Refusal("code-twice", null, change.Pointer + "/code"));
        }

        var former = picture.Find(order.Kind, code) is { Item.Status: not RegisterStatus.Removed } known ? known : null;
        if (change.MustExist && former is null)
        {
            return Rejected(change, new Refusal("record-missing", null, change.Pointer));
        }

        if (change.ExpectedRevision is { } expected && expected != (former?.Item.Revision ?? 0))
        {
            return Rejected(change, new Refusal("changed-meanwhile", null, change.Pointer)) with { Revision = former?.Item.Revision ?? 0 };
        }

        var (state, faults) = Read(change, code, former);
        if (faults.Count > 0)
        {
            return new(change.Index, code, ChangeFate.Rejected, former?.Item.Revision ?? 0, faults);
        }

        return change.IsRemoval && former is null
            ? new(change.Index, code, ChangeFate.Unchanged, 0, [])
            : Decide(change, code, state, former, open);
    }

    private (JsonObject State, IReadOnlyList<Refusal> Faults) Read(RecordChange change, string code, PictureItem? former)
    {
        var (state, faults) = change.Stored is { } stored ? ((JsonObject)stored.DeepClone(), [])
            : change.IsRemoval ? ((JsonObject?)former?.State.DeepClone() ?? [], [])
            : reading.Read(new(order.AgencyId, order.Kind, code), change.Body, former?.State, change.Pointer);
        RegisterCheck.Resolve(picture, order.Kind, state);
        return (state, [.. change.Faults, .. faults]);
    }

    private ChangeResult Decide(RecordChange change, string code, JsonObject state, PictureItem? former, OpenRequests open)
    {
        var broken = change.IsRemoval || change.IsAdopted ? [] : RegisterCheck.Check(picture, order.Kind, code, state, former, Today).ToList();
        var (spells, overlap) = SpellsOf(change, state, former);
        broken.AddRange(overlap is null ? [] : [overlap]);
        broken.AddRange(open.Forbid(picture, order.Kind, code, former, spells, change.IsRemoval, Today));
        if (broken.Count > 0)
        {
            return new(change.Index, code, ChangeFate.Rejected, former?.Item.Revision ?? 0, [.. broken.Select(b => b with { Pointer = change.Pointer + b.Pointer })]);
        }

        if (RegisterFields.HasSpells(order.Kind) && !change.IsRemoval)
        {
            Spells.Fill(state, spells);
        }

        var decided = RegisterLife.Decide(picture, change, order.Kind, code, state, former, spells, Today);
        IReadOnlyList<Refusal> told = change.IsRemoval || change.IsAdopted ? [] : RegisterWarnings.Of(picture, order.Kind, code, decided.State, Today);
        told = [.. decided.Warnings.Concat(told).Select(w => w with { Pointer = change.Pointer + w.Pointer })];
        if (former is not null && decided.Status == former.Item.Status && RegisterState.Text(decided.State) == former.StateText && decided.Spells.SequenceEqual(former.Spells))
        {
            Propose(former, decided.Proposed);
            return new(change.Index, code, decided.Warnings.Count > 0 ? ChangeFate.Warned : ChangeFate.Unchanged, former.Item.Revision, told);
        }

        var changed = Change(change, code, decided, former);
        Changed.Add(changed);
        Propose(changed.Now, decided.Proposed);
        picture.Put(changed.Now);
        var fate = told.Count > 0 ? ChangeFate.Warned : former is null ? ChangeFate.Created : ChangeFate.Changed;
        return new(change.Index, code, fate, changed.Now.Item.Revision, told) { IsNew = former is null };
    }

    private void Propose(PictureItem now, JsonObject? asked)
    {
        if (asked is not null)
        {
            Proposals.Add(new(now, asked));
        }
    }

    private (IReadOnlyList<OpenTime> Spells, Refusal? Refusal) SpellsOf(RecordChange change, JsonObject state, PictureItem? former) =>
        change.Spells is { } given ? (given, null)
        : change.IsRemoval || !RegisterFields.HasSpells(order.Kind) ? ([], null)
        : Spells.Apply(former?.Spells ?? [], state.Day("validFrom"), state.Day("validTo"), state.Str("mergedInto"), Today);

    private ChangedRecord Change(RecordChange change, string code, LifeDecision decided, PictureItem? former)
    {
        var (state, status, spells) = (decided.State, decided.Status, decided.Spells);

        // A record that was removed keeps its numbers: history has no gaps and no doubles.
        var number = (picture.Find(order.Kind, code)?.Item.Revision ?? 0) + 1;
        var title = RegisterTitle.Of(order.Kind, code, state);
        var text = RegisterState.Text(state);
        var item = new RegisterItem
        {
            AgencyId = order.AgencyId, Kind = order.Kind, Code = code, Title = title.Length <= 300 ? title : title[..300],
            SearchKey = RegisterTitle.SearchKey(order.Kind, code, state, title), SortKey = Cut(PersianText.SortKey(title), 900),
            Province = ProvinceOf(state), County = state.Str("county") is { } county ? new(county) : ParentOf(state)?.Item.County,
            Status = status, Parent = state.Str("office") ?? state.Str("desk") ?? state.Str("service") ?? state.Str("parent"),
            From = spells.Count > 0 ? spells[^1].From : null, To = spells.Count > 0 ? spells[^1].To : null,
            Revision = number, ChangedAt = now,
        };
        var revision = new RegisterRevision
        {
            AgencyId = order.AgencyId, Kind = order.Kind, Code = code, Number = number, On = Today, At = now,
            Actor = order.Actor, Source = change.Source ?? order.Source, Status = status, State = text,
        };
        return new(former, new() { Item = item, StateText = text, Spells = spells }, revision);
    }

    private ProvinceCode? ProvinceOf(JsonObject state) =>
        state.Str("province") is { } own ? new(own) : ParentOf(state)?.Item.Province;

    /// <summary>A desk lies where its office does, an operator where the desk does.</summary>
    private PictureItem? ParentOf(JsonObject state) =>
        state.Str("office") is { } office ? picture.Find(RegisterKind.Office, office)
        : state.Str("desk") is { } desk ? picture.Find(RegisterKind.Desk, desk)
        : null;

    private static bool IsCode(RegisterKind kind, string code) => kind switch
    {
        RegisterKind.Agency => AgencyCode.TryParse(code, null, out _),
        RegisterKind.Office => Scope.TryParse("office:0000/" + code, null, out _),
        _ => PersianText.IdKey(code).Length > 0 && code != PlaceOfDelivery.EveryOffice,
    };

    private static string CodeFault(RegisterKind kind) => kind switch
    {
        RegisterKind.Agency => "agency-code-malformed",
        RegisterKind.Office => "office-code-malformed",
        _ => "id-malformed",
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static ChangeResult Rejected(RecordChange change, Refusal refusal) => new(change.Index, change.Code, ChangeFate.Rejected, 0, [refusal]);
}
