using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// The forms of the circular that follow from the register: Form 1 (which service is given where, with what lies outside the
/// desk and why: faq-1397/Q14, Q15, Q21) and the worksheet of one service (edesk-1397/W). Layouts are ours: none is known.
/// </summary>
public sealed class ExportForms(IDbContextFactory<CentralDb> dbs, RegisterRecords records, RegisterList list, ReferenceNames references, TimeProvider clock)
{
    private const string Yes = "✓";

    private sealed record Placed(PlaceOfDelivery Place, RegisterLine? Service, RegisterLine? Office);

    /// <summary>Null for an agency that the scope does not see; a province sees its own offices and what holds everywhere.</summary>
    public async Task<byte[]?> Form1Async(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        if (await records.FindAsync(scope, null, RegisterKind.Agency, agency.Value, ct) is not { } owner)
        {
            return null;
        }

        var placed = await PlacedAsync(scope, agency, ct);
        var names = await references.ReadAsync(scope, ct);
        var title = $"{owner.Line.Title} ({agency.Value})";
        var (desk, outside) = (placed.Where(p => p.Place.Place != DeliveryPlace.Outside).ToList(), placed.Where(p => p.Place.Place == DeliveryPlace.Outside).ToList());
        return SheetWriting.Bytes(new(
        [
            new(Word("form1.desk"), [.. Heads(), Head("choice.place.electronic"), Head("choice.place.in-person"), Head("choice.place.counter-office")], desk.Select((p, i) => OnDesk(i + 1, p, names)))
            {
                TitleLines = [$"{Word("form1.desk")} – {title}", Word("form1.desk-note")],
            },
            new(Word("form1.outside"), [.. Heads(), Head("field.reasonCode"), Head("form1.outcome"), Head("form1.until"), new(Word("field.reason"), Width: 60)], outside.Select((p, i) => Outside(i + 1, p, names)))
            {
                TitleLines = [$"{Word("form1.outside")} – {title}"],
            },
            ExportTable.Notes(ExportTable.NotesOf("Form 1", scope.ToString(), clock.UtcNow(), placed.Count, placed.Count, hasPersonal: false)),
        ]));
    }

    /// <summary>Null when the scope sees no such service.</summary>
    public async Task<byte[]?> WorksheetAsync(Scope scope, AgencyCode agency, string service, CancellationToken ct)
    {
        if (await records.FindAsync(scope, agency, RegisterKind.Service, service, ct) is not { } found)
        {
            return null;
        }

        var sheets = await list.ReadAsync(scope, new(RegisterKind.InformationSheet) { Agency = agency, Parent = service, WithClosed = true, PageSize = 1 }, ct);
        var lists = new TemplateLists(await references.ReadAsync(scope, ct), new Dictionary<RegisterKind, IReadOnlyList<RegisterChoice>>(), clock.TodayInTehran());
        return SheetWriting.Bytes(new(
        [
            Page("worksheet.certificate", found.Line, [("field.code", found.Line.Code), ("export.agency", $"{found.Line.AgencyFa} ({agency.Value})"), ("field.status", RegisterWords.OfStatus(found.Line.Status).Fa)], RegisterKind.Service, lists),
            sheets.Lines.Count > 0
                ? Page("worksheet.sheet", sheets.Lines[0], [], RegisterKind.InformationSheet, lists)
                : ExportTable.Notes([(Word("worksheet.sheet"), Word("worksheet.no-sheet"))]) with { Title = Word("worksheet.sheet"), OnA4 = true },
        ]));
    }

    private static SheetTable Page(string title, RegisterLine line, IEnumerable<(string Key, string Value)> before, RegisterKind kind, TemplateLists lists) => new(
        Word(title), [Head("export.item") with { Width = 30 }, Head("export.value") with { Width = 62 }],
        [
            .. before.Select(b => Pair(Word(b.Key), b.Value)),
            .. RegisterFields.Of(kind).Select(f => Pair(RegisterWords.OfField(kind, f.Name).Fa, lists.CellOf(f, line.State[f.Name]) ?? (f.Name == "serviceCode" ? RegisterWords.OfStatus(RegisterStatus.Pending).Fa : "—"))),
        ])
    {
        TitleLines = [$"{Word(title)} – {line.Title}"], Filter = false, OnA4 = true,
    };

