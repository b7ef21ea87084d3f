using FsCheck;
using FsCheck.Fluent;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>Text as it really arrives: Persian and Arabic forms, marks, joiners, direction controls, broken pairs.</summary>
public static class Texts
{
    private static readonly string[] Sound =
    [
        "ا", "آ", "أ", "إ", "ٱ", "ب", "پ", "چ", "ژ", "گ", "ک", "ك", "ی", "ي", "ى", "ئ", "ؤ", "ه", "ة", "ۀ", "هٔ", "ۂ", "ە", "ہ", "ھ", "ء", "و", "ے",
        "\u064B", "\u064E", "\u0651", "\u0653", "\u0654", "\u0655", "\u0670", "\u0301", "\u0308", "\u0316", "\u20E3",
        "\u0640", "\u200C", "\u200D", " ", "\u00A0", "\u2003", "\u2009", "\u3000", "\u2028", "\u2029", "\u2800",
        "0", "7", "۰", "۷", "٠", "٧", "５", "²", "½", "A", "z", "İ", "ﬁ", "é", "e\u0301", "K", "-", "_", "/", "«", "»",
        "ﷲ", "ﻻ", "ﮏ", "ﯽ", "ﹰ", "ﭘ", "가", "\uFFFC", "😀", "𐏑", "𝐀",
    ];

    private static readonly string[] Foul =
    [
        "\u200E", "\u200F", "\u202A", "\u202E", "\u2067", "\u2069", "\u061C", "\u00AD", "\u034F", "\uFEFF", "\uFE0F", "\uFFA0", "\U000E0041",
        "\t", "\n", "\r", "\u0007", "\u0085", "\0", "\uD800", "\uDC00", "\uFFFE", "\uFFFF", "\uFDD0", "\U0001FFFE",
    ];

    /// <summary>Half of the texts hold only what a name may hold, so that they come through.</summary>
    public static Arbitrary<string> Any()
    {
        var sound = Gen.Frequency((9, Gen.Elements(Sound)), (1, from code in Gen.Choose(0xA1, 0xD7FF) select ((char)code).ToString()));
        var mixed = Gen.Frequency((6, sound), (2, Gen.Elements(Foul)), (1, from code in Gen.Choose(0, 0xFFFF) select ((char)code).ToString()));
        return Arb.From(from parts in Gen.OneOf(Gen.ArrayOf(sound), Gen.ArrayOf(mixed)) select string.Concat(parts));
    }
}
