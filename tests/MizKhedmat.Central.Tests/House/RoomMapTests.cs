using Xunit;

namespace MizKhedmat.Central.Tests.House;

/// <summary>The doors between rooms are those of DESIGN.md and no others.</summary>
public sealed class RoomMapTests
{
    [Fact]
    public void No_room_opens_a_door_that_the_map_does_not_give_it() =>
        Offences.None(RoomMap.Violations(SourceTree.Read("src/MizKhedmat.Central/", ".cs", ".csproj")));

    [Fact]
    public void The_map_has_no_circle() => Offences.None(RoomMap.Cycles(RoomMap.Doors));

    [Fact]
    public void A_circle_would_be_seen() => Assert.Equal(
        ["A", "B", "C"], RoomMap.Cycles(new Dictionary<string, string[]> { ["A"] = ["B"], ["B"] = ["C"], ["C"] = ["A"], ["D"] = ["A"] }).Order());

    [Theory]
    [InlineData("Registry", "using MizKhedmat.Central.Intake;")]
    [InlineData("Registry", "using static MizKhedmat.Central.Intake.Kpis;")]
    [InlineData("Registry", "using Counters = MizKhedmat.Central.Intake.Counter;")]
    [InlineData("Registry", "global using MizKhedmat.Central.Intake;")]
    [InlineData("Registry", "namespace MizKhedmat.Central.Registry; class X { MizKhedmat.Central.Intake.Counter? c; }")]
    [InlineData("Registry", "namespace MizKhedmat.Central.Registry; class X { Intake.Counter? c; }")]
    [InlineData("Live", "using MizKhedmat.Central.Intake;")]
    [InlineData("Sheets", "using MizKhedmat.Central.Registry;")]
    [InlineData("Registration", "using MizKhedmat.Central.Scoring;")]
    [InlineData("Access", "using MizKhedmat.Central.Sheets;")]
    [InlineData("Kernel", "using MizKhedmat.Central.Data;")]
    [InlineData("Intake", "namespace MizKhedmat.Central.Kernel;")]
    [InlineData("Cellar", "namespace MizKhedmat.Central.Cellar;")]
    public void A_planted_violation_is_reported(string room, string text) =>
        Assert.Single(RoomMap.Violations([new SourceFile($"src/MizKhedmat.Central/{room}/Planted.cs", text)]));

    [Fact]
    public void A_door_opened_for_all_rooms_at_once_is_reported() => Assert.Single(RoomMap.Violations(
        [new SourceFile("src/MizKhedmat.Central/MizKhedmat.Central.csproj", "<Using Include=\"MizKhedmat.Central.Intake\" />")]));

    [Theory]
    [InlineData("Intake", "using MizKhedmat.Central.Registry;")]
    [InlineData("Registry", "// using MizKhedmat.Central.Intake;\n/* MizKhedmat.Central.Intake */")]
    [InlineData("Registry", "using MizKhedmat.Central.Data; using MizKhedmat.Central.Kernel;")]
    public void An_allowed_door_or_a_comment_is_not(string room, string text) =>
        Offences.None(RoomMap.Violations([new SourceFile($"src/MizKhedmat.Central/{room}/Fine.cs", text)]));
}
