using Microsoft.AspNetCore.Http.Metadata;

namespace MizKhedmat.Dashboards.Shell;

/// <summary>
/// A page that takes uploads: more than the files we read may arrive, so that one too large is told on the page instead of
/// with a broken connection.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 64 * 1024 * 1024;
}
