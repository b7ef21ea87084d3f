using System.Globalization;

namespace MizKhedmat.Central.Sheets;

/// <summary>Addresses of cells as spreadsheets write them: column letters and row number, both from one (<c>AB12</c>).</summary>
public static class CellAddress
{
    public static string Of(int row, int column) => Letters(column) + row.ToString(CultureInfo.InvariantCulture);

    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26)
        {
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        }

        return letters;
    }

    /// <summary>Capital letters and ASCII digits only, at most three and seven of them.</summary>
    public static bool TryParse(ReadOnlySpan<char> address, out int row, out int column)
    {
        (row, column) = (0, 0);
        var letters = address.IndexOfAnyExceptInRange('A', 'Z');
        if (letters is < 1 or > 3 || address.Length - letters > 7 || address[letters..].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        foreach (var letter in address[..letters])
        {
            column = (column * 26) + letter - 'A' + 1;
        }

        row = int.Parse(address[letters..], CultureInfo.InvariantCulture);
        return true;
    }
}
