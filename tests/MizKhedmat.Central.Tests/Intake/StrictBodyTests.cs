using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Intake;

/// <summary>Bodies that are refused whole: attacks I01–I03 of SECURITY section 10 and the limits of API.md section 3.</summary>
public sealed class StrictBodyTests(IntakeCentre fixture) : IClassFixture<IntakeCentre>
{
    private string Good(Action<JsonObject>? bend = null)
    {
        var record = new Told(fixture.Agency, "STRICT-1").Accepted(fixture.Now.AddDays(-1));
        bend?.Invoke(record);
        return IntakeCentre.Batch(record);
    }

    public static TheoryData<string, string, string, string> Bends => new()
    {
        { "\"visits\":1", "\"visits\":\"1\"", "wrong-type", "/records/0/visits" },
        { "\"visits\":1", "\"visits\":null", "wrong-type", "/records/0/visits" },
        { "\"visits\":1", "\"visits\":1e400", "wrong-type", "/records/0/visits" },
        { "\"visits\":1", "\"visits\":1.5", "wrong-type", "/records/0/visits" },
        { "\"visits\":1", "\"visits\":NaN", "not-strict-json", "" },
        { "\"visits\":1", "\"visits\":01", "not-strict-json", "" },
        { "\"visits\":1", "\"visits\":1,\"visits\":1", "member-twice", "/records/0/visits" },
        { "\"visits\":1", "\"visits\":1,\"\\u0076isits\":2", "member-twice", "/records/0/visits" },
        { "\"visits\":1", "\"visits\":1,\"a/b~c\":2", "member-unknown", "/records/0/a~1b~0c" },
        { "\"visits\":1", "\"Visits\":1", "member-unknown", "/records/0/Visits" },
        { "\"visits\":1", "/* x */\"visits\":1", "not-strict-json", "" },
        { "\"visits\":1", "\"visits\":1,", "not-strict-json", "" },
        { "\"kind\":\"natural\"", "\"kind\":\"natural\",\"kind\":\"legal\"", "member-twice", "/records/0/applicant/kind" },
        { "\"kind\":\"natural\"", "\"kind\":7", "wrong-type", "/records/0/applicant/kind" },
        { "\"kind\":\"natural\",", "", "member-missing", "/records/0/applicant/kind" },
        { "\"channel\":", "\"chanel\":", "member-unknown", "/records/0/chanel" },
        { "\"type\":\"accepted\",", "", "member-missing", "/records/0/type" },
        { "\"at\":", "\"atJalali\":\"1405/08/30 09:15\",\"at\":", "member-twice", "/records/0/atJalali" },
        { "\"type\":\"accepted\"", "\"type\":\"a\\ud800\"", "not-utf8", "/records/0/type" },
        { "\"visits\":1", "\"visits\":1,\"x\\udc00\":1", "not-utf8", "/records/0" },
        { "\"visits\":1", "\"visits\":1,\"x\\u0000\":1", "null-character", "/records/0" },
        { "{\"records\":[", "{\"records\":[],\"records\":[", "member-twice", "/records" },
        { "{\"records\":[", "{\"agency\":\"1002\",\"records\":[", "member-unknown", "/agency" },
    };

    [Theory]
    [MemberData(nameof(Bends))]
    public async Task I01_what_is_not_strict_JSON_of_the_contract_is_refused_whole_with_a_pointer(string good, string bad, string code, string pointer)
    {
        var body = Good();
        Assert.Contains(good, body, StringComparison.Ordinal);
        var at = body.IndexOf(good, StringComparison.Ordinal);
        await RefusedAsync(IntakeCentre.Json(Encoding.UTF8.GetBytes(body[..at] + bad + body[(at + good.Length)..])), HttpStatusCode.BadRequest, code, pointer);
    }

