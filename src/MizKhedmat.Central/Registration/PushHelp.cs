using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Sheets;

namespace MizKhedmat.Central.Registration;

/// <summary>The page that explains each type of event with the columns that it needs and may have, in both languages; drawn from the strict schema.</summary>
internal static class PushHelp
{
    public static SheetTable Types() => new(
        RegisterWords.Of("template.types").Fa,
        [
            new(RegisterWords.Of("template.type").Fa, Width: 20), Head("about"), Head("demanded"), Head("optional"),
            new("Type", Width: 22), new("What it says", Width: 50), new("Mandatory columns", Width: 50), new("Other columns", Width: 50), new("Name in the API", Width: 20),
        ],
        RecordSchema.All.Select(type => new SheetLine(
        [
            Name(type.Name).Fa, About(type.Name).Fa, Columns(type.Members, true).Fa, Columns(type.Members, false).Fa,
            Name(type.Name).En, About(type.Name).En, Columns(type.Members, true).En, Columns(type.Members, false).En, type.Name,
        ])))
    {
        Filter = false,
    };

    private static SheetColumn Head(string name) => new(RegisterWords.Of("template." + name).Fa, Width: 50);

    private static BilingualText Name(string type) => RegisterWords.OfChoice("type", type);

    private static BilingualText About(string type) => RegisterWords.Of("event." + type);

    private static BilingualText Columns(MemberSet members, bool mandatory)
    {
        var labels = PushKind.ColumnsOf(members).Where(c => c.Mandatory == mandatory).Select(c => RegisterWords.OfField(PushKind.Events.Route, c.Path)).ToList();
        return new(string.Join("، ", labels.Select(l => l.Fa)), string.Join(", ", labels.Select(l => l.En)));
    }
}
