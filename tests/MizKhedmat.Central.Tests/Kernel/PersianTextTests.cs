using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MizKhedmat.Central.Kernel;
using Xunit;

namespace MizKhedmat.Central.Tests.Kernel;

/// <summary>One name is one name, however it was typed (SECURITY.md section 5, UX.md section 2).</summary>
public sealed class PersianTextTests
{
    [Theory]
    [InlineData("ي", "ی")]
    [InlineData("ى", "ی")]
    [InlineData("ك", "ک")]
    [InlineData("كميسيون", "کمیسیون")]
    [InlineData("هٔ", "ۀ")]
    [InlineData("خانهٔ ما", "خانۀ ما")]
    [InlineData("ۀ", "ۀ")]
    [InlineData("مــــیز", "میز")]
    [InlineData("ك\u200Dار", "کار")]
    [InlineData("مكة", "مکة")]
    [InlineData("پست ۱۲", "پست 12")]
    [InlineData("پست ١٢", "پست 12")]
    [InlineData("می\u200C\u200C\u200Cرود", "می\u200Cرود")]
    [InlineData("\u200Cمیز\u200C", "میز")]
    [InlineData("میز \u200Cخدمت", "میز خدمت")]
    [InlineData("میز\u200C خدمت", "میز خدمت")]
    [InlineData("  میز \u00A0\u2003 خدمت ", "میز خدمت")]
    [InlineData("e\u0301", "é")]
    [InlineData("ﻻ", "ﻻ")]
    public void A_name_has_one_canonical_form(string raw, string canonical) => Assert.Equal(canonical, PersianText.Canonical(raw, TextField.Name));

    [Theory]
    [InlineData("SHZ-۲۲۹۱", "SHZ-2291")]
    [InlineData("SHZ-٢٢٩١", "SHZ-2291")]
    [InlineData("ＳＨＺ-２２９１", "SHZ-2291")]
    [InlineData("كد\u200Cيك", "کدیک")]
    [InlineData("ﷲ", "الله")]
    [InlineData("ﻻ", "لا")]
    public void A_code_is_folded_further(string raw, string canonical) => Assert.Equal(canonical, PersianText.Canonical(raw, TextField.Id));

    [Theory]
    [InlineData("یک\u202Eدو", "یکدو")]
    [InlineData("یک\u200Fدو\uFEFF", "یکدو")]
    [InlineData("سطر\r\nدوم\tستون", "سطر\nدوم\tستون")]
    [InlineData("بند ۲ ماده ۴", "بند ۲ ماده ۴")]
    public void Free_text_is_cleaned_and_keeps_its_lines_and_digits(string raw, string canonical) =>
        Assert.Equal(canonical, PersianText.Canonical(raw, TextField.Text));

