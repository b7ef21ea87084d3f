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
    /// <summary>Stores the records of a lawful batch by <paramref name="storeAsync"/>, or answers with what is wrong with it.</summary>
    internal async Task<IResult> HandleAsync(
        HttpContext context, CallingAgency agency, string route,
        Func<JsonElement, MemberSet> membersOf, Func<PushRequest, JsonElement, Task<IResult>> storeAsync, int groupedUpTo = 0)
    {
        var (push, status, refusal) = await PushRequest.ReadAsync(context, route);
        if (push is null)
        {
            return Problem.Of(status, refusal!, context);
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

    /// <summary>
    /// Works on so many records as soon as the client's hour and the centre's load allow it, else 429 or 503. What shares a
    /// commit with others (<paramref name="isGrouped"/>) stands in their queue instead of taking a turn of its own.
    /// </summary>
    internal async Task<IResult> AdmitAsync(HttpContext context, CallingAgency agency, int count, Func<Task<IResult>> storeAsync, bool isGrouped = false)
    {
        if (admission.SecondsUntil(agency.ClientId, count) is { } seconds)
        {
            return Later(context, StatusCodes.Status429TooManyRequests, "records-limited", seconds);
        }

        if (isGrouped)
        {
            return await storeAsync();
        }

        using var turn = await admission.TurnAsync(context.RequestAborted);
        return turn is null ? Overloaded(context) : await storeAsync();
    }

    /// <summary>503 with a moment to wait that is not the same for everybody.</summary>
    internal static IResult Overloaded(HttpContext context) =>
        Later(context, StatusCodes.Status503ServiceUnavailable, "overloaded", Random.Shared.Next(1, 6));

    private static IResult Later(HttpContext context, int status, string code, int seconds)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problem.Of(status, new Refusal(code), context);
    }
}
