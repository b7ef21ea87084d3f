using System.Security.Cryptography;
using System.Text.Json;
using static MizKhedmat.Scoring.EditionJson;

namespace MizKhedmat.Scoring;

/// <summary>Writes the facts of an edition, with all their digits: everything is computed from them again.</summary>
internal sealed class EditionFacts(EditionInput input)
{
    private readonly Dictionary<string, EditionCell> places = input.Places.ToDictionary(p => p.Unit, StringComparer.Ordinal);

    public void Write(Utf8JsonWriter writer)
    {
        var method = input.Agencies.Method;
        writer.WriteStartObject();
        Strings(writer, "codes", method.Indicators.Select(i => i.Code));
        writer.WriteStartArray("agencies");
        for (var unit = 0; unit < input.Agencies.Count; unit++)
        {
            AgencyFacts(writer, unit);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("cells");
        for (var unit = 0; unit < (input.Cells?.Count ?? 0); unit++)
        {
            CellFacts(writer, unit);
        }

        writer.WriteEndArray();
        Strings(writer, "governor_codes", method.Province?.Governor.Select(g => g.Code) ?? []);
        writer.WriteStartArray("governors");
        foreach (var province in input.Governors.Keys.Order(StringComparer.Ordinal))
        {
            GovernorFacts(writer, province);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("national_requests");
        foreach (var (agency, requests) in input.NationalRequests.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            Raw(writer, agency, CanonicalJson.Exact(requests));
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Seal of an agency's row: which row was changed is seen by the first 16 digits of its hash.</summary>
    public string SealOfAgency(int unit) => Seal(w => AgencyFacts(w, unit));

    /// <summary>Seal of a cell's row.</summary>
    public string SealOfCell(int unit) => Seal(w => CellFacts(w, unit));

    /// <summary>Seal of a province's row of governor's parts.</summary>
    public string SealOfGovernor(string province) => Seal(w => GovernorFacts(w, province));

    /// <summary>Where a unit of the cells is.</summary>
    public EditionCell PlaceOf(string unit) => places[unit];

    /// <summary>Members in ordinal order: the bytes are the canonical form that the seal is made of.</summary>
    private void AgencyFacts(Utf8JsonWriter writer, int unit)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("cells");
        Row(writer, input.Agencies.Row(unit), input.Agencies.Method.Indicators);
        writer.WriteString("unit", input.Agencies.Units[unit]);
        writer.WriteEndObject();
    }

    private void CellFacts(Utf8JsonWriter writer, int unit)
    {
        var place = places[input.Cells!.Units[unit]];
        writer.WriteStartObject();
        writer.WriteString("agency", place.Agency);
        writer.WritePropertyName("cells");
        Row(writer, input.Cells.Row(unit), input.Cells.Method.Indicators);
        writer.WriteString("province", place.Province);
        Raw(writer, "requests", CanonicalJson.Exact(place.Requests));
        writer.WriteEndObject();
    }

    private void GovernorFacts(Utf8JsonWriter writer, string province)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("cells");
        Row(writer, input.Governors[province].ToArray(), input.Agencies.Method.Province?.Governor ?? []);
        writer.WriteString("province", province);
        writer.WriteEndObject();
    }

    /// <summary>[x, n] or [x] by estimator; the word of the status where there is no value.</summary>
    private static void Row(Utf8JsonWriter writer, ReadOnlySpan<Cell> row, IReadOnlyList<IndicatorRule> rules)
    {
        writer.WriteStartArray();
        for (var i = 0; i < rules.Count; i++)
        {
            if (row[i].Status != CellStatus.Value)
            {
                writer.WriteStringValue(CellJson.Word(row[i].Status));
                continue;
            }

            writer.WriteStartArray();
            writer.WriteRawValue(CanonicalJson.Exact(row[i].X));
            if (CellJson.Names(rules[i].Estimator).N is not null)
            {
                writer.WriteRawValue(CanonicalJson.Exact(row[i].N));
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static string Seal(Action<Utf8JsonWriter> write) => Convert.ToHexStringLower(SHA256.HashData(Bytes(write).WrittenSpan))[..16];
}
