using Microsoft.AspNetCore.Http;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// A static page whose live part is one component with a circuit of its own; when the query names something frozen under this member, nothing
/// on it is live and it carries no script.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LiveUnlessAttribute(string member) : Attribute
{
    public string Member => member;

    public bool IsLive(HttpContext http) => http.Request.Query[member].ToString() is "" or Central.Editions.Experiments.Live;
}
