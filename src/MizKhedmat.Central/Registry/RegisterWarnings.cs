using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>What a sender should know of a record that is stored all the same; it hangs on the record alone, so it comes again with every push.</summary>
public static class RegisterWarnings
{
    public static IReadOnlyList<Refusal> Of(RegisterPicture picture, RegisterKind kind, string code, JsonObject state, DateOnly today) => kind switch
    {
        RegisterKind.Service => [.. ServiceRules.Warnings(state)],
        RegisterKind.Desk => [.. DeskRules.Warnings(picture, code, state, today)],
        _ => [],
    };
}
