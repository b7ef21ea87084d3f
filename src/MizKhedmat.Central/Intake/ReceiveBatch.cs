using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// What every batch goes through before its records are looked at (API.md section 3): options, key, size, one push of a key
/// at a time, strict JSON of the agreed shape, number of records, the client's hour and the centre's own load.
/// </summary>
public sealed class ReceiveBatch(PushesInFlight inFlight, Admission admission)
{
    private const string OverloadedCode = "overloaded";

    /// <summary>Stores the records of a lawful batch by <paramref name="storeAsync"/>, or answers with what is wrong with it.</summary>
    internal async Task<IResult> HandleAsync(
        HttpContext context, CallingAgency agency, string route,
        Func<JsonElement, MemberSet> membersOf, Func<PushRequest, JsonElement, Task<IResult>> storeAsync, int groupedUpTo = 0)
    {
        var (push, status, refusal) = await PushRequest.ReadAsync(context, route, () => BodyAsync(context, agency));
        if (push is null)
        {
            return Refused(context, status, refusal!);
        }

        using var turn = inFlight.Enter(agency.ClientId, route, push.IdempotencyKey);
        if (turn is null)
        {
            context.Response.Headers.RetryAfter = "1";
            return Problem.Of(StatusCodes.Status409Conflict, new("push-in-flight"), context);
        }

        var (document, fault) = StrictJson.Read(push.Body);
        using (document)
        {
            var faults = fault is not null ? [fault] : StrictJson.CheckBatch(document!.RootElement, membersOf);
            if (faults.Count > 0)
            {
                return Problem.Of(
                    StatusCodes.Status400BadRequest, new(faults[0].Code, faults[0].Clause), context,
                    [.. faults.Select(f => new ProblemFault(f.Pointer, f.Code))]);
            }

            var records = document!.RootElement.GetProperty("records"u8);
            return records.GetArrayLength() > PushRequest.MaxRecords
                ? Problem.Of(StatusCodes.Status413PayloadTooLarge, new("too-many-records"), context)
                : await AdmitAsync(
                    context, agency, records.GetArrayLength(), () => storeAsync(push, records),
                    isGrouped: !push.ValidateOnly && records.GetArrayLength() <= groupedUpTo);
        }
    }

    /// <summary>The inflated body, read when there is room for it; else why not, with the status.</summary>
    internal Task<(byte[]? Body, int Status, Refusal? Refusal)> BodyAsync(HttpContext context, CallingAgency agency)
    {
        var room = admission.RoomForBody(agency.Id, PushBody.PlainLengthOf(context.Request));
        if (room is null)
        {
            return Task.FromResult<(byte[]?, int, Refusal?)>((null, StatusCodes.Status503ServiceUnavailable, new(OverloadedCode)));
        }

        // Held until the answer has left: so long its bytes are in memory.
        context.Response.RegisterForDispose(room);
        context.Features.Set(room);
        return PushBody.ReadAsync(context, room);
    }

    /// <summary>
    /// Works on so many records as soon as the client's hour and the centre's load allow it, else 429 or 503. What shares a
    /// commit with others (<paramref name="isGrouped"/>) stands in their queue instead of taking a turn of its own.
    /// </summary>
    internal async Task<IResult> AdmitAsync(HttpContext context, CallingAgency agency, int count, Func<Task<IResult>> storeAsync, bool isGrouped = false)
    {
        if (isGrouped)
        {
            return await WithinHourAsync(context, agency, count, storeAsync);
        }

        var hasRoom = admission.IsBatch(context.Features.Get<FairRoom.Share>());
        using var room = hasRoom ? null : admission.RoomForBatch(agency.Id);
        using var turn = hasRoom || room is not null ? await admission.TurnAsync(agency.Id, context.RequestAborted) : null;
        return turn is null ? Overloaded(context) : await WithinHourAsync(context, agency, count, storeAsync);
    }

    /// <summary>Says why a body or its headers were not taken.</summary>
    internal static IResult Refused(HttpContext context, int status, Refusal refusal) =>
        status == StatusCodes.Status503ServiceUnavailable ? Overloaded(context) : Problem.Of(status, refusal, context);

    /// <summary>Counts the records last, so that no refused push uses up the client's hour; the headers tell of what ran out.</summary>
    private async Task<IResult> WithinHourAsync(HttpContext context, CallingAgency agency, int count, Func<Task<IResult>> storeAsync)
    {
        if (admission.Exceeded(agency.ClientId, count) is not { } hour)
        {
            return await storeAsync();
        }

        var headers = context.Response.Headers;
        (headers["RateLimit-Limit"], headers["RateLimit-Remaining"], headers["RateLimit-Reset"]) = (Text(hour.Limit), Text(hour.Left), Text(hour.Seconds));
        return Later(context, StatusCodes.Status429TooManyRequests, "records-limited", hour.Seconds);
    }

    /// <summary>503 with a moment to wait that is not the same for everybody.</summary>
    private static IResult Overloaded(HttpContext context) =>
        Later(context, StatusCodes.Status503ServiceUnavailable, OverloadedCode, Random.Shared.Next(1, 6));

    private static IResult Later(HttpContext context, int status, string code, int seconds)
    {
        context.Response.Headers.RetryAfter = Text(seconds);
        return Problem.Of(status, new Refusal(code), context);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
