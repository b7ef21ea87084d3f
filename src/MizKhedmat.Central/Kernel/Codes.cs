using System.Diagnostics.CodeAnalysis;

namespace MizKhedmat.Central.Kernel;

/// <summary>Two-digit province code of the Statistical Centre (text, leading zero kept): <c>00</c> Markazi … <c>30</c> Alborz.</summary>
public readonly record struct ProvinceCode(string Value) : IParsable<ProvinceCode>
{
    public static ProvinceCode Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException("A province code has two digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProvinceCode result)
    {
        result = new(s ?? "");
        return Digits.Are(s, 2);
    }

    public override string ToString() => Value;
}

/// <summary>Four-digit county code: province and county of the Statistical Centre's list.</summary>
public readonly record struct CountyCode(string Value) : IParsable<CountyCode>
{
    public ProvinceCode Province => new(Value[..2]);

    public static CountyCode Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException("A county code has four digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CountyCode result)
    {
        result = new(s ?? "");
        return Digits.Are(s, 4);
    }

    public override string ToString() => Value;
}

/// <summary>Four-digit code of an executive agency, given by the centre.</summary>
public readonly record struct AgencyCode(string Value) : IParsable<AgencyCode>
{
    public static AgencyCode Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException("An agency code has four digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AgencyCode result)
    {
        result = new(s ?? "");
        return Digits.Are(s, 4);
    }

    public override string ToString() => Value;
}

/// <summary>ASCII digits only: <c>\d</c> and <c>char.IsDigit</c> accept Persian digits, which are folded at entry instead.</summary>
public static class Digits
{
    public static bool Are([NotNullWhen(true)] string? text, int length)
    {
        if (text is null || text.Length != length)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
