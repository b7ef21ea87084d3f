using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Scoring;
using MizKhedmat.Central.Tests.Scoring;
using MizKhedmat.Scoring;
using Xunit;

namespace MizKhedmat.Central.Tests.Editions;

/// <summary>
/// A centre at 1405/08/30 with editions of two quarters over nine agencies of the country, three of provinces, one that is not bound, and three provinces.
/// The figures are drawn from a seed; 1001 is the best by far, 1009 tells nothing.
/// </summary>
public sealed class ShelfCentre : IAsyncLifetime
{
    public const string Spring = "1405-Q1-final";
    public const string Provisional = "1405-Q2-provisional";
    public const string Final = "1405-Q2-final";
    public const string Draft = "01KAGDRAFT0000000000000001";

    private readonly StillClock clock = new(KpiCentre.Noon);

    public StillClock Clock => clock;

    public Centre Centre { get; private set; } = null!;

    public EditionShelf Shelf => Centre.Services.GetRequiredService<EditionShelf>();

    public IndexMethod Method { get; private set; } = null!;

    public JsonElement Document { get; private set; }

    /// <summary>The documents as they were made, by id.</summary>
    public Dictionary<string, EditionDocument> Made { get; } = [];

    public Dictionary<string, EditionStory> Told { get; } = [];

    /// <summary>A shelf that keeps nothing yet.</summary>
    public EditionShelf Fresh() => ActivatorUtilities.CreateInstance<EditionShelf>(Centre.Services);

    public async ValueTask InitializeAsync()
    {
        Centre = await Centre.StartAsync(new() { Clock = clock });
        var text = await Centre.InDbAsync(db => db.Methodologies.Select(m => m.Document).SingleAsync());
        Document = JsonSerializer.Deserialize<JsonElement>(text);
        Method = IndexMethod.Parse(Document);
        var (spring, summer) = (Input(Spring, "final", "1405-Q1", 1), Input(Provisional, "provisional", "1405-Q2", 2));
        await PublishAsync(spring, EditionKind.Final, null, null);
        var restated = spring with { Agencies = spring.Agencies.Copy() };
        restated.Agencies.Row(restated.Agencies.IndexOf("1005")).Fill(Cell.Missing);
        await PublishAsync(summer, EditionKind.Provisional, null, EditionStory.Tell(Made[Spring].RunHash, spring, restated, summer));

        // The final one: one cell of 1005 and one of its parts were corrected.
        var final = summer with { Head = summer.Head with { RunId = Final, Kind = "final" }, Agencies = summer.Agencies.Copy(), Cells = summer.Cells!.Copy() };
        final.Agencies[final.Agencies.IndexOf("1005"), Method.IndexOf("P3.1")] = Cell.Ratio(990, 1000);
        final.Cells[final.Cells.IndexOf("1005/23"), Method.IndexOf("P3.1")] = Cell.Ratio(99, 100);
        await PublishAsync(final, EditionKind.Final, Provisional, EditionStory.Tell(Made[Spring].RunHash, spring, null, final));

        var draft = EditionDocument.Make(Input("1405-H1-provisional", "provisional", "1405-H1", 3));
        await Centre.InDbAsync(db =>
        {
            db.Add(new EditionDraft
            {
                Id = Draft, EditionId = "1405-H1-provisional", Period = "1405-H1", Kind = EditionKind.Provisional, CutoffUtc = Cutoff.UtcDateTime, PreparedAt = Cutoff.UtcDateTime, PreparedBy = 1,
                MethodologySha256 = Method.Hash, FactsHash = draft.FactsHash, ResultHash = draft.ResultHash, Document = Gzip.Pack(draft.Utf8), State = DraftState.Waiting,
            });
            return db.SaveChangesAsync();
        });
        Made[Draft] = draft;
    }

    public ValueTask DisposeAsync() => Centre.DisposeAsync();

