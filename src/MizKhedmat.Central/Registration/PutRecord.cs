using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Registration;

/// <summary>
/// An agency puts one record of its own register (API.md section 5): the body is the full state, a repeated PUT is
/// unchanged. <c>If-Match: "3"</c> refuses when another revision is in force, <c>If-Match: *</c> when there is none (RFC 9110
/// section 13.1.1), <c>If-None-Match: *</c> when there is one.
/// </summary>
public sealed class PutRecord(ChangeRegister register, ReceiveBatch receive)
{
    /// <summary>Refusals that come from the state of things, not from what was sent: 409.</summary>
    private static readonly string[] Conflicts =
        ["changed-meanwhile", "has-open-requests", "office-has-open-desks", "spell-over", "spell-overlaps"];

    internal static void Map(RouteGroupBuilder registry) => registry.MapPut(
        "/{kind}/{code}",
        (string kind, string code, HttpContext context, CallingAgency agency, PutRecord put, CancellationToken ct) => put.HandleAsync(kind, code, context, agency, ct));

    private async Task<IResult> HandleAsync(string kind, string code, HttpContext context, CallingAgency agency, CancellationToken ct)
    {
        if (RegisterKinds.Find(kind) is not { } known || RegisterKinds.IsCentral(known))
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        if (ValidateOnly(context.Request.Query) is not { } validateOnly)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("option-unknown"), context);
        }

        if (!TryExpected(context.Request, out var expected))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("precondition-malformed"), context);
        }

        if (PushBody.FaultOf(context.Request) is var (status, refusal))
        {
            return Problem.Of(status, refusal, context);
        }

        (var body, status, var unread) = await receive.BodyAsync(context, agency);
        return body is null
            ? ReceiveBatch.Refused(context, status, unread!)
            : await ReadAsync(new(agency.Id, known, agency.Actor, "api") { ValidateOnly = validateOnly }, code, expected, body, context, agency, ct);
    }

    private async Task<IResult> ReadAsync(
        ChangeOrder order, string code, Condition expected, byte[] body, HttpContext context, CallingAgency agency, CancellationToken ct)
    {
        var (document, fault) = StrictJson.Read(body);
        using (document)
        {
            var faults = fault is not null ? [fault] : StrictJson.CheckOne(document!.RootElement, RegisterSchema.Of(order.Kind));
            if (faults.Count == 0 && document!.RootElement.TryGetProperty("code"u8, out var own) && PersianText.Canonical(own.GetString()!, TextField.Id) != PersianText.Canonical(code, TextField.Id))
            {
                return Problem.Of(StatusCodes.Status422UnprocessableEntity, new("code-of-other-record", null, "/code"), context);
            }

            return faults.Count > 0
                ? Problem.Of(
                    StatusCodes.Status400BadRequest, new(faults[0].Code, faults[0].Clause), context,
                    [.. faults.Select(f => new ProblemFault(f.Pointer, f.Code))])
                : await receive.AdmitAsync(context, agency, 1, () => StoreAsync(order, new(0, code, document!.RootElement) { ExpectedRevision = expected.Revision, MustExist = expected.MustExist }, context, ct));
        }
    }

    private async Task<IResult> StoreAsync(ChangeOrder order, RecordChange change, HttpContext context, CancellationToken ct)
    {
        var result = (await register.RunAsync(order, [change], ct))[0];
        if (result.Revision > 0)
        {
            context.Response.Headers.ETag = RegisterBody.TagOf(result.Revision);
        }

        if (result.Fate == ChangeFate.Rejected)
        {
            var status = result.Reasons[0].Code == "record-missing" ? StatusCodes.Status412PreconditionFailed
                : result.Reasons.All(r => Conflicts.Contains(r.Code)) ? StatusCodes.Status409Conflict
                : StatusCodes.Status422UnprocessableEntity;
            return Problem.Of(
                status,
                new(result.Reasons[0].Code, result.Reasons[0].Clause), context,
                [.. result.Reasons.Select(r => new ProblemFault(r.Pointer ?? "", r.Code))]);
        }

        var isCreated = result.IsNew && !order.ValidateOnly;
        if (isCreated)
        {
            context.Response.Headers.Location = $"/api/v1/registry/{RegisterKinds.NameOf(order.Kind)}/{Uri.EscapeDataString(result.Code)}";
        }

        return RegisterBody.Json(RegisterBody.OfResult(result), isCreated ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static bool? ValidateOnly(IQueryCollection query) => query.Count == 0 ? false
        : query.Count == 1 && query.TryGetValue("validateOnly", out var value) && value.Count == 1 && value[0] is "true" or "false" ? query["validateOnly"] == "true"
        : null;

    private static bool TryExpected(HttpRequest request, out Condition expected)
    {
        expected = default;
        var (match, noneMatch) = (request.Headers[HeaderNames.IfMatch], request.Headers[HeaderNames.IfNoneMatch]);
        if (noneMatch.Count > 0)
        {
            expected = new(0, false);
            return match.Count == 0 && noneMatch.ToString() == "*";
        }

        if (match.Count == 0)
        {
            return true;
        }

        var tag = match.ToString();
        var isNumber = int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        expected = tag == "*" ? new(null, true) : new(number, false);
        return tag == "*" || (isNumber && number > 0 && tag == RegisterBody.TagOf(number));
    }

    /// <summary>The revision that the sender saw: 0 = there was none, null = he does not say; or that there must be one.</summary>
    private readonly record struct Condition(int? Revision, bool MustExist);
}
