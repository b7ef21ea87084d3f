using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>The secret over personal data: what it hashes, what it seals.</summary>
public sealed class PersonalDataKeyTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("key-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_value_hashes_the_same_for_one_purpose_and_otherwise_for_another_or_under_another_key()
    {
        var key = PersonalDataKey.Open(directory);
        var other = PersonalDataKey.Open(Path.Combine(directory, "other"));
        var hash = key.Hash("request.applicant", "0499370899");
        Assert.Equal(16, hash.Length);
        Assert.Equal(hash, key.Hash("request.applicant", "0499370899"));
        Assert.NotEqual(hash, key.Hash("report.reporter", "0499370899"));
        Assert.NotEqual(hash, key.Hash("request.applicant", "0499370898"));
        Assert.NotEqual(hash, other.Hash("request.applicant", "0499370899"));
    }

    [Fact]
    public void What_was_sealed_opens_in_its_own_place_only_and_never_looks_the_same_twice()
    {
        var key = PersonalDataKey.Open(directory);
        var cipher = key.Encrypt("۰۹۱۲ مثال", "report|mobile|7");
        Assert.Equal("۰۹۱۲ مثال", key.Decrypt(cipher, "report|mobile|7"));
        Assert.Null(key.Decrypt(cipher, "report|mobile|8"));
        Assert.NotEqual(cipher, key.Encrypt("۰۹۱۲ مثال", "report|mobile|7"));
        Assert.Null(PersonalDataKey.Open(Path.Combine(directory, "other")).Decrypt(cipher, "report|mobile|7"));
        Assert.Null(key.Decrypt([], "report|mobile|7"));
        for (var i = 0; i < cipher.Length; i++)
        {
            var altered = (byte[])cipher.Clone();
            altered[i] ^= 1;
            Assert.Null(key.Decrypt(altered, "report|mobile|7"));
        }
    }
}
