using System.Text.Json;
using MizKhedmat.Central.Data;
using Xunit;

namespace MizKhedmat.Central.Tests.Data;

public sealed class JsonTextTests
{
    [Fact]
    public void Canonical_text_does_not_depend_on_the_order_of_members_or_on_white_space()
    {
        var a = JsonText.Canonical(Parse("""{ "b": [1, {"y": null, "x": "آ"}], "a": 1.50 }"""));
        var b = JsonText.Canonical(Parse("""{"a":1.50,"b":[1,{"x":"آ","y":null}]}"""));
        Assert.Equal("""{"a":1.50,"b":[1,{"x":"آ","y":null}]}""", a);
        Assert.Equal(a, b);
    }

    [Fact]
    public void Compact_text_keeps_the_order_of_members() =>
        Assert.Equal("""{"b":1,"a":[true]}""", JsonText.Compact(Parse("""{ "b": 1, "a": [ true ] }""")));

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
