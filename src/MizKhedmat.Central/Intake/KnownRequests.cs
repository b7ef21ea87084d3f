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

    public static async Task<KnownRequests> ReadAsync(IBulkTransaction writing, IReadOnlyList<PushWork> pushes, CancellationToken ct)
    {
        var keys = pushes.SelectMany(p => p.Events.Select(e => (p.Agency.Id, e.TrackingKey))).ToHashSet();
        var read = keys.Count == 0 ? [] : await writing.ReadAsync<ServiceRequest>(
            [(nameof(ServiceRequest.AgencyId), keys.Select(k => k.Id).ToArray()), (nameof(ServiceRequest.TrackingKey), keys.Select(k => k.TrackingKey).ToArray())], ct);
        var requests = new Dictionary<(int, string), ServiceRequest>(read.Count);
        foreach (var request in read)
        {
            requests[(request.AgencyId, request.TrackingKey)] = request;
        }

        var courses = Courses(pushes, requests, await ToldAsync(writing, pushes, requests, ct), keys.Count);
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

    /// <summary>Requests of which an event of the same id as a new one is stored.</summary>
    private static async Task<HashSet<long>> ToldAsync(
        IBulkTransaction writing, IReadOnlyList<PushWork> pushes, Dictionary<(int, string), ServiceRequest> requests, CancellationToken ct)
    {
        var ids = new List<long>();
        var names = new List<string>();
        foreach (var push in pushes)
        {
            foreach (var read in push.Events)
            {
                if (requests.TryGetValue((push.Agency.Id, read.TrackingKey), out var request) && request.IsPlain)
                {
                    ids.Add(request.Id);
                    names.Add(read.Event.Row.EventId);
                }
            }
        }

        var told = ids.Count == 0 ? [] : await writing.ReadAsync<RequestEvent>(
            [(nameof(RequestEvent.RequestId), ids.ToArray()), (nameof(RequestEvent.EventId), names.ToArray())], ct);
        return [.. told.Select(e => e.RequestId)];
    }

    /// <summary>The course of every touched request with its new events; null where its whole history must be known.</summary>
    private static Dictionary<(int, string), PlainCourse?> Courses(
        IReadOnlyList<PushWork> pushes, Dictionary<(int, string), ServiceRequest> requests, HashSet<long> told, int count)
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
                        : told.Contains(request.Id) ? null : PlainCourse.Of(request);
                }

                course = course?.After(read.Event.Row);
            }
        }

        return courses;
    }
}
