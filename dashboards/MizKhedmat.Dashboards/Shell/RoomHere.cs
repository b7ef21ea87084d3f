namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// Of one request: the room of the workspace to which a page belongs whose address does not say it (a case of a queue, a
/// decision about several), so that the navigation above the page can mark it.
/// </summary>
public sealed class RoomHere
{
    /// <summary>Last part of the room's address: <c>desks</c>; null while nobody said it.</summary>
    public string? Name { get; private set; }

    public event Action? Changed;

    public void Is(string room)
    {
        Name = room;
        Changed?.Invoke();
    }
}
