using System.Collections.Frozen;

namespace MizKhedmat.Central.Registry;

/// <summary>Kinds of record that the register keeps with history; their names in addresses are in <see cref="RegisterKinds"/>.</summary>
public enum RegisterKind
{
    /// <summary>An executive agency; kept by the Organization, owner 0.</summary>
    Agency,
    Office,
    Service,
    Desk,
    InformationSheet,
    DeskOperator,
    CounterOffice,
    Representative,
    Exemption,

    /// <summary>A training course of the Organization (386059/3-2), owner 0.</summary>
    TrainingCourse,
}

/// <summary>The kinds by the names that addresses, templates and exports use (API.md section 5).</summary>
public static class RegisterKinds
{
    private static readonly FrozenDictionary<string, RegisterKind> ByName = new Dictionary<string, RegisterKind>
    {
        ["agencies"] = RegisterKind.Agency,
        ["offices"] = RegisterKind.Office,
        ["services"] = RegisterKind.Service,
        ["desks"] = RegisterKind.Desk,
        ["information-sheets"] = RegisterKind.InformationSheet,
        ["operators"] = RegisterKind.DeskOperator,
        ["counter-offices"] = RegisterKind.CounterOffice,
        ["representatives"] = RegisterKind.Representative,
        ["exemptions"] = RegisterKind.Exemption,
        ["courses"] = RegisterKind.TrainingCourse,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<RegisterKind, string> Names = ByName.ToFrozenDictionary(p => p.Value, p => p.Key);

    /// <summary>Kinds that an agency keeps itself, in the order in which they build on each other.</summary>
    public static readonly IReadOnlyList<RegisterKind> OfAgency =
    [
        RegisterKind.Office, RegisterKind.CounterOffice, RegisterKind.Service, RegisterKind.Desk, RegisterKind.InformationSheet,
        RegisterKind.DeskOperator, RegisterKind.Representative, RegisterKind.Exemption,
    ];

    public static RegisterKind? Find(string? name) => name is not null && ByName.TryGetValue(name, out var kind) ? kind : null;

    public static string NameOf(RegisterKind kind) => Names[kind];

    /// <summary>Kept by the Organization, not by an agency: its records have owner 0.</summary>
    public static bool IsCentral(RegisterKind kind) => kind is RegisterKind.Agency or RegisterKind.TrainingCourse;
}
