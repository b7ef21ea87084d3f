using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace MizKhedmat.Dashboards.Developers;

/// <summary>A program of the developer pages: its name there, its language, and where it lies in the repository.</summary>
public sealed record DeveloperFile(string Name, string Language, string Path);

/// <summary>
/// The programs that the developer pages print, as they lie in the repository; a test runs each of them against a started
/// centre. <c>/developers/files/{name}</c> gives one as plain text, for download.
/// </summary>
public static class DeveloperFiles
{
    private const string Here = "dashboards/MizKhedmat.Dashboards/Developers/snippets/", Sample = "samples/MizKhedmat.Client/";

    public static readonly IReadOnlyList<DeveloperFile> All =
    [
        new("make-key.sh", "openssl", Here + "make-key.sh"),
        new("push.sh", "curl", Here + "push.sh"),
        new("push.py", "Python", Here + "push.py"),
        new("Push.java", "Java", Here + "Push.java"),
        new("push.php", "PHP", Here + "push.php"),
        new("Program.cs", "C#", Sample + "Program.cs"),
        new("CentreClient.cs", "C#", Sample + "CentreClient.cs"),
    ];

    public static DeveloperFile? Find(string? name) => All.FirstOrDefault(file => file.Name == name);

    /// <summary>The text, byte for byte as in the repository.</summary>
    public static string TextOf(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("snippets/" + name)!);
        return reader.ReadToEnd();
    }

    internal static void Map(IEndpointRouteBuilder app) => app.MapGet(
        "/developers/files/{name}", (string name) => Find(name) is { } file ? Results.Text(TextOf(file.Name), "text/plain", System.Text.Encoding.UTF8) : Results.NotFound());
}