    [Theory]
    [InlineData("", "not-strict-json", "")]
    [InlineData("null", "wrong-type", "")]
    [InlineData("[]", "wrong-type", "")]
    [InlineData("{}", "member-missing", "/records")]
    [InlineData("{\"records\":{}}", "wrong-type", "/records")]
    [InlineData("{\"records\":[7]}", "wrong-type", "/records/0")]
    [InlineData("{\"Records\":[]}", "member-unknown", "/Records")]
    [InlineData("{\"records\":[]} x", "not-strict-json", "")]
    [InlineData("{\"records\":[]}{}", "not-strict-json", "")]
    [InlineData("\uFEFF{\"records\":[]}", "not-strict-json", "")]
    public Task I01_a_body_of_another_shape_is_refused(string body, string code, string pointer) =>
        RefusedAsync(IntakeCentre.Json(Encoding.UTF8.GetBytes(body)), HttpStatusCode.BadRequest, code, pointer);

    [Fact]
    public async Task I01_sixty_five_levels_are_too_deep()
    {
        var deep = "{\"records\":" + new string('[', 64) + new string(']', 64) + "}";
        await RefusedAsync(IntakeCentre.Json(Encoding.UTF8.GetBytes(deep)), HttpStatusCode.BadRequest, "not-strict-json", "");
    }

    [Theory]
    [InlineData("\\u0000", "null-character")]
    [InlineData("\\ud800", "not-utf8")]
    [InlineData("\\udc00\\ud800", "not-utf8")]
    [InlineData("\\ud83dx\\ude00", "not-utf8")]
    public async Task I02_I03_a_null_or_half_a_surrogate_in_any_text_is_400(string escape, string code)
    {
        var pointers = new List<string>();
        Walk(JsonNode.Parse(Good(r => Told.With(r, new() { ["notified"] = "sms", ["note"] = "x", ["supersedes"] = "E-0" })))!, "", pointers);
        Assert.True(pointers.Count > 20, string.Join(' ', pointers));
        foreach (var pointer in pointers)
        {
            var body = JsonNode.Parse(Good(r => Told.With(r, new() { ["notified"] = "sms", ["note"] = "x", ["supersedes"] = "E-0" })))!;
            Set(body, pointer, "@@@");
            await RefusedAsync(
                IntakeCentre.Json(Encoding.UTF8.GetBytes(body.ToJsonString().Replace("@@@", "a" + escape + "b", StringComparison.Ordinal))), HttpStatusCode.BadRequest, code, pointer);
        }
    }

    [Fact]
    public async Task I02_a_null_in_a_member_of_an_unknown_type_is_400_too() => await RefusedAsync(
        IntakeCentre.Json("""{"records":[{"type":"other","eventId":"E","trackingCode":"T","at":"x","own":["\u0000"]}]}"""u8.ToArray()),
        HttpStatusCode.BadRequest, "null-character", "/records/0/own/0");

    [Theory]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public async Task I03_bytes_that_are_not_UTF_8_are_400(byte[] bytes)
    {
        var body = Encoding.UTF8.GetBytes(Good());
        var at = body.AsSpan().IndexOf("R-100"u8);
        await RefusedAsync(IntakeCentre.Json([.. body[..at], .. bytes, .. body[at..]]), HttpStatusCode.BadRequest, "not-utf8", "");
    }

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public Task I03_another_charset_or_media_type_is_415(string type) =>
        RefusedAsync(IntakeCentre.Json(Encoding.Unicode.GetBytes(Good()), type), HttpStatusCode.UnsupportedMediaType, "media-type-unsupported", null);

    [Fact]
    public async Task I03_UTF_16_under_the_name_of_JSON_is_400() =>
        await RefusedAsync(IntakeCentre.Json(Encoding.Unicode.GetBytes(Good())), HttpStatusCode.BadRequest, null, "");

    [Fact]
    public async Task Gzip_is_read_and_what_is_no_gzip_is_415()
    {
        var body = Encoding.UTF8.GetBytes(IntakeCentre.Batch(new Told(fixture.Agency, "GZIP-1").Accepted(fixture.Now.AddDays(-1))));
        var content = IntakeCentre.Json(Zipped(body));
        content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(1, (await fixture.SendAsync(content)).Count("created"));
        foreach (var (encoding, bytes) in new[] { ("gzip", body), ("br", body), ("deflate", body) })
        {
            var wrong = IntakeCentre.Json(bytes);
            wrong.Headers.ContentEncoding.Add(encoding);
            await RefusedAsync(wrong, HttpStatusCode.UnsupportedMediaType, "encoding-unsupported", null);
        }
    }

