using MizKhedmat.Central.Access;
using Xunit;

namespace MizKhedmat.Central.Tests.Access;

/// <summary>The strict gate: what the library would let through (SECURITY F1) and T12.</summary>
public sealed class StrictJwsTests
{
    private const string Header = """{"alg":"ES256","kid":"k","typ":"JWT"}""";
    private const string Claims = """{"iss":"a","sub":"a","aud":"b","exp":1700000060,"iat":1700000000,"jti":"0123456789abcdef"}""";
    private static readonly string Signature = new('A', 86);

    [Fact]
    public void A_proper_token_is_read_with_all_its_members()
    {
        var token = StrictJws.Read(Token(Header, Claims))!;
        Assert.Equal(("ES256", "k", "jwt"), (token.Algorithm, token.KeyId, token.Type));
        Assert.Equal(("a", "a", "b"), (token.Issuer, token.Subject, token.Audience));
        Assert.Equal((1_700_000_060L, 1_700_000_000L, (long?)null), (token.ExpiresAt, token.IssuedAt, token.NotBefore));
    }

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"k","crit":["b64"]}""")]
    [InlineData("""{"alg":"ES256","kid":"k","b64":false}""")]
    [InlineData("""{"alg":"ES256","kid":"k","jwk":{}}""")]
    [InlineData("""{"alg":"ES256","kid":"k","jku":"https://evil.example"}""")]
    [InlineData("""{"alg":"ES256","kid":"k","x5c":["MIIB"]}""")]
    [InlineData("""{"alg":"ES256","kid":"k","x5u":"https://evil.example"}""")]
    [InlineData("""{"alg":"ES256","kid":"k","zip":"DEF"}""")]
    [InlineData("""{"alg":"ES256","kid":"k","cty":"JWT"}""")]
    [InlineData("""{"alg":"ES256","kid":"k","kid":"k"}""")]
    [InlineData("""{"alg":"ES256","kid":"k","k\u0069d":"k"}""")]
    [InlineData("""{"alg":"ES256","kid":7}""")]
    [InlineData("""{"alg":"ES256","kid":null}""")]
    [InlineData("""{"alg":"ES256","kid":"\ud800"}""")]
    [InlineData("""{"alg":"ES256","kid":"k",}""")]
    [InlineData("""{"alg":"ES256","kid":"k"} """ + "x")]
    [InlineData("""{"alg":"ES256"/**/}""")]
    [InlineData("""{"kid":"k"}""")]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"nOnE"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("\uFEFF{\"alg\":\"ES256\"}")]
    public void A_header_holds_alg_kid_and_typ_as_texts_and_nothing_else(string header) => Assert.Null(StrictJws.Read(Token(header, Claims)));

    [Theory]
    [InlineData("""{"aud":"evil","aud":"b"}""")]
    [InlineData("""{"aud":["b"]}""")]
    [InlineData("""{"aud":["b","c"]}""")]
    [InlineData("""{"aud":null}""")]
    [InlineData("""{"exp":"1700000060"}""")]
    [InlineData("""{"exp":1e20}""")]
    [InlineData("""{"exp":1.5}""")]
    [InlineData("""{"exp":-1}""")]
    [InlineData("""{"exp":99999999999999999999}""")]
    [InlineData("""{"iat":true}""")]
    [InlineData("""{"nbf":"now"}""")]
    [InlineData("""{"iss":7}""")]
    [InlineData("""{"jti":{}}""")]
    [InlineData("""{"scope":["a"]}""")]
    [InlineData("""{"x":{"y":1,"y":2}}""")]
    [InlineData("[1]")]
    public void A_claim_that_we_know_has_its_one_type(string claims) => Assert.Null(StrictJws.Read(Token(Header, claims)));

    [Fact]
    public void T12_only_three_parts_in_their_one_spelling_pass()
    {
        var good = Token(Header, Claims);
        Assert.NotNull(StrictJws.Read(good));
        string?[] wrong =
        [
            null, "", ".", "..", good + "=", good + ".", good + ".AAAA", good[..good.LastIndexOf('.')], good + "\n", " " + good, good.Replace(".", ". ", StringComparison.Ordinal),
            good[..^1] + "B", good[..^1], good[..^1] + "+", Token(Header, Claims, new string('A', 96)), Token(Header, Claims, ""),
            Token(Header, """{"x":""" + new string('[', 500) + new string(']', 500) + "}"), new('A', 300_000),
        ];
        Assert.All(wrong, one => Assert.Null(StrictJws.Read(one)));
    }

    private static string Token(string header, string claims, string? signature = null) =>
        $"{Assertion.Encode(header)}.{Assertion.Encode(claims)}.{signature ?? Signature}";
}