    public async Task PublishAsync(EditionInput input, EditionKind kind, string? replaces, EditionStory? story)
    {
        var top = await Centre.InDbAsync(db => db.Editions.OrderByDescending(e => e.Sequence).Select(e => new { e.Sequence, e.RunHash }).FirstOrDefaultAsync());
        var made = EditionDocument.Make(input with { Draws = 50, Head = input.Head with { PrevRunHash = top?.RunHash } });
        Made[input.Head.RunId] = made;
        if (story is not null)
        {
            Told[input.Head.RunId] = story;
        }

        await Centre.InDbAsync(db =>
        {
            db.Add(new Edition
            {
                Id = input.Head.RunId, Sequence = (top?.Sequence ?? 0) + 1, Period = input.Head.Period, Kind = kind, CutoffUtc = Cutoff.UtcDateTime, PublishedAt = Cutoff.UtcDateTime,
                Replaces = replaces, MethodologyVersion = Method.Version, MethodologySha256 = input.Agencies.Method.Hash, FactsHash = made.FactsHash, ResultHash = made.ResultHash,
                RunHash = made.RunHash, PreviousRunHash = top?.RunHash ?? "", PreparedBy = "official:1", SignedBy = "official:2 official:3", Document = Gzip.Pack(made.Utf8),
                Story = story is null ? null : Gzip.Pack(CanonicalJson.Utf8(story.ToJson())),
            });
            return db.SaveChangesAsync();
        });
    }

    private static readonly DateTimeOffset Cutoff = new(2026, 10, 8, 8, 0, 0, TimeSpan.Zero);

    /// <summary>1001–1009 of the country, 2001–2003 of provinces, 3001 not bound; 23, 08 and 11 with parts of all but 1009.</summary>
    public EditionInput Input(string id, string kind, string period, ulong seed)
    {
        var codes = Enumerable.Range(1, 9).Select(i => $"100{i}").Concat(Enumerable.Range(1, 3).Select(i => $"200{i}")).ToList();
        var random = new Xoshiro256(seed);
        var agencies = new IndexFacts(Method, codes.Select((code, i) => (code, i % 2 == 0 ? "MIN/B" : "ORG/C")));
        foreach (var code in codes.Where(c => c != "1009"))
        {
            Fill(agencies, code, code == "1001" ? 0.97 : 0.3 + (0.5 * random.NextDouble()), random);
        }

        string[] provinces = ["08", "11", "23"];
        var places = (from code in codes where code != "1009" from province in provinces select new EditionCell(code, province, 20 + Math.Floor(100 * random.NextDouble()))).ToList();
        var cells = new IndexFacts(Method, places.Select(p => (p.Unit, agencies.Groups[agencies.GroupOf(agencies.IndexOf(p.Agency))])));
        foreach (var place in places)
        {
            Fill(cells, place.Unit, 0.3 + (0.5 * random.NextDouble()), random);
        }

        return new()
        {
            Head = new(id, kind, period, Cutoff, "c", "o", "n", EditionDocument.EngineVersion, null, ["official:2", "official:3"]),
            Methodology = Document, Agencies = agencies, Cells = cells, Places = places,
            Governors = provinces.ToDictionary(p => p, _ => (IReadOnlyList<Cell>)[Cell.Ratio(Math.Floor(12 * random.NextDouble()), 12), Cell.NotObserved, Cell.Ratio(3, 4), Cell.Ratio(9, 10)]),
            NationalRequests = codes.Append("3001").ToDictionary(c => c, c => c == "1002" ? 7d : 1000d + c[^1]),
            Units =
            [
                .. codes.Select(c => new EditionUnit(c, c[0] == '2' ? EditionUnit.ProvincialAgencies : EditionUnit.Agencies, "دستگاه " + c, "Agency " + c)),
                new("3001", EditionUnit.NotBound, "نهاد", "Body"), .. provinces.Select(p => new EditionUnit(p, EditionUnit.Provinces, "استان " + p, "Province " + p)),
            ],
        };
    }

    private static void Fill(IndexFacts facts, string unit, double quality, Xoshiro256 random)
    {
        for (var i = 0; i < facts.Method.Indicators.Count; i++)
        {
            var rule = facts.Method.Indicators[i];
            var value = rule.Worst + ((rule.Best - rule.Worst) * Math.Clamp(quality + (0.1 * (random.NextDouble() - 0.5)), 0, 1));
            var n = Math.Floor(100 + (900 * random.NextDouble()));
            facts[facts.IndexOf(unit), i] = random.NextDouble() < 0.03 ? Cell.NotObserved : rule.Estimator switch
            {
                Estimator.ExactMean => Cell.Mean(value),
                Estimator.ValueSe => Cell.Estimate(value, 0.05),
                Estimator.NormalNormal => Cell.Sample(value, 0.01),
                _ => Cell.Ratio(Math.Floor(Math.Clamp(value, 0, 1) * n), n),
            };
        }
    }
}
