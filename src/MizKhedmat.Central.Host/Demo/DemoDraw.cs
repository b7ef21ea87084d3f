using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>Draws when, where, for what and how each request of one agency is accepted, and how well its office works.</summary>
internal sealed class DemoDraw
{
    private const double CounterOfficeShare = .05;
    private const double ProvinceSpread = .05;

    private readonly DemoAgency agency;
    private readonly DemoStory? simpson;
    private readonly DemoRhythm rhythm;
    private readonly RhythmRecipe recipe;
    private readonly DemoRandom random;
    private readonly List<DemoOffice> online;
    private readonly WeightedDraw all;
    private readonly WeightedDraw onlineOnly;
    private readonly WeightedDraw services;
    private readonly Dictionary<ProvinceCode, DemoWays> ways = [];

    public DemoDraw(DemoAgency agency, DemoStory? simpson, DemoRhythm rhythm, RhythmRecipe recipe, DemoRandom random)
    {
        (this.agency, this.simpson, this.rhythm, this.recipe, this.random) = (agency, simpson, rhythm, recipe, random);
        online = [.. agency.Offices.Where(o => o.IsOnline)];
        all = new(agency.Offices.Select(WeightOf));
        onlineOnly = new(online.Select(WeightOf));
        services = new(agency.Services.Select(s => s.Weight));
    }

    public (DemoAcceptance Acceptance, DemoWays Ways) Next()
    {
        var channel = random.Chance(agency.Network.ElectronicShare) ? Channel.Electronic
            : random.Chance(CounterOfficeShare) ? Channel.CounterOffice : Channel.InPerson;
        var office = channel == Channel.Electronic ? online[onlineOnly.Draw(random)] : agency.Offices[all.Draw(random)];
        var service = agency.Services[services.Draw(random)];
        var at = rhythm.Draw(channel == Channel.Electronic, random);
        return (new(at, office, random.Of(agency.Offices), service, channel), WaysOf(office.Office.Province));
    }

    /// <summary>The Simpson pair: the worse province has far more of the easy agencies, the better one of the hard ones.</summary>
    private double WeightOf(DemoOffice place)
    {
        var province = place.Office.Province.Value;
        if (simpson?.Provinces!.Contains(province) != true || place.Office.Level == OfficeLevel.Headquarters)
        {
            return place.Weight;
        }

        var code = agency.Agency.Code.Value;
        var favour = province == simpson.CrudeBetter ? simpson.Mix : 1 / simpson.Mix;
        return simpson.Easy!.Contains(code) ? place.Weight * favour
            : simpson.Hard!.Contains(code) ? place.Weight / favour : place.Weight;
    }

    private DemoWays WaysOf(ProvinceCode province)
    {
        if (ways.TryGetValue(province, out var known))
        {
            return known;
        }

        var b = agency.Behaviour;
        var spread = b.OnTime is null ? recipe.ShiftOf(province.Value) + random.Between(-ProvinceSpread, ProvinceSpread) : 0;
        if (simpson?.Provinces!.Contains(province.Value) == true)
        {
            spread = province.Value == simpson.Better ? simpson.Shift : -simpson.Shift;
        }

        return ways[province] = new(
            Math.Clamp((b.OnTime ?? agency.Recipe.OnTime) + spread, .02, .995),
            b.Receipt ?? random.Between(.82, .97), b.Complete ?? random.Between(.85, .97), b.LateDefect ?? random.Between(.004, .03),
            b.SamePlace ?? random.Between(.93, .99), b.Bunched ?? .06);
    }
}
