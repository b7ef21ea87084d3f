using System.Reflection;
using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Tests.House;

/// <summary>
/// The rule of reach. A reader is a public class that gets the database in its constructor (a factory of CentralDb, CentralDb
/// itself, or another reader) and is no verb (it holds no <c>Body</c> and has no <c>HandleAsync</c> or <c>RunAsync</c>). Every public
/// method of a reader that gives data asynchronously takes <see cref="Scope"/> as its first parameter.
/// </summary>
public static class ScopeFirst
{
    /// <summary>Methods that ask for no scope, each with its reason; a House test finds those that no longer exist.</summary>
    public static readonly IReadOnlyDictionary<string, string> Exempt = new Dictionary<string, string>
    {
        ["KpiBoard.DefinitionsAsync"] = "the catalogue of indicators is public",
        ["CellBoard.DefinitionsAsync"] = "the methodology is public",
        ["MethodologyShelf.ListAsync"] = "the methodology is public",
        ["MethodologyShelf.DocumentAsync"] = "the methodology is public",
        ["EditionShelf.ChangesAsync"] = "what an edition changed is public",
        ["Duties.OfAsync"] = "the catalogue of duties is public",
        ["AgencyRegisters.OfAsync"] = "what a push is checked against; the agency is the token's own",
        ["AgencyRegisters.ReadAgainAsync"] = "the same",
        ["Provisioning.CreateOfficialsAsync"] = "writes; answers only how many",
        ["Provisioning.CreateClientAsync"] = "writes; answers only the new id",
        ["ReferenceLoad.OnceAsync"] = "loads reference data at start; answers only whether",
    };

    /// <summary>Exemptions whose method is gone.</summary>
    public static IReadOnlyList<string> Stale(IEnumerable<Type> types)
    {
        var methods = types.SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        return [.. Exempt.Keys.Where(name => !methods.Contains(name))];
    }

    public static IReadOnlyList<string> Violations(IEnumerable<Type> types) =>
    [
        .. from type in types
           where type is { IsClass: true, IsVisible: true } && IsReader(type, []) && !IsVerb(type)
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where !Exempt.ContainsKey($"{type.Name}.{method.Name}")
           where GivesData(method.ReturnType) && method.GetParameters().FirstOrDefault()?.ParameterType != typeof(Scope)
           orderby type.Name, method.Name
           select $"{type.Name}.{method.Name} does not take Scope first",
    ];

    public static bool IsReader(Type type, HashSet<Type> seen) => seen.Add(type) && type.GetConstructors()
        .SelectMany(constructor => constructor.GetParameters())
        .Any(parameter => parameter.ParameterType == typeof(IDbContextFactory<CentralDb>) || parameter.ParameterType == typeof(CentralDb)
            || (parameter.ParameterType.Assembly == type.Assembly && parameter.ParameterType.IsClass && IsReader(parameter.ParameterType, seen)));

    private static bool IsVerb(Type type) => type.GetNestedType("Body") is not null
        || type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Any(method => method.Name is "HandleAsync" or "RunAsync");

    private static bool GivesData(Type returned) => returned.IsGenericType
        && returned.GetGenericTypeDefinition() is var kind
        && (kind == typeof(Task<>) || kind == typeof(ValueTask<>) || kind == typeof(IAsyncEnumerable<>));
}