    private static SheetLine Pair(string item, object value) => new([item, value], CellLook.Wrapped);

    private async Task<List<Placed>> PlacedAsync(Scope scope, AgencyCode agency, CancellationToken ct)
    {
        var services = (await list.AllAsync(scope, new(RegisterKind.Service) { Agency = agency, Order = RegisterOrder.Code }, ct)).ToDictionary(l => l.Code, StringComparer.Ordinal);
        var offices = (await list.AllAsync(scope, new(RegisterKind.Office) { Agency = agency }, ct)).ToDictionary(l => l.Code, StringComparer.Ordinal);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var agencies = db.Agencies;
        var places = await db.PlacesOfDelivery.AsNoTracking()
            .Where(p => p.To == null && agencies.Any(a => a.Id == p.AgencyId && a.Code == agency)).OrderBy(p => p.Service).ThenBy(p => p.Office).ToListAsync(ct);
        return [.. places.Where(p => services.ContainsKey(p.Service) && (p.Office == PlaceOfDelivery.EveryOffice || offices.ContainsKey(p.Office)))
            .Select(p => new Placed(p, services[p.Service], offices.GetValueOrDefault(p.Office)))];
    }

    private static IEnumerable<SheetColumn> Heads() =>
    [
        Head("form1.row") with { Type = CellType.Whole, Width = 7 }, Head("field.serviceCode"), Head("form1.ownCode"), Head("field.title") with { Width = 40 }, Head("field.audience"),
        Head("field.office") with { Width = 30 }, Head("field.province"), Head("field.county"),
    ];

    private static object?[] Common(int number, Placed placed, ReferenceTable names) =>
    [
        number, placed.Service!.State.Str("serviceCode") ?? RegisterWords.OfStatus(RegisterStatus.Pending).Fa, placed.Place.Service, placed.Service.Title,
        placed.Service.State.Str("audience") is { } audience ? RegisterWords.OfChoice("audience", audience).Fa : null,
        placed.Office is { } office ? $"{office.Code}{RecordText.LabelMark}{office.Title}" : TemplateLists.EveryOffice,
        names.Province(placed.Office?.Province?.Value)?.NameFa, names.County(placed.Office?.County?.Value)?.NameFa,
    ];

    /// <summary>Both channels are one tick, in the electronic column.</summary>
    private static SheetLine OnDesk(int number, Placed placed, ReferenceTable names) => new(
    [
        .. Common(number, placed, names), placed.Place.Place == DeliveryPlace.Electronic ? Yes : null, placed.Place.Place == DeliveryPlace.InPerson ? Yes : null,
        placed.Place.Place == DeliveryPlace.CounterOffice ? Yes : null,
    ]);

    private static SheetLine Outside(int number, Placed placed, ReferenceTable names) => new(
    [
        .. Common(number, placed, names), placed.Place.ReasonCode is { } code ? RegisterWords.OfChoice("reasonCode", code).Fa : null,
        RegisterWords.OfStatus(placed.Place.Standing switch { OutsideStanding.Accepted => RegisterStatus.Accepted, OutsideStanding.Rejected => RegisterStatus.Rejected, _ => RegisterStatus.Submitted }).Fa,
        (placed.Place.Standing == OutsideStanding.Rejected ? placed.Place.MoveBy : placed.Place.AcceptedUntil) is { } day ? JalaliDate.Of(day).ToString() : null,
        placed.Place.Reason,
    ]);

    private static SheetColumn Head(string key) => new(Word(key), Width: 16);

    private static string Word(string key) => key.StartsWith("choice.place.", StringComparison.Ordinal) ? RegisterWords.OfChoice("place", key[13..]).Fa : RegisterWords.Of(key).Fa;
}
