namespace MizKhedmat.Dashboards.Shell;

/// <summary>A page whose own form posts to it; every other page answers GET and HEAD only.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesPostsAttribute : Attribute;
