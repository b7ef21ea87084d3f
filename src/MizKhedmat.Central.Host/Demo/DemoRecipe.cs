using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>How large the demo country is (seed-data/demo/sizes.json).</summary>
internal sealed record DemoSize(
    int Agencies, int Days, int Requests, double CountyFactor, int Accounts, bool OnlySmall = false, int Quarters = 0, int Offices = 0, int Services = 0,
    bool DirectCells = false, int ActiveDaysPerOffice = 0);

/// <summary>What a story changes in the ways of its agency; null = as the recipe says.</summary>
internal sealed record DemoBehaviour(
    double? OnTime = null, double? Receipt = null, double? Complete = null, double? LateDefect = null, double? SamePlace = null,
    double? Bunched = null, int? FixedCases = null, int? SilentDays = null);

/// <summary>A planted story (seed-data/demo/stories.json): what to see, where, and how a test finds it again.</summary>
internal sealed record DemoStory(
    string Id, string TitleFa, string TitleEn, string Find, string? Agency = null, DemoBehaviour? Behaviour = null,
    IReadOnlyList<string>? Provinces = null, IReadOnlyList<string>? Easy = null, IReadOnlyList<string>? Hard = null,
    string? Better = null, string? CrudeBetter = null, double Shift = 0, double Mix = 1);

/// <summary>A fictional agency; its names carry the mark of the demo country.</summary>
internal sealed record AgencyRecipe(
    string NameFa, string NameEn, string Kind, string Level, string Field, string Network, double Volume, double OnTime, int Services,
    string? Code = null, string? Province = null, bool Small = false, string? Per = null, string? County = null);

internal sealed record NetworkRecipe(
    string Headquarters, double ElectronicShare, string? Directorate = null, string? County = null, string? Unit = null,
    double CountyShare = 0, int TehranCounties = 0, int Units = 0, bool Deemed = false);

internal sealed record ServiceRecipe(string Title, string Audience, int Days, double Weight);

internal sealed record FieldRecipe(string Cofog, IReadOnlyList<ServiceRecipe> Items);

internal sealed record RhythmRecipe(
    IReadOnlyList<double> WeekdaysInPerson, IReadOnlyList<double> WeekdaysElectronic, double HolidayInPerson, double HolidayElectronic,
    IReadOnlyList<double> Months, IReadOnlyList<double> HoursInPerson, IReadOnlyList<double> HoursElectronic, double GrowthPerYear,
    IReadOnlyDictionary<string, double> ProvinceShift)
{
    /// <summary>How much better (+) or worse (−) the offices of a province keep their promise than their agency as a whole.</summary>
    public double ShiftOf(string province) => ProvinceShift.GetValueOrDefault(province);
}

internal sealed record WordsRecipe(
    IReadOnlyList<string> Steps, IReadOnlyList<string> Posts, IReadOnlyList<string> Names, IReadOnlyList<string> Documents,
    IReadOnlyList<string> Defects, IReadOnlyList<string> Refusals, IReadOnlyList<string> Referrals, IReadOnlyList<string> PresenceReasons,
    IReadOnlyList<string> Messages, IReadOnlyList<string> Inquiries, IReadOnlyList<string> Closures);

/// <summary>All recipes of the demo country, read from seed-data/demo.</summary>
internal sealed record DemoRecipe(
    DemoSize Size, IReadOnlyList<AgencyRecipe> Agencies, IReadOnlyList<AgencyRecipe> Families, IReadOnlyDictionary<string, NetworkRecipe> Networks,
    IReadOnlyList<string> Ordinals, IReadOnlyDictionary<string, FieldRecipe> Fields, IReadOnlyList<string> Variants, RhythmRecipe Rhythm,
    WordsRecipe Words, IReadOnlyList<DemoStory> Stories, RegisterRecipe Register)
{
    private sealed record SizesFile(IReadOnlyDictionary<string, DemoSize> Sizes);

    private sealed record AgenciesFile(IReadOnlyList<AgencyRecipe> Items, IReadOnlyList<AgencyRecipe> Families);

    private sealed record OfficesFile(IReadOnlyDictionary<string, NetworkRecipe> Networks, IReadOnlyList<string> Ordinals);

    private sealed record ServicesFile(IReadOnlyList<string> Variants, IReadOnlyDictionary<string, FieldRecipe> Fields);

    private sealed record StoriesFile(IReadOnlyList<DemoStory> Stories);

    /// <summary>Throws <see cref="InvalidOperationException"/> for a size that is not in sizes.json.</summary>
    public static async Task<DemoRecipe> ReadAsync(SeedData seed, string sizeName, CancellationToken ct)
    {
        var sizes = (await ReadAsync<SizesFile>("sizes.json")).Sizes;
        if (!sizes.TryGetValue(sizeName, out var size))
        {
            throw new InvalidOperationException($"Demo:Size '{sizeName}' is unknown; it is {string.Join(", ", sizes.Keys)}.");
        }

        var agencies = await ReadAsync<AgenciesFile>("agencies.json");
        var offices = await ReadAsync<OfficesFile>("offices.json");
        var services = await ReadAsync<ServicesFile>("services.json");
        return new(
            size, agencies.Items, agencies.Families, offices.Networks, offices.Ordinals, services.Fields, services.Variants,
            await ReadAsync<RhythmRecipe>("rhythms.json"), await ReadAsync<WordsRecipe>("words.json"),
            (await ReadAsync<StoriesFile>("stories.json")).Stories, await ReadAsync<RegisterRecipe>("register.json"));

        async Task<T> ReadAsync<T>(string name) => (await seed.ReadAsync(Path.Combine("demo", name), ct)).As<T>();
    }

    /// <summary>The planted story of an agency, if any.</summary>
    public DemoBehaviour BehaviourOf(string agency) => Stories.FirstOrDefault(s => s.Agency == agency)?.Behaviour ?? new();
}
