namespace MizKhedmat.Central.Kernel;

/// <summary>Checksums of Iranian identifiers (DOMAIN.md section 7). Inputs are folded ASCII digits.</summary>
public static class IranianIds
{
    /// <summary>National id of a person: ten digits, weights 10…2, eleven-complement; all-equal digits are refused.</summary>
    public static bool IsNationalId(string? id)
    {
        if (!Digits.Are(id, 10) || id.AsSpan().IndexOfAnyExcept(id[0]) < 0)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            sum += (id[i] - '0') * (10 - i);
        }

        var rest = sum % 11;
        return id[9] - '0' == (rest < 2 ? rest : 11 - rest);
    }

    /// <summary>National id of a legal entity: eleven digits; 10380284790 is valid.</summary>
    public static bool IsLegalEntityId(string? id)
    {
        if (!Digits.Are(id, 11) || id[3..9].All(c => c == '0'))
        {
            return false;
        }

        ReadOnlySpan<int> weights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17];
        var offset = id[9] - '0' + 2;
        var sum = 0;
        for (var i = 0; i < 10; i++)
        {
            sum += (id[i] - '0' + offset) * weights[i];
        }

        var check = sum % 11;
        return id[10] - '0' == (check == 10 ? 0 : check);
    }

    /// <summary>A mobile number: 09 and nine more digits.</summary>
    public static bool IsMobile(string? number) => Digits.Are(number, 11) && number.StartsWith("09", StringComparison.Ordinal);
}
