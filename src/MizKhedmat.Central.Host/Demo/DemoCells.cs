using MizKhedmat.Central.Data;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Registry;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>
/// The national size: counters without requests, to see the dashboards at full width. Each office gets the sums of a few
/// active days; totals are those same cells added up, so fine and coarse counters agree.
/// </summary>
internal sealed class DemoCells(DemoRecipe recipe, IReadOnlyList<DemoAgency> agencies, DemoPeriod period, DemoRandom random)
{
    private const double WeightPerRequest = 12_000;

    private readonly Dictionary<(Kernel.ProvinceCode, DateOnly, Channel, Place), DayTotal> totals = [];
    private readonly Dictionary<(Kernel.ProvinceCode, DateOnly, Channel, Place, Clock, short), DurationTotal> durationTotals = [];
    private readonly List<Counter> counters = [];
    private readonly List<DurationCounter> durations = [];

    public async Task WriteAsync(IBulkTransaction writing, CancellationToken ct)
    {
        var days = Enumerable.Range(0, period.Days).Select(period.From.AddDays).Where(period.Calendar.IsWorkingDay).ToList();
        foreach (var agency in agencies)
        {
            var own = random.Fork("cells " + agency.Agency.Code);
            foreach (var place in agency.Offices)
            {
                Fill(agency, place, days, own);
            }

            await writing.InsertAsync(counters, ct);
            await writing.InsertAsync(durations, ct);
            await writing.InsertAsync(totals.Values, ct);
            await writing.InsertAsync(durationTotals.Values, ct);
            counters.Clear();
            durations.Clear();
            totals.Clear();
            durationTotals.Clear();
        }
    }

    private void Fill(DemoAgency agency, DemoOffice place, List<DateOnly> days, DemoRandom own)
    {
        var active = Math.Min(days.Count, recipe.Size.ActiveDaysPerOffice);
        var first = own.Below(days.Count);
        var usual = agency.Behaviour.OnTime ?? (agency.Recipe.OnTime + recipe.Rhythm.ShiftOf(place.Office.Province.Value));
        var onTime = Math.Clamp(usual + own.Between(-.06, .06), 0, 1);
        var until = period.Today.AddDays(-(agency.Behaviour.SilentDays ?? 0));
        for (var i = 0; i < active; i++)
        {
            var day = days[(first + (i * days.Count / active)) % days.Count];
            if (day > until)
            {
                continue;
            }

            var isElectronic = place.IsOnline && own.Chance(agency.Network.ElectronicShare);
            var service = own.Of(agency.Services);
            var accepted = 1 + (int)own.Wait(place.Weight * agency.Recipe.Volume / WeightPerRequest / active);
            Put(agency, new()
            {
                OfficeId = place.Office.Id, Day = day, ServiceId = service.Service.Id,
                DeskId = (isElectronic ? place.Electronic : place.InPerson)!.Id,
                Channel = isElectronic ? Channel.Electronic : Channel.InPerson,
                Place = place.Office.Level == OfficeLevel.Headquarters ? Place.Headquarters : Place.Line,
            }, place, accepted, service.Days, onTime, own);
        }
    }

    private void Put(DemoAgency agency, Counter cell, DemoOffice place, int accepted, int days, double onTime, DemoRandom own)
    {
        var answered = Part(accepted, .97);
        var minutes = (days * 900) + 20 + own.Below(400);
        cell.Accepted = accepted;
        cell.ReceiptInTime = Part(accepted, agency.Behaviour.Receipt ?? .92);
        cell.OnReceipt = Part(accepted, .95);
        cell.LateDefect = Part(accepted, agency.Behaviour.LateDefect ?? .015);
        cell.EventsComplete = Part(accepted, agency.Behaviour.Complete ?? .93);
        cell.Answered = answered;
        cell.AnswerMinutes = (long)answered * minutes;
        cell.AnswerWorkMinutes = (long)answered * minutes * 3 / 10;
        cell.Visits = answered;
        cell.VisitsStated = answered;
        cell.SamePlace = Part(answered, .97);
        cell.DeliveryPlaceStated = answered;
        cell.InRange = Part(answered, .4);
        cell.RangeStated = answered;
        cell.RangeMinutes = (long)answered * Math.Max(120, days * 600);
        cell.Due = accepted;
        cell.OnTime = Part(answered, onTime);
        cell.Settled = answered;
        counters.Add(cell);
        var key = (place.Office.Province, cell.Day, cell.Channel, cell.Place);
        if (!totals.TryGetValue(key, out var total))
        {
            totals[key] = total = new() { AgencyId = agency.Agency.Id, Province = key.Province, Day = cell.Day, Channel = cell.Channel, Place = cell.Place };
        }

        total.Add(cell, +1);
        Duration(agency, cell, place, Clock.Calendar, minutes);
        Duration(agency, cell, place, Clock.Working, minutes * 3 / 10);

        int Part(int whole, double share) => (int)Math.Min(whole, Math.Floor((whole * share) + own.Unit()));
    }

    private void Duration(DemoAgency agency, Counter cell, DemoOffice place, Clock clock, long minutes)
    {
        var bucket = DurationBuckets.Of(minutes);
        durations.Add(new()
        {
            OfficeId = cell.OfficeId, Day = cell.Day, ServiceId = cell.ServiceId, DeskId = cell.DeskId, Channel = cell.Channel,
            Place = cell.Place, Clock = clock, Bucket = bucket, Answered = cell.Answered,
        });
        var key = (place.Office.Province, cell.Day, cell.Channel, cell.Place, clock, bucket);
        if (!durationTotals.TryGetValue(key, out var total))
        {
            durationTotals[key] = total = new()
            {
                AgencyId = agency.Agency.Id, Province = key.Province, Day = cell.Day, Channel = cell.Channel, Place = cell.Place, Clock = clock, Bucket = bucket,
            };
        }

        total.Answered += cell.Answered;
    }
}
