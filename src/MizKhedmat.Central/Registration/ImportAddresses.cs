using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>Files of records over the API (API.md section 5): templates, uploads, their progress and errors, refused rows.</summary>
internal static class ImportAddresses
{
    private const int Page = 1_000;

    /// <summary>The file and some room for the other parts of the form.</summary>
    private const long MostBytes = SheetLimits.FileBytes + (64 * 1024);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGroup("").RequireApiScope("registry.write").MapGet("/templates/{kind}.xlsx", TemplateAsync);
        api.MapGroup("").RequireApiScope("intake.write").MapPost("/imports", SendAsync);
        var results = api.MapGroup("").RequireApiScope("receipts.read");
        results.MapGet("/imports/{id}", OneAsync);
        results.MapGet("/imports/{id}/errors.xlsx", ErrorsAsync);
    }

    /// <summary>The same files for the people of the agency.</summary>
    public static void MapPages(IEndpointRouteBuilder app)
    {
        var agency = app.MapGroup("/agency").RequireAuthorization(AccessRoom.Agency);
        agency.MapGet("/templates/{kind}.xlsx", (string kind, HttpContext context, Templates templates, CancellationToken ct) =>
            SignedIn.ScopeOf(context.User) is { Agency: { } code } scope && ImportKind.Find(kind) is { } known
                ? FileAsync(context, templates.FormAsync(scope, code, known, ct), $"{kind}-{code.Value}.xlsx")
                : Task.FromResult(Results.NotFound()));
        agency.MapGet("/imports/{id}/errors.xlsx", (string id, HttpContext context, Templates templates, CancellationToken ct) =>
            SignedIn.ScopeOf(context.User) is { Kind: ScopeKind.Agency, Agency: { } code } scope
                ? FileAsync(context, templates.ErrorsAsync(scope, code, id, ct), $"errors-{id}.xlsx")
                : Task.FromResult(Results.NotFound()));
        agency.MapGet("/imports/{id}/receipts/{receipt}.json", (string id, string receipt, HttpContext context, ImportList imports, CancellationToken ct) =>
            SignedIn.ScopeOf(context.User) is { Kind: ScopeKind.Agency, Agency: { } code } scope
                ? AnswerAsync(context, imports.AnswerAsync(scope, code, id, receipt, ct), $"{receipt}.json")
                : Task.FromResult(Results.NotFound()));
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, Task<byte[]?> reading, string name)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return await reading is { } bytes ? Results.File(bytes, "application/json", name) : Results.NotFound();
    }

    private static async Task<IResult> FileAsync(HttpContext context, Task<byte[]?> making, string name)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return await making is { } bytes ? Results.File(bytes, Templates.MediaType, name) : Results.NotFound();
    }

    private static async Task<IResult> TemplateAsync(string kind, HttpContext context, CallingAgency agency, Templates templates, CancellationToken ct) =>
        ImportKind.Find(kind) is { } known
            ? await FileAsync(context, templates.FormAsync(agency.Scope, agency.Code, known, ct), $"{kind}-{agency.Code.Value}.xlsx")
            : Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);

    private static async Task<IResult> ErrorsAsync(string id, HttpContext context, CallingAgency agency, Templates templates, CancellationToken ct) =>
        await templates.ErrorsAsync(agency.Scope, agency.Code, id, ct) is { } bytes
            ? Results.File(bytes, Templates.MediaType, $"errors-{id}.xlsx")
            : Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);

    private static async Task<IResult> SendAsync(HttpContext context, CallingAgency agency, ImportFile import, Intake.ReceiveBatch receive, CancellationToken ct)
    {
        if (ModeOf(context.Request.Query) is not { } mode)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("option-unknown"), context);
        }

        var (form, refusal, status) = await ReadAsync(context, ct);
        if (form is null)
        {
            return Problem.Of(status, refusal!, context);
        }

        if (form.Files.GetFile("file") is not { } file)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("import-file-missing", null, "/file"), context);
        }

        if (ImportKind.Find(form["kind"]) is not { } kind)
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("import-kind-unknown", null, "/kind"), context);
        }

        var order = new ImportOrder(agency.Id, agency.Code, kind, agency.Actor, file.FileName, mode);
        return await receive.AdmitAsync(context, agency, 1, async () =>
        {
            await using var upload = file.OpenReadStream();
            return Answer(context, await import.RunAsync(order, upload, ct));
        });
    }

    private static IResult Answer(HttpContext context, ImportAnswer answer)
    {
        if (answer.Job is not { } job)
        {
            var status = answer.Refusal!.Code == "file-too-large" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity;
            return Problem.Of(status, answer.Refusal with { Pointer = "/file" }, context);
        }

        context.Response.Headers.Location = "/api/v1/imports/" + job.Id;
        var body = new JsonObject { ["id"] = job.Id, ["state"] = NameOf(job.State) };
        if (answer.IsDuplicate)
        {
            body["duplicate"] = true;
        }

        return RegisterBody.Json(body, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> OneAsync(string id, string? after, HttpContext context, CallingAgency agency, ImportList imports, CancellationToken ct)
    {
        if (await imports.FindAsync(agency.Scope, agency.Code, id, ct) is not { } found)
        {
            return Problem.Of(StatusCodes.Status404NotFound, new("not-found"), context);
        }

        if (!TryCursor(after, out var last))
        {
            return Problem.Of(StatusCodes.Status400BadRequest, new("query-malformed"), context);
        }

        var faults = await imports.FaultsAsync(agency.Scope, agency.Code, id, last, Page, ct);
        var job = found.Job;
        var body = new JsonObject
        {
            ["id"] = job.Id, ["kind"] = job.Kind, ["state"] = NameOf(job.State), ["fileName"] = job.FileName, ["at"] = job.At, ["endedAt"] = job.EndedAt,
            ["rows"] = job.Rows, ["progress"] = found.Progress,
            ["counts"] = new JsonObject
            {
                ["created"] = job.Created, ["changed"] = job.Changed, ["unchanged"] = job.Unchanged, ["rejected"] = job.Rejected, ["warned"] = job.Warned,
            },
            ["receipts"] = new JsonArray([.. (await imports.ReceiptsAsync(agency.Scope, agency.Code, id, ct)).Select(r => (JsonNode)r.Receipt)]),
            ["fault"] = job.Fault is { } fault ? RegisterBody.OfReason(new(fault), "") : null,
            ["errors"] = new JsonArray([.. faults.SelectMany(f => f.Reasons.Select(r => (JsonNode)Of(f, r)))]),
            ["next"] = faults.Count == Page ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(faults[^1].Row.ToString(CultureInfo.InvariantCulture))) : null,
        };
        return RegisterBody.Json(body);
    }

    private static JsonObject Of(ImportFault fault, Refusal reason)
    {
        var (message, fix) = (RefusalTexts.Of(reason.Code), RefusalTexts.FixOf(reason.Code));
        return new()
        {
            ["row"] = fault.Row, ["status"] = fault.IsRefused ? "rejected" : "warned", ["code"] = reason.Code, ["record"] = fault.Code, ["field"] = reason.Pointer?.TrimStart('/'),
            ["message"] = RegisterBody.OfText(message.Fa, message.En), ["fix"] = RegisterBody.OfText(fix.Fa, fix.En), ["clause"] = reason.Clause,
        };
    }

    private static string NameOf(ImportState state) => state.ToString().ToLowerInvariant();

    private static bool TryCursor(string? cursor, out int after)
    {
        // Row 0 stands for the file as a whole: it comes first.
        after = -1;
        return cursor is null || (Base64Url.IsValid(cursor) && int.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out after));
    }

    private static async Task<(IFormCollection? Form, Refusal? Refusal, int Status)> ReadAsync(HttpContext context, CancellationToken ct)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > MostBytes)
        {
            return context.Request.HasFormContentType
                ? (null, new("file-too-large"), StatusCodes.Status413PayloadTooLarge)
                : (null, new("form-expected"), StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return (await context.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = MostBytes, ValueCountLimit = 16, MultipartHeadersCountLimit = 16 }, ct), null, 0);
        }
        catch (InvalidDataException e)
        {
            return e.Message.Contains("length limit", StringComparison.Ordinal)
                ? (null, new("file-too-large"), StatusCodes.Status413PayloadTooLarge)
                : (null, new("request-unreadable"), StatusCodes.Status400BadRequest);
        }
        catch (IOException) when (!ct.IsCancellationRequested)
        {
            return (null, new("request-unreadable"), StatusCodes.Status400BadRequest);
        }
    }

    private static ImportMode? ModeOf(IQueryCollection query)
    {
        if (query.Any(q => q.Key is not ("validateOnly" or "atomic") || q.Value.Count != 1))
        {
            return null;
        }

        return (query["validateOnly"].ToString(), query["atomic"].ToString()) switch
        {
            ("true", "" or "record" or "all") => ImportMode.Preview,
            ("" or "false", "all") => ImportMode.AllOrNothing,
            ("" or "false", "" or "record") => ImportMode.GoodRows,
            _ => null,
        };
    }
}
