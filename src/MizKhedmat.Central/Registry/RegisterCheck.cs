using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>
/// Whether a record whose own members are lawful fits the rest of the register on a day: the one validator behind API, form
/// and template. Pure; what needs requests or people is asked by the act that stores.
/// </summary>
public static class RegisterCheck
{
    /// <summary>All broken rules; empty when the record may be stored. <paramref name="former"/> is the record as it stands.</summary>
    public static IReadOnlyList<Refusal> Check(
        RegisterPicture picture, RegisterKind kind, string code, JsonObject state, PictureItem? former, DateOnly today) =>
        [.. References(picture, kind, state, former, today), .. Title(picture, kind, code, state)];

    /// <summary>Names are unique after folding among agencies, and among the services and counter offices of one agency.</summary>
    private static IEnumerable<Refusal> Title(RegisterPicture picture, RegisterKind kind, string code, JsonObject state)
    {
        if (kind is RegisterKind.Agency or RegisterKind.Service or RegisterKind.TrainingCourse
            && picture.Titled(kind, RegisterTitle.Of(kind, code, state)).Any(other => other != code))
        {
            yield return new("title-taken", kind == RegisterKind.Service ? "386059/1-c" : null, "/title");
        }
    }

    private static IEnumerable<Refusal> References(RegisterPicture picture, RegisterKind kind, JsonObject state, PictureItem? former, DateOnly today)
    {
        foreach (var field in RegisterFields.Of(kind))
        {
            // What stood before may go on standing: a closed parent is no reason to refuse a changed address.
            if (former?.State.Str(field.Name) is { } same && same == state.Str(field.Name))
            {
                continue;
            }

            foreach (var refusal in Reference(picture, field, state, today))
            {
                yield return refusal;
            }
        }
    }

    private static IEnumerable<Refusal> Reference(RegisterPicture picture, RegisterField field, JsonObject state, DateOnly today)
    {
        var pointer = "/" + field.Name;
        switch (field.Shape)
        {
            case FieldShape.Province when state.Str(field.Name) is { } province && !picture.Provinces.Contains(new(province)):
                yield return new("province-unknown", null, pointer);
                break;
            case FieldShape.County when state.Str(field.Name) is { } text:
                if (!picture.Counties.TryGetValue(new(text), out var county))
                {
                    yield return new("county-unknown", null, pointer);
                }
                else if (county.ValidTo <= today)
                {
                    yield return new("county-abolished", null, pointer);
                }
                else if (state.Str("province") is { } own && county.Province.Value != own)
                {
                    yield return new("county-of-other-province", null, pointer);
                }

                break;
            case FieldShape.Cofog when state.Str(field.Name) is { } cofog && !picture.Cofog.Contains(cofog):
                yield return new("cofog-unknown", "386059/1-c", pointer);
                break;
            case FieldShape.Reference when state.Str(field.Name) is { } code && Missing(picture, field.RefersTo!.Value, code, today) is { } why:
                yield return new(why, null, pointer);
                break;
            case FieldShape.References:
                var index = 0;
                foreach (var each in state.Strings(field.Name))
                {
                    if (Missing(picture, field.RefersTo!.Value, each, today) is { } fault)
                    {
                        yield return new(fault, null, $"{pointer}/{index.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
                    }

                    index++;
                }

                break;
        }
    }

    /// <summary>The code of the refusal when the record does not exist or is closed; a service may be named by its national id too.</summary>
    private static string? Missing(RegisterPicture picture, RegisterKind kind, string code, DateOnly today)
    {
        var found = picture.Find(kind, code)
            ?? (kind == RegisterKind.Service ? picture.Of(kind).FirstOrDefault(s => s.State.Str("serviceCode") == code) : null);
        var name = kind switch
        {
            RegisterKind.Office => "office",
            RegisterKind.Desk => "desk",
            RegisterKind.Service => "service",
            _ => "agency",
        };
        return found is null || found.Item.Status == RegisterStatus.Removed ? name + "-unknown" : found.IsOpen(today) ? null : name + "-closed";
    }
}
