using System.Globalization;
using System.Resources;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// Names of kinds, members, choices and states of the register in both languages: one place for forms, templates, lists and
/// exports. Keys: <c>offices</c>, <c>offices.one</c>, <c>field.title</c>, <c>choice.level.line</c>, <c>status.verified</c>.
/// </summary>
public static class RegisterWords
{
    private static readonly CultureInfo Persian = CultureInfo.GetCultureInfo("fa");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly ResourceManager Texts = new("MizKhedmat.Central.Registry.RegisterWords", typeof(RegisterWords).Assembly);

    public static BilingualText Of(string key) => Find(key) ?? throw new MissingManifestResourceException($"No text for '{key}'.");

    public static BilingualText OfKind(RegisterKind kind) => Of(RegisterKinds.NameOf(kind));

    public static BilingualText OfOne(RegisterKind kind) => Of(RegisterKinds.NameOf(kind) + ".one");

    /// <summary>The kind's own word for a member where it has one, else the common word.</summary>
    public static BilingualText OfField(RegisterKind kind, string field) => Find($"{RegisterKinds.NameOf(kind)}.{field}") ?? Of("field." + field);

    /// <summary>Words of a member inside the rows of another: <c>places.reason</c>.</summary>
    public static BilingualText OfField(string rows, string field) => Find($"{rows}.{field}") ?? Of("field." + field);

    public static BilingualText OfChoice(string field, string choice) => Find($"choice.{field}.{choice}") ?? new(choice, choice);

    public static BilingualText OfStatus(string status) => Of("status." + status);

    private static BilingualText? Find(string key) =>
        Texts.GetString(key, Persian) is { } fa && Texts.GetString(key, English) is { } en ? new(fa, en) : null;
}
