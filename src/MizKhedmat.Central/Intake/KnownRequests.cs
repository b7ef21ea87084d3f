using System.Runtime.InteropServices;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Intake;

/// <summary>
/// What is stored of the requests that pushes touch. Of nearly all the state is enough, because their new events continue a
/// plain course; only of the others all events are read.
/// </summary>
internal sealed class KnownRequests
{
    private readonly Dictionary<(int AgencyId, string Key), ServiceRequest> requests;
    private readonly Dictionary<(int AgencyId, string Key), PlainCourse?> courses;
    private readonly ILookup<long, RequestEvent> histories;

    private KnownRequests(
        Dictionary<(int, string), ServiceRequest> requests, Dictionary<(int, string), PlainCourse?> courses, ILookup<long, RequestEvent> histories)
    {
        this.requests = requests;
        this.courses = courses;
        this.histories = histories;
    }

    /// <param name="writing">The transaction.</param>
    /// <param name="pushes">Whose requests.</param>
    /// <param name="withHistories">
    /// Reads all events of every stored request. Without it a plain course is continued on trust: a new event comes after all
    /// stored ones, so that it cannot be one of them, and only another one of the same id can stand in its way. The table's key
    /// tells that.
    /// </param>
    /// <param name="ct">Cancels.</param>
    public static async Task<KnownRequests> ReadAsync(IBulkTransaction writing, IReadOnlyList<PushWork> pushes, bool withHistories, CancellationToken ct)
    {
        var keys = pushes.SelectMany(p => p.Events.Select(e => (p.Agency.Id, e.TrackingKey))).ToHashSet();
        var read = keys.Count == 0 ? [] : await writing.ReadAsync<ServiceRequest>(
            [(nameof(ServiceRequest.AgencyId), keys.Select(k => k.Id).ToArray()), (nameof(ServiceRequest.TrackingKey), keys.Select(k => k.TrackingKey).ToArray())], ct);
        var requests = new Dictionary<(int, string), ServiceRequest>(read.Count);
        foreach (var request in read)
        {
            requests[(request.AgencyId, request.TrackingKey)] = request;
        }

        var courses = Courses(pushes, requests, withHistories, keys.Count);
        long[] unplain = [.. courses.Where(c => c.Value is null && requests.ContainsKey(c.Key)).Select(c => requests[c.Key].Id)];
        var histories = unplain.Length == 0 ? [] : await writing.ReadAsync<RequestEvent>([(nameof(RequestEvent.RequestId), unplain)], ct);
        return new(requests, courses, histories.ToLookup(e => e.RequestId));
    }

    /// <summary>The request of a record; a new one takes the next id.</summary>
    public TouchedRequest Touch(int agencyId, ReadEvent read, ref long nextId)
    {
        var key = (agencyId, read.TrackingKey);
        var isNew = !requests.TryGetValue(key, out var request);
        request ??= new() { Id = nextId++, AgencyId = agencyId, TrackingCode = read.TrackingCode, TrackingKey = read.TrackingKey };
        return courses[key] is not null
            ? new PlainRequest(request, isNew)
            : new RequestWithHistory(request, isNew, histories[request.Id].Select(e => new StoredEvent(e, EventDetails.Parse(e.Details))));
    }

    /// <summary>The course of every touched request with its new events; null where its whole history must be known.</summary>
    private static Dictionary<(int, string), PlainCourse?> Courses(
        IReadOnlyList<PushWork> pushes, Dictionary<(int, string), ServiceRequest> requests, bool withHistories, int count)
    {
        var courses = new Dictionary<(int, string), PlainCourse?>(count);
        foreach (var push in pushes)
        {
            foreach (var read in push.Events)
            {
                var key = (push.Agency.Id, read.TrackingKey);
                ref var course = ref CollectionsMarshal.GetValueRefOrAddDefault(courses, key, out var isMet);
                if (!isMet)
                {
                    course = !requests.TryGetValue(key, out var request) ? default(PlainCourse)
                        : withHistories ? null : PlainCourse.Of(request);
                }

                course = course?.After(read.Event.Row);
            }
        }

        return courses;
    }
}
