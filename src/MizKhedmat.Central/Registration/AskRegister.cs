using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// An agency reads its own register back: lists, one record, its history, and the list as it was on a day. Another agency's
/// record answers like a missing one.
/// </summary>
internal static class AskRegister
{
    private const int DefaultLimit = 100;

    /// <summary>What can be read can be asked for without its body (RFC 9110 section 9.3.2); the server leaves the body out.</summary>
    internal static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    private static readonly string[] InstantFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static void Map(RouteGroupBuilder registry)
    {
        registry.MapMethods("/{kind:regex(^[a-z-]+$)}", Read, ListAsync);
        registry.MapMethods("/{kind}/{code}", Read, OneAsync);
    }

    private static async Task<IResult> ListAsync(
        string kind, HttpContext context, CallingAgency agency, RegisterList list, RegisterRecords records, TimeProvider clock, CancellationToken ct)
    {
        if (RegisterKinds.Find(kind) is not { } known)
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        var (query, refusal) = QueryOf(context.Request.Query, known, clock.TodayInTehran());
        if (query is null)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, refusal!, context);
        }

        query = query with { Agency = RegisterKinds.IsCentral(known) ? null : agency.Code };
        var page = await list.ReadAsync(agency.Scope, query, ct);
        var spells = await records.SpellsAsync(agency.Scope, agency.Code, known, [.. page.Lines.Select(l => l.Code)], ct);
        return RegisterBody.Json(new JsonObject
        {
            ["items"] = new JsonArray([.. page.Lines.Select(line => (JsonNode)RegisterBody.OfLine(known, line, spells[line.Code]))]),
            ["next"] = page.Total > page.Lines.Count ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(page.Lines[^1].Code)) : null,
        });
    }

    private static async Task<IResult> OneAsync(
        string kind, string code, HttpContext context, CallingAgency agency, RegisterRecords records, TimeProvider clock, CancellationToken ct)
    {
        if (TellingOf(context.Request.Query, clock.TodayInTehran()) is not var (withHistory, day))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("query-malformed"), context);
        }

        var record = RegisterKinds.Find(kind) is { } known && PersianText.Canonical(code, TextField.Id) is { } own
            ? await records.FindAsync(agency.Scope, agency.Code, known, own, ct, day)
            : null;
        if (record is null)
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        var found = RegisterKinds.Find(kind)!.Value;
        var body = RegisterBody.OfLine(found, record.Line, record.Spells);
        if (withHistory)
        {
            body["history"] = RegisterBody.OfHistory(found, record.History);
        }

        context.Response.Headers.ETag = RegisterBody.TagOf(record.Line.Revision);
        return RegisterBody.Json(body);
    }

    /// <summary>What is asked for, closed records included unless a day is named; or the part of the query that is malformed.</summary>
    private static (RegisterQuery? Query, Refusal? Refusal) QueryOf(IQueryCollection asked, RegisterKind kind, DateOnly today)
    {
        var query = new RegisterQuery(kind) { Order = RegisterOrder.Code, WithClosed = true, PageSize = DefaultLimit };
        foreach (var (name, values) in asked)
        {
            var value = PersianText.FoldDigits(values.ToString());
            var read = name switch
            {
                "limit" when Number(value) is { } limit => query with { PageSize = limit },
                "cursor" when AfterOf(value) is { } after => query with { After = after },
                "q" when value.Length <= 200 => query with { Text = value },
                "asOf" or "asOfJalali" when PastDay(name, value, today) is { } day => query with { AsOf = day, WithClosed = false },
                "changedSince" when InstantOf(value) is { } since => query with { ChangedSince = since },
                _ => null,
            };
            if (read is null)
            {
                return (null, new("query-malformed", null, "/" + name));
            }

            query = read;
        }

        return asked.ContainsKey("asOf") && asked.ContainsKey("asOfJalali") ? (null, new("query-malformed", null, "/asOfJalali")) : (query, null);
    }

    /// <summary>What is told of one record: its history too, and the day as of which; null when the query says anything else.</summary>
    private static (bool WithHistory, DateOnly? Day)? TellingOf(IQueryCollection asked, DateOnly today)
    {
        var (withHistory, day) = (false, (DateOnly?)null);
        foreach (var (name, values) in asked)
        {
            var value = PersianText.FoldDigits(values.ToString());
            var isRead = name switch
            {
                "history" => value is "true" or "false",
                "asOf" or "asOfJalali" => day is null && (day = PastDay(name, value, today)) is not null,
                _ => false,
            };
            if (!isRead)
            {
                return null;
            }

            withHistory |= name == "history" && value == "true";
        }

        return (withHistory, day);
    }

    /// <summary>A day that is not to come, Gregorian or Jalali as its name says.</summary>
    private static DateOnly? PastDay(string name, string value, DateOnly today)
    {
        var day = name == "asOf" ? DayOf(value) : JalaliDate.TryParse(value, out var jalali) ? jalali.ToDateOnly() : null;
        return day <= today ? day : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= RegisterList.MaxPageSize ? number : null;

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1700 ? day : null;

    /// <summary>With offset; a plus sign that the sender did not escape has become a blank on its way.</summary>
    private static DateTime? InstantOf(string text)
    {
        var iso = text.Replace(' ', '+');
        var hasOffset = iso.EndsWith('Z') || iso.LastIndexOfAny(['+', '-']) > iso.IndexOf('T', StringComparison.Ordinal);
        return hasOffset && DateTimeOffset.TryParseExact(iso, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && instant.Year >= 1700
            ? instant.UtcDateTime
            : null;
    }

    private static string? AfterOf(string cursor)
    {
        try
        {
            return PersianText.Canonical(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)), TextField.Id);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