    [Fact]
    public async Task A_bomb_a_body_over_8_MB_and_5001_records_are_413()
    {
        var bomb = IntakeCentre.Json(Zipped(new byte[200 * 1024 * 1024]));
        bomb.Headers.ContentEncoding.Add("gzip");
        await RefusedAsync(bomb, HttpStatusCode.RequestEntityTooLarge, "body-too-large", null);

        var record = Good()["{\"records\":[".Length..^2];
        var large = Encoding.UTF8.GetBytes("{\"records\":[" + record + "]}" + new string(' ', 8 * 1024 * 1024));
        await RefusedAsync(IntakeCentre.Json(large), HttpStatusCode.RequestEntityTooLarge, "body-too-large", null);
        var many = "{\"records\":[" + string.Join(',', Enumerable.Repeat("{\"type\":\"closed\",\"eventId\":\"E\",\"trackingCode\":\"T\",\"at\":\"x\"}", 5_001)) + "]}";
        await RefusedAsync(IntakeCentre.Json(Encoding.UTF8.GetBytes(many)), HttpStatusCode.RequestEntityTooLarge, "too-many-records", null);
    }

    [Theory]
    [InlineData("?validateOnly=yes")]
    [InlineData("?atomic=some")]
    [InlineData("?results=none")]
    [InlineData("?agency=1002")]
    [InlineData("?validateOnly=true&validateOnly=false")]
    public async Task A02_an_option_that_the_contract_does_not_know_is_400(string options)
    {
        var before = await fixture.StockAsync();
        var pushed = await fixture.PushAsync(Good(), options);
        Assert.Equal((HttpStatusCode.BadRequest, "option-unknown"), (pushed.Status, pushed.Code));
        Assert.Equal(before, await fixture.StockAsync());
    }

    private async Task RefusedAsync(HttpContent content, HttpStatusCode status, string? code, string? pointer)
    {
        var before = await fixture.StockAsync();
        var pushed = await fixture.SendAsync(content);
        Assert.True((status, "application/problem+json") == (pushed.Status, pushed.MediaType), $"{pointer}: {(int)pushed.Status} {Encoding.UTF8.GetString(pushed.Bytes)}");
        Assert.Equal(code ?? pushed.Code, pushed.Code);
        Assert.Equal("/developers/errors/" + pushed.Code, pushed.Json.GetProperty("type").GetString());
        Assert.Equal((int)status, pushed.Json.GetProperty("status").GetInt32());
        Assert.Equal(RefusalTexts.Of(pushed.Code).En, pushed.Json.GetProperty("title").GetString());
        Assert.Matches("^[0-9a-f]{32}$", pushed.Json.GetProperty("traceId").GetString());
        if (pointer is not null)
        {
            var error = pushed.Json.GetProperty("errors")[0];
            Assert.Equal((pointer, pushed.Code), (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString()));
            Assert.Equal(RefusalTexts.Of(pushed.Code).Fa, error.GetProperty("message").GetProperty("fa").GetString());
        }

        Assert.Equal(before, await fixture.StockAsync());
    }

    private static void Walk(JsonNode node, string pointer, List<string> texts)
    {
        foreach (var (name, value) in node is JsonObject members ? members.Select(m => (m.Key, m.Value!)) : ((JsonArray)node).Select((item, i) => ($"{i}", item!)))
        {
            if (value is not JsonValue)
            {
                Walk(value, $"{pointer}/{name}", texts);
            }
            else if (value.GetValueKind() == System.Text.Json.JsonValueKind.String)
            {
                texts.Add($"{pointer}/{name}");
            }
        }
    }

    private static void Set(JsonNode body, string pointer, string text)
    {
        var steps = pointer.Split('/')[1..];
        var holder = steps[..^1].Aggregate(body, (node, step) => node is JsonArray items ? items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (holder is JsonArray array)
        {
            array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = text;
        }
        else
        {
            holder[steps[^1]] = text;
        }
    }

    private static byte[] Zipped(byte[] body)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return zipped.ToArray();
    }
}
