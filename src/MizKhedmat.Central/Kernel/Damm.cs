namespace MizKhedmat.Central.Kernel;

/// <summary>
/// Damm's check digit: finds every single wrong digit and every swap of neighbours, so that a typo in a tracking id
/// read out over the telephone is told as a typo (386059/4-6c). Table: DOMAIN.md section 7 (572 → 4).
/// </summary>
public static class Damm
{
    private const string Table =
        "0317598642" + "7092154863" + "4206871359" + "1750983426" + "6123045978" +
        "3674209581" + "5869720134" + "8945362017" + "9438617205" + "2581436790";

    /// <summary>The check digit of a string of ASCII digits.</summary>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var interim = 0;
        foreach (var digit in digits)
        {
            interim = Table[(interim * 10) + (digit - '0')] - '0';
        }

        return (char)('0' + interim);
    }

    /// <summary>True when the last digit is the check digit of those before it; false for anything but ASCII digits.</summary>
    public static bool IsValid(ReadOnlySpan<char> digits) =>
        digits.Length > 1 && !digits.ContainsAnyExceptInRange('0', '9') && CheckDigit(digits) == '0';
}
