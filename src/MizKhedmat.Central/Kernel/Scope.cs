using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace MizKhedmat.Central.Kernel;

/// <summary>The five kinds of reach of API.md section 8, from widest to narrowest.</summary>
public enum ScopeKind
{
    National,
    Province,
    County,
    Agency,
    Office,
}

/// <summary>
/// How far a caller may see. Every reading view takes it as its first parameter (a House test keeps it so) and returns
/// nothing outside it: <c>national</c>, <c>province:23</c>, <c>county:2301</c>, <c>agency:1234</c>, <c>office:1234/23-0007</c>.
/// </summary>
public sealed record Scope : IParsable<Scope>
{
    public static readonly Scope National = new(ScopeKind.National);

    private static readonly SearchValues<char> OfficeSerial =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private Scope(ScopeKind kind) => Kind = kind;

    public ScopeKind Kind { get; }

    /// <summary>Set for a province or county scope, and for an office whose code names its province.</summary>
    public ProvinceCode? Province { get; private init; }

    public CountyCode? County { get; private init; }

    public AgencyCode? Agency { get; private init; }

    /// <summary>The office's own code, unique within its agency: <c>23-0007</c>.</summary>
    public string? Office { get; private init; }

    public static Scope OfProvince(ProvinceCode province) => new(ScopeKind.Province) { Province = province };

    public static Scope OfCounty(CountyCode county) => new(ScopeKind.County) { County = county, Province = county.Province };

    public static Scope OfAgency(AgencyCode agency) => new(ScopeKind.Agency) { Agency = agency };

    public static Scope OfOffice(AgencyCode agency, string office) =>
        new(ScopeKind.Office) { Agency = agency, Office = office, Province = new(office[..2]) };

    /// <summary>Whether something that happened in this province and agency may be seen (the live signals ask this).</summary>
    public bool Covers(ProvinceCode province, AgencyCode agency) =>
        (Province is not { } p || p == province) && (Agency is not { } a || a == agency);

    /// <summary>Whether everything inside <paramref name="other"/> lies inside this scope.</summary>
    public bool Covers(Scope other) => Kind switch
    {
        ScopeKind.National => true,
        ScopeKind.Province => other.Province == Province && other.Kind is not ScopeKind.National and not ScopeKind.Agency,
        ScopeKind.County => other.County == County && other.Kind is ScopeKind.County,
        ScopeKind.Agency => other.Agency == Agency && (other.Kind is ScopeKind.Agency or ScopeKind.Office),
        ScopeKind.Office => other.Kind is ScopeKind.Office && other.Agency == Agency && other.Office == Office,
        _ => false,
    };

    public static Scope Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var scope) ? scope : throw new FormatException($"Not a scope: {s}");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Scope result)
    {
        result = null;
        if (s == "national")
        {
            result = National;
            return true;
        }

        var parts = s?.Split(':', 2) ?? [];
        if (parts.Length != 2)
        {
            return false;
        }

        result = parts[0] switch
        {
            "province" when ProvinceCode.TryParse(parts[1], null, out var province) => OfProvince(province),
            "county" when CountyCode.TryParse(parts[1], null, out var county) => OfCounty(county),
            "agency" when AgencyCode.TryParse(parts[1], null, out var agency) => OfAgency(agency),
            "office" when parts[1].Split('/') is [var a, var office]
                && AgencyCode.TryParse(a, null, out var agency) && IsOfficeCode(office) => OfOffice(agency, office),
            _ => null,
        };
        return result is not null;
    }

    /// <summary>An office code: <c>{province}-{serial}</c>, at most twenty ASCII letters, digits and hyphens.</summary>
    private static bool IsOfficeCode(string code) => code.Length is > 3 and <= 20 && Digits.Are(code[..2], 2) && code[2] == '-'
        && code.AsSpan(3).IndexOfAnyExcept(OfficeSerial) < 0;

    public override string ToString() => Kind switch
    {
        ScopeKind.National => "national",
        ScopeKind.Province => $"province:{Province}",
        ScopeKind.County => $"county:{County}",
        ScopeKind.Agency => $"agency:{Agency}",
        _ => $"office:{Agency}/{Office}",
    };
}
