using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Registry;

/// <summary>What a desk and an information sheet must say (1538588/1a-1, 1b; faq-1397/Q2, Q47, Q64).</summary>
internal static class DeskRules
{
    public static IEnumerable<Refusal> Check(JsonObject state, PictureItem? former)
    {
        // One that was taken in without its address may still be closed or moved.
        if (LacksUrl(state) && !(former is not null && LacksUrl(former.State)))
        {
            yield return new("electronic-desk-without-url", "faq-1397/Q64", "/url");
        }
    }

    /// <summary>Nothing that refuses: where clients find the desk, and whether the building has one already.</summary>
    public static IEnumerable<Refusal> Warnings(RegisterPicture picture, string code, JsonObject state, DateOnly today)
    {
        if (state.Str("kind") is "in-person" or "assisted" && state.Str("floor") is null && state.Str("building") is null)
        {
            yield return new("desk-place-unstated", "faq-1397/Q2", "/floor");
        }

        if (state.Str("kind") == "in-person" && picture.Children(RegisterKind.Desk, state.Str("office")!).Any(other =>
            other.Item.Code != code && other.State.Str("kind") == "in-person" && other.IsOpen(today) && MayShareBuilding(other.State, state)))
        {
            yield return new("second-desk-in-building", "faq-1397/Q47", "/office");
        }
    }

    /// <summary>One sheet for each service: the citizen reads one.</summary>
    public static IEnumerable<Refusal> CheckSheet(RegisterPicture picture, string code, JsonObject state)
    {
        if (state.Str("service") is { } service && picture.Children(RegisterKind.InformationSheet, service).Any(other => other.Item.Code != code))
        {
            yield return new("sheet-exists", "1538588/1a-1", "/service");
        }
    }

    private static bool LacksUrl(JsonObject state) => state.Str("kind") == "electronic" && state.Str("url") is null && state.Str("state") != "planned";

    private static bool MayShareBuilding(JsonObject one, JsonObject other) =>
        one.Str("building") is not { } a || other.Str("building") is not { } b || PersianText.SearchKey(a) == PersianText.SearchKey(b);
}
