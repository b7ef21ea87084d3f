using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>The layout of DESIGN.md: which projects there are, who references whom, what the tables are called.</summary>
public sealed class SolutionTests
{
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["MizKhedmat.Scoring"] = [],
        ["MizKhedmat.Central"] = ["MizKhedmat.Scoring"],
        ["MizKhedmat.Data.Sqlite"] = ["MizKhedmat.Central"],
        ["MizKhedmat.Data.PostgreSql"] = ["MizKhedmat.Central"],
        ["MizKhedmat.Data.SqlServer"] = ["MizKhedmat.Central"],
        ["MizKhedmat.Dashboards"] = ["MizKhedmat.Central"],
        ["MizKhedmat.Cli"] = ["MizKhedmat.Scoring"],
        ["MizKhedmat.Central.Host"] = ["MizKhedmat.Central", "MizKhedmat.Dashboards", "MizKhedmat.Data.*"],
    };

    [Fact]
    public void Every_project_lies_in_the_solution()
    {
        var solution = SourceTree.Text("MizKhedmat.Central.sln").Replace('\\', '/');
        Offences.None(Projects().Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Projects_reference_only_whom_the_design_lets_them() => Offences.None(
        from path in Projects()
        where !path.StartsWith("tests/", StringComparison.Ordinal)
        let name = Path.GetFileNameWithoutExtension(path)
        from reference in Referenced(path)
        where !References.TryGetValue(name, out var allowed)
            || !allowed.Any(pattern => pattern == reference || (pattern.EndsWith(".*", StringComparison.Ordinal) && reference.StartsWith(pattern[..^1], StringComparison.Ordinal)))
        select $"{name} references {reference}");

    [Fact]
    public void The_central_library_knows_no_database_no_screen_and_no_job_engine() => Offences.None(
        Packages("src/MizKhedmat.Central/MizKhedmat.Central.csproj").Where(id =>
            new[] { "Sqlite", "Npgsql", "SqlServer", "Radzen", "Quartz" }.Any(word => id.Contains(word, StringComparison.OrdinalIgnoreCase))));

    [Fact]
    public void The_scoring_engine_depends_on_nothing() => Offences.None(Packages("src/MizKhedmat.Scoring/MizKhedmat.Scoring.csproj"));

    [Fact]
    public void Versions_stand_in_one_place() =>
        Offences.None(Projects().Where(path => XDocument.Parse(SourceTree.Text(path)).Descendants("PackageReference").Any(package => package.Attribute("Version") is not null)));

    /// <summary>SQLite has no schemas: two rooms with a table of one name would share it.</summary>
    [Fact]
    public void Table_names_are_unique_over_all_rooms()
    {
        var tables = Model().GetEntityTypes().Where(entity => !entity.IsOwned()).Select(entity => entity.GetTableName()).OfType<string>().ToList();
        Assert.NotEmpty(tables);
        Offences.None(tables.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Every_table_stands_in_the_schema_of_its_room() => Offences.None(
        from entity in Model().GetEntityTypes()
        where entity.ClrType.Namespace is { } home && home.StartsWith("MizKhedmat.Central.", StringComparison.Ordinal)
        let room = entity.ClrType.Namespace![("MizKhedmat.Central.".Length)..]
        where !string.Equals(entity.GetSchema()?.Replace("_", "", StringComparison.Ordinal), room, StringComparison.OrdinalIgnoreCase)
        select $"{entity.ClrType.Name} of {room} stands in schema {entity.GetSchema()}");

    /// <summary>A decimal column crashed the process under fa-IR on SQLite; money is whole Rials, shares are counts.</summary>
    [Fact]
    public void No_column_is_a_decimal() => Offences.None(
        from entity in Model().GetEntityTypes()
        from property in entity.GetProperties()
        where (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(decimal)
        select $"{entity.ClrType.Name}.{property.Name}");

    [Fact]
    public void The_host_program_stays_short() => Assert.InRange(SourceTree.Text("src/MizKhedmat.Central.Host/Program.cs").Split('\n').Length, 1, 120);

    /// <summary>Later versions of the chart library say MIT in one file and another licence in the next.</summary>
    [Fact]
    public void The_chart_library_that_is_served_is_the_MIT_one()
    {
        var licence = Path.Combine(SourceTree.Root, "src/MizKhedmat.Central.Host/wwwroot/lib/apexcharts/LICENSE.txt");
        Assert.Equal("The MIT License (MIT)", File.ReadLines(licence).First().Trim());
    }

    [Fact]
    public void Every_public_type_says_what_it_is_for()
    {
        var documented = XDocument.Load(Path.ChangeExtension(typeof(CentralDb).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is { } summary && summary.Value.Trim().Length > 0)
            .Select(member => (string)member.Attribute("name")!).ToHashSet();
        Assert.Contains("T:" + typeof(Scope).FullName, documented);
        Offences.None(typeof(CentralDb).Assembly.GetExportedTypes()
            .Where(type => !type.IsNested && !type.Name.StartsWith('<') && !documented.Contains("T:" + type.FullName)).Select(type => type.FullName));
    }

    private static IEnumerable<string> Projects() => SourceTree.Paths.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>A project that is only built before, whose assembly is not referenced, is no door: the Host carries mizctl as a file.</summary>
    private static IEnumerable<string> Referenced(string path) => XDocument.Parse(SourceTree.Text(path)).Descendants("ProjectReference")
        .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
        .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));

    private static IEnumerable<string> Packages(string path) => XDocument.Parse(SourceTree.Text(path)).Descendants("PackageReference")
        .Select(package => (string)package.Attribute("Include")!);

    private static Microsoft.EntityFrameworkCore.Metadata.IModel Model()
    {
        using var db = new CentralDb(new DbContextOptionsBuilder<CentralDb>().UseSqlite("Data Source=:memory:").Options);
        return db.Model;
    }
}
