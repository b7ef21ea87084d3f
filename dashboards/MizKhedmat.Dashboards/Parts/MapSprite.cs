using System.Text;
using System.Text.Json;

namespace MizKhedmat.Dashboards.Parts;

/// <summary>A province on the map: where its label stands, in the units of the sprite.</summary>
public sealed record MapShape(string Code, string Fa, string En, double X, double Y);

/// <summary>
/// The provinces' outlines (seed-data/iran-provinces.svgpaths.json, approximate, for statistics only) as one SVG sprite
/// that browsers cache, so that 64 KB of paths never travel over a circuit.
/// </summary>
public sealed class MapSprite
{
    public const string Path = "/map/iran-provinces.svg";

    public MapSprite()
    {
        var file = System.IO.Path.Combine(AppContext.BaseDirectory, "seed-data", "iran-provinces.svgpaths.json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\">");
        var shapes = new List<MapShape>();
        foreach (var province in json.RootElement.GetProperty("provinces").EnumerateArray())
        {
            string Text(string name) => province.GetProperty(name).GetString()!;
            shapes.Add(new(Text("code"), Text("fa"), Text("en"), province.GetProperty("cx").GetDouble(), province.GetProperty("cy").GetDouble()));
            svg.Append("<path id=\"p").Append(Text("code")).Append("\" d=\"").Append(Text("d")).Append("\"/>");
        }

        Provinces = shapes;
        Svg = Encoding.UTF8.GetBytes(svg.Append("</svg>").ToString());
    }

    public IReadOnlyList<MapShape> Provinces { get; }

    internal byte[] Svg { get; }
}
