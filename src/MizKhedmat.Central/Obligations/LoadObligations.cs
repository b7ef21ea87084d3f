using System.Text.Json;
using System.Text.Json.Serialization;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Obligations;

/// <summary>Takes the law texts and the catalogue of duties from obligations.json; a row that is gone is withdrawn, never deleted.</summary>
public static class LoadObligations
{
    internal sealed record File(IReadOnlyList<InstrumentRow> Instruments, IReadOnlyList<JsonElement> Items);

    internal sealed record InstrumentRow(
        string Id, string? Number, [property: JsonPropertyName("date_gregorian")] DateOnly? IssuedOn, string TitleFa, string TitleEn,
        string Status, bool TextKnown, string? Note);

    internal sealed record Row(
        string Id, string Kind, string TitleFa, string TitleEn, IReadOnlyList<string> LegalBasis, IReadOnlyList<string> Obliged,
        string Status, string Feature, JsonElement? Schedule = null, DateOnly? NominalDueGregorian = null,
        DateOnly? RolledDueGregorian = null, DateOnly? EffectiveDueGregorian = null);

    public static Task<bool> RunAsync(ReferenceLoad load, CancellationToken ct) => load.OnceAsync(
        "obligations.json",
        async (db, file, inner) =>
        {
            var content = file.As<File>();
            await db.MergeAsync<InstrumentRow, Instrument, string>(
                content.Instruments, row => row.Id, i => i.Id, (row, _) => Make(row), gone => gone.WithdrawnOn ??= load.Today, inner);
            var items = content.Items.Select(item => (Row: item.Deserialize<Row>(SeedData.Json)!, Document: item)).ToList();
            await db.MergeAsync<(Row Row, JsonElement Document), Obligation, string>(
                items, item => item.Row.Id, o => o.Id, (item, _) => Make(item.Row, item.Document), gone => gone.WithdrawnOn ??= load.Today, inner);
        },
        ct);

    private static Instrument Make(InstrumentRow row) => new()
    {
        Id = row.Id,
        Number = row.Number,
        IssuedOn = row.IssuedOn,
        TitleFa = row.TitleFa,
        TitleEn = row.TitleEn,
        Status = row.Status,
        TextKnown = row.TextKnown,
        Note = row.Note,
    };

    private static Obligation Make(Row row, JsonElement document) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        TitleFa = row.TitleFa,
        TitleEn = row.TitleEn,
        LegalBasis = string.Join(' ', row.LegalBasis),
        Obliged = string.Join(' ', row.Obliged),
        Status = row.Status,
        Feature = row.Feature,
        Schedule = row.Schedule is { } schedule ? JsonText.Compact(schedule) : null,
        NominalDueOn = row.NominalDueGregorian,
        RolledDueOn = row.RolledDueGregorian,
        EffectiveDueOn = row.EffectiveDueGregorian,
        Document = JsonText.Compact(document),
    };
}
