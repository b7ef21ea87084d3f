using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;
using Xunit;

namespace MizKhedmat.Central.Tests.Registry;

/// <summary>Forms, templates and exports have a word in both languages for everything that the register holds.</summary>
public sealed class RegisterWordsTests
{
    public static TheoryData<RegisterKind> Kinds => [.. Enum.GetValues<RegisterKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_member_and_choice_has_its_words(RegisterKind kind)
    {
        AreWords(RegisterWords.OfKind(kind));
        AreWords(RegisterWords.OfOne(kind));
        foreach (var field in RegisterFields.Of(kind))
        {
            AreWords(RegisterWords.OfField(kind, field.Name));
            Choices(field);
            foreach (var part in field.Fields ?? [])
            {
                AreWords(RegisterWords.OfField(field.Name, part.Name));
                Choices(part);
            }
        }
    }

    [Fact]
    public void Every_status_has_its_words()
    {
        var all = typeof(RegisterStatus).GetFields().Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.Contains(RegisterStatus.Removed, all);
        Assert.All(all, status => AreWords(RegisterWords.OfStatus(status)));
    }

    private static void Choices(RegisterField field) => Assert.All(field.Choices ?? [], choice => AreWords(RegisterWords.OfChoice(field.Worded, choice)));

    private static void AreWords(BilingualText text)
    {
        Assert.Contains(text.Fa, c => c is >= 'آ' and <= 'ی');
        Assert.DoesNotContain(text.En, c => c is >= 'آ' and <= 'ی');
    }
}
