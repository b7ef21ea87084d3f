using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Dashboards.Parts;

namespace MizKhedmat.Dashboards.Public;

/// <summary>The same answer as the tracking page in plain text, for messengers, phone menus and call centres (386059/4-6c).</summary>
internal static class TrackText
{
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/track.txt", HandleAsync);

    private static async Task<ContentHttpResult> HandleAsync(string? id, PublicTracking tracking, CancellationToken ct)
    {
        var folded = TrackingId.Fold(id ?? "");
        if (TrackingId.Fault(folded) is { } fault)
        {
            return Text(Words.T(fault, Fa.Plain(TrackingId.Length), Fa.Plain(folded.Length)), StatusCodes.Status400BadRequest);
        }

        return await tracking.ReadAsync(Scope.National, folded, ct) is { } request
            ? Text(Told(request), StatusCodes.Status200OK)
            : Text(Words.T("track-unknown"), StatusCodes.Status404NotFound);
    }

    internal static string Told(TrackedRequest request)
    {
        var text = new StringBuilder();
        void Line(string key, string? value) => _ = value is null ? text : text.Append(Words.T(key)).Append(": ").Append(value).Append('\n');
        Line("central-id", TrackingId.Grouped(request.CentralTrackingId));
        Line("agency", Words.Named(request.AgencyFa, request.AgencyEn));
        Line("service", request.ServiceFa);
        Line("state", Words.T("state-" + request.State));
        Line("accepted-at", request.AcceptedAt is { } accepted ? Fa.LongDateTime(accepted) : null);
        Line("promised-time", request.PromisedUntil is { } promised ? Fa.LongDateTime(promised) : null);
        if (request is { AnsweredAt: null, State: not (RequestState.Closed or RequestState.Cancelled) } && request.PromisedUntil < request.AsOf)
        {
            text.Append(Words.T("promise-passed")).Append('\n');
        }

        Line("answered-at", request.AnsweredAt is { } answered ? Fa.LongDateTime(answered) : null);
        foreach (var happened in request.Events.OrderBy(e => e.At))
        {
            text.Append(Fa.DateAndTime(happened.At)).Append(" – ").Append(Words.T("event-" + happened.Type));
            text.Append(happened.Title is { Length: > 0 } title ? $": {title}" : "").Append(happened.ResponsiblePost is { Length: > 0 } post ? $" – {post}" : "").Append('\n');
        }

        return (request.IsDemo ? text.Append(Words.T("demo-row")).Append('\n') : text).ToString();
    }

    private static ContentHttpResult Text(string text, int status) => TypedResults.Text(text, "text/plain", Encoding.UTF8, status);
}
