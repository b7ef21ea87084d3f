using System.Globalization;
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
    [
        .. References(picture, kind, state, former, today), .. Title(picture, kind, code, state, former, today), .. Merge(picture, kind, code, state),
        .. kind switch
        {
            RegisterKind.Agency => AgencyRules.Check(picture, code, state),
            RegisterKind.Office => OfficeRules.Check(picture, code, state),
            RegisterKind.Service => ServiceRules.Check(picture, code, state, former, today),
            RegisterKind.Desk => DeskRules.Check(state, former),
            RegisterKind.InformationSheet => DeskRules.CheckSheet(picture, code, state),
            RegisterKind.DeskOperator => PeopleRules.CheckOperator(picture, code, state, today),
            RegisterKind.Representative => PeopleRules.CheckRepresentative(state, today),
            RegisterKind.Exemption => ExemptionRules.Check(picture, state, former, today),
            _ => [],
        },
    ];

    /// <summary>
    /// A service may be named by its national id; stored is the agency's own code, which stays when the Organization gives
    /// another id.
    /// </summary>
    public static void Resolve(RegisterPicture picture, RegisterKind kind, JsonObject state)
    {
        foreach (var field in RegisterFields.Of(kind).Where(f => f.RefersTo == RegisterKind.Service))
        {
            if (field.Shape == FieldShape.Reference && state.Str(field.Name) is { } one)
            {
                state[field.Name] = OwnCode(picture, one);
            }
            else if (state.Strings(field.Name) is { Count: > 0 } many)
            {
                state[field.Name] = new JsonArray([.. many.Select(c => OwnCode(picture, c)).Distinct(StringComparer.Ordinal).Select(c => (JsonNode)c)]);
            }
        }
    }

    /// <summary>The code of the refusal when the record does not exist or is closed on the day.</summary>
    internal static string? Missing(RegisterPicture picture, RegisterKind kind, string code, DateOnly today)
    {
        var name = kind switch
        {
            RegisterKind.Office => "office",
            RegisterKind.Desk => "desk",
            RegisterKind.Service => "service",
            _ => "agency",
        };
        return picture.Named(kind, code) is not { } found ? name + "-unknown" : found.IsOpen(today) ? null : name + "-closed";
    }

    internal static string At(string pointer, int index) => $"{pointer}/{index.ToString(CultureInfo.InvariantCulture)}";

    private static string OwnCode(RegisterPicture picture, string code) => picture.Named(RegisterKind.Service, code)?.Item.Code ?? code;

    /// <summary>
    /// Names that fold to the same key are one name: among agencies for ever, else among what is open: services and courses of
    /// one owner, offices and counter offices of one county.
    /// </summary>
    private static IEnumerable<Refusal> Title(RegisterPicture picture, RegisterKind kind, string code, JsonObject state, PictureItem? former, DateOnly today)
    {
        if (kind is not (RegisterKind.Agency or RegisterKind.Service or RegisterKind.TrainingCourse or RegisterKind.Office or RegisterKind.CounterOffice))
        {
            yield break;
        }

        var title = RegisterTitle.Of(kind, code, state);
        var stands = former is not null && PersianText.SearchKey(former.Item.Title) == PersianText.SearchKey(title) && former.State.Str("county") == state.Str("county");
        var others = picture.Titled(kind, title).Where(o => o.Item.Code != code && (kind == RegisterKind.Agency || o.IsOpen(today)))
            .Where(o => kind is not (RegisterKind.Office or RegisterKind.CounterOffice) || o.State.Str("county") == state.Str("county"));
        if (!stands && others.Any())
        {
            yield return new("title-taken", kind == RegisterKind.Service ? "386059/1-c" : null, "/title");
        }
    }

    private static IEnumerable<Refusal> Merge(RegisterPicture picture, RegisterKind kind, string code, JsonObject state)
    {
        if (state.Str("mergedInto") is not { } other)
        {
            yield break;
        }

        if (other == code || picture.Find(kind, other) is not { Item.Status: not RegisterStatus.Removed })
        {
            yield return new("merged-into-unknown", null, "/mergedInto");
        }
        else if (state.Str("validTo") is null)
        {
            yield return new("merged-without-end", null, "/mergedInto");
        }
    }

    private static IEnumerable<Refusal> References(RegisterPicture picture, RegisterKind kind, JsonObject state, PictureItem? former, DateOnly today) =>
        RegisterFields.Of(kind).SelectMany(field => field.Shape switch
        {
            FieldShape.Province or FieldShape.County or FieldShape.Cofog => Place(picture, field, state, former?.State, today),
            FieldShape.Reference or FieldShape.References => Records(picture, field, state, former?.State, today),
            _ => [],
        });

    /// <summary>What stood before may go on standing: an abolished county is no reason to refuse a changed address.</summary>
    private static IEnumerable<Refusal> Place(RegisterPicture picture, RegisterField field, JsonObject state, JsonObject? former, DateOnly today)
    {
        var pointer = "/" + field.Name;
        if (state.Str(field.Name) is not { } text || (former?.Str(field.Name) == text && former.Str("province") == state.Str("province")))
        {
            yield break;
        }

        if (field.Shape == FieldShape.Province && !picture.Provinces.Contains(new(text)))
        {
            yield return new("province-unknown", null, pointer);
        }
        else if (field.Shape == FieldShape.Cofog && !picture.Cofog.Contains(text))
        {
            yield return new("cofog-unknown", "386059/1-c", pointer);
        }
        else if (field.Shape == FieldShape.County)
        {
            var county = picture.Counties.GetValueOrDefault(new(text));
            var code = county is null ? "county-unknown"
                : county.ValidTo <= today ? "county-abolished"
                : state.Str("province") is { } own && county.Province.Value != own ? "county-of-other-province"
                : null;
            if (code is not null)
            {
                yield return new(code, null, pointer);
            }
        }
    }

    private static IEnumerable<Refusal> Records(RegisterPicture picture, RegisterField field, JsonObject state, JsonObject? former, DateOnly today)
    {
        var pointer = "/" + field.Name;
        if (field.Shape == FieldShape.Reference)
        {
            return state.Str(field.Name) is { } code && code != former?.Str(field.Name) && Missing(picture, field.RefersTo!.Value, code, today) is { } why
                ? [new(why, null, pointer)]
                : [];
        }

        var stood = former?.Strings(field.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        return state.Strings(field.Name).Index().Where(each => !stood.Contains(each.Item))
            .Select(each => (each.Index, Why: Missing(picture, field.RefersTo!.Value, each.Item, today)))
            .Where(each => each.Why is not null).Select(each => new Refusal(each.Why!, null, At(pointer, each.Index)));
    }
}