    [Theory]
    [InlineData("\u202Eنام")]
    [InlineData("نا\u200Bم")]
    [InlineData("نا\u2067م")]
    [InlineData("نا\u00ADم")]
    [InlineData("نا\u061Cم")]
    [InlineData("نا\uFE0Fم")]
    [InlineData("نا\U000E0041م")]
    [InlineData("نام\n")]
    [InlineData("نا\tم")]
    public void Direction_controls_and_invisible_signs_are_refused_in_codes_and_names(string raw)
    {
        Assert.Null(PersianText.Canonical(raw, TextField.Name));
        Assert.Null(PersianText.Canonical(raw, TextField.Id));
        Assert.NotNull(PersianText.Canonical(raw, TextField.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u200C")]
    [InlineData("\u0640")]
    [InlineData("\u2800\u2800")]
    [InlineData("ن\0م")]
    [InlineData("\u0007")]
    [InlineData("\u0085")]
    [InlineData("ن\uFFFEم")]
    [InlineData("ن\uFFFFم")]
    [InlineData("بَُِ")]
    public void What_no_field_accepts_is_refused_everywhere(string raw) =>
        Assert.All(Enum.GetValues<TextField>(), field => Assert.Null(PersianText.Canonical(raw, field)));

    /// <summary>Not as inline data: a lone surrogate does not survive the runner's own serialisation.</summary>
    [Fact]
    public void Half_a_character_is_refused_everywhere() => Assert.All(
        new[] { "\uD83D", "\uDE00", "الف\uD83D", "\uDE00\uD83D", "\uD83Dالف" },
        raw => Assert.All(Enum.GetValues<TextField>(), field => Assert.Null(PersianText.Canonical(raw, field))));

    [Fact]
    public void Folding_twice_changes_nothing() => Prop.ForAll(Texts.Any(), text => Enum.GetValues<TextField>().All(field =>
        PersianText.Canonical(text, field) is not { } once || PersianText.Canonical(once, field) == once)).Check(Many);

    [Fact]
    public void What_is_stored_never_holds_Arabic_kaf_yeh_tatweel_or_direction_controls() => Prop.ForAll(Texts.Any(), text => Enum.GetValues<TextField>().All(field =>
        PersianText.Canonical(text, field) is not { } stored
        || (stored.IndexOfAny(['\u0643', '\u064A', '\u0649', '\u0640', '\u200D', '\u200E', '\u200F', '\u202E', '\u2067', '\uFEFF', '\0']) < 0 && stored.Trim() == stored)))
        .Check(Many);

    [Fact]
    public void A_search_key_is_its_own_search_key() =>
        Prop.ForAll(Texts.Any(), text => PersianText.SearchKey(PersianText.SearchKey(text)) == PersianText.SearchKey(text)).Check(Many);

    [Fact]
    public void What_is_stored_is_found_under_what_was_typed() => Prop.ForAll(Texts.Any(), text =>
        PersianText.Canonical(text, TextField.Name) is not { } stored || PersianText.SearchKey(stored) == PersianText.SearchKey(text)).Check(Many);

    [Theory]
    [InlineData("خرم آباد", "خرم\u200Cآباد", "خرماباد", "خرم\u00A0آباد", "خُرَّم‌آباد", "خــرم آباد")]
    [InlineData("كرج", "کرج")]
    [InlineData("مسأله", "مساله")]
    [InlineData("مسئول", "مسیول")]
    [InlineData("مؤسسه", "موسسه")]
    [InlineData("زکاة", "زکاه")]
    [InlineData("خانهٔ", "خانۀ", "خانه")]
    [InlineData("املاء", "املا")]
    [InlineData("Tehran ۲", "tehran2", "TEHRAN ٢")]
    [InlineData("ﷲ", "الله")]
    [InlineData("ﻻله", "لاله")]
    public void Spellings_of_one_word_share_a_search_key(string first, params string[] others) =>
        Assert.All(others, other => Assert.Equal(PersianText.SearchKey(first), PersianText.SearchKey(other)));

    [Theory]
    [InlineData("کرج", "کرخ")]
    [InlineData("پارس", "بارس")]
    [InlineData("23", "24")]
    public void Different_words_do_not(string a, string b) => Assert.NotEqual(PersianText.SearchKey(a), PersianText.SearchKey(b));

    [Fact]
    public void Sort_keys_follow_the_Persian_alphabet()
    {
        const string alphabet = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";
        var keys = alphabet.Select(letter => PersianText.SortKey(letter.ToString())).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(alphabet.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Names_sort_as_a_Persian_reader_expects()
    {
        string[] sorted = ["آذربایجان شرقی", "اردبیل", "بوشهر", "پارس‌آباد", "تهران", "چابهار", "خراسان رضوی", "ژرف", "قم", "کرج", "گیلان", "لرستان", "همدان", "یزد"];
        Assert.Equal(sorted, sorted.Reverse().OrderBy(PersianText.SortKey, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("۰۱۲۳۴۵۶۷۸۹", "0123456789")]
    [InlineData("٠١٢٣٤٥٦٧٨٩", "0123456789")]
    [InlineData("０１２", "012")]
    [InlineData("۱۴۰۵/۰۸/۳۰ الف x", "1405/08/30 الف x")]
    public void Digits_fold_to_ASCII_and_nothing_else_changes(string raw, string folded) => Assert.Equal(folded, PersianText.FoldDigits(raw));

    /// <summary>More on demand: <c>PROPERTY_TESTS=1000000</c>.</summary>
    private static Config Many => Config.QuickThrowOnFailure.WithEndSize(12).WithMaxTest(
        int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_TESTS"), CultureInfo.InvariantCulture, out var many) ? many : 20_000);

    /// <summary>What is taken as canonical at a glance is what the long way comes to, and so is its key.</summary>
    [Fact]
    public void The_short_way_and_the_long_way_come_to_one_form()
    {
        const string Letters = "aZ09-/. آابپتچژگکیكيىةههٔءؤئأإ\u200C\u200C  ،ـ۱١\u064B\u0654\u200E\n\u00A0";
        var words = Gen.ArrayOf(Gen.Elements(Letters.ToCharArray())).Select(letters => new string(letters)).ToArbitrary();
        Prop.ForAll(words, raw =>
        {
            foreach (var field in Enum.GetValues<TextField>())
            {
                Assert.Equal(PersianText.Folded(raw, field), PersianText.Canonical(raw, field));
            }

            Assert.Equal(PersianText.Key(raw, foldCase: false), PersianText.IdKey(raw));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }
}
