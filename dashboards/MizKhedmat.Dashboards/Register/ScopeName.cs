using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Dashboards.Register;

/// <summary>How far a person of the Organization or of a province sees, in words.</summary>
public static class ScopeName
{
    public static string Of(Scope scope, ReferenceTable names) =>
        scope.County is { } county ? names.County(county.Value)?.NameFa ?? county.Value
        : scope.Province is { } province && names.Province(province.Value) is { } name ? Words.T("province-of", Words.Named(name.NameFa, name.NameEn))
        : Words.T("whole-country");
}
