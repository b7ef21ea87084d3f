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

    /// <summary>A stream of its own for what the index counts, so that the other figures stay as they are.</summary>
    private readonly DemoRandom indexed = random.Fork("index");
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
            }, place, accepted, service, onTime, own);
        }
    }

    private void Put(DemoAgency agency, Counter cell, DemoOffice place, int accepted, DemoService service, double onTime, DemoRandom own)
    {
        var days = service.Days;
        var answered = Part(accepted, .97);
        var minutes = (days * 900) + 20 + own.Below(400);
        var standard = service.Service.StandardMinutes ?? 420;
        cell.Accepted = accepted;
        cell.ReceiptInTime = Part(accepted, agency.Behaviour.Receipt ?? .92);
        cell.OnReceipt = Part(accepted, .95);
        cell.LateDefect = Part(accepted, agency.Behaviour.LateDefect ?? .015);
        cell.EventsComplete = Part(accepted, agency.Behaviour.Complete ?? .93);
        cell.SettledAccepted = answered;
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
        Index(cell, accepted, answered, days, standard, minutes, indexed);
        counters.Add(cell);
        var key = (place.Office.Province, cell.Day, cell.Channel, cell.Place);
        if (!totals.TryGetValue(key, out var total))
        {
            totals[key] = total = new() { AgencyId = agency.Agency.Id, Province = key.Province, Day = cell.Day, Channel = cell.Channel, Place = cell.Place };
        }

        total.Add(cell, +1);
        Duration(agency, cell, place, Clock.Calendar, DurationBuckets.Of(minutes));
        Duration(agency, cell, place, Clock.Working, DurationBuckets.Of(minutes * 3 / 10));
        Duration(agency, cell, place, Clock.Standard, RatioBuckets.Of(minutes * 3 / 10, standard));

        int Part(int whole, double share) => PartOf(whole, share, own);
    }

    private static int PartOf(int whole, double share, DemoRandom own) => (int)Math.Min(whole, Math.Floor((whole * share) + own.Unit()));

    /// <summary>What the national index counts beside it.</summary>
    private static void Index(Counter cell, int accepted, int answered, int days, int standard, int minutes, DemoRandom own)
    {
        var promise = Math.Min(3_000, Math.Max(120, days * 420) * 1_000L / standard);
        cell.Changes = PartOf(answered, .9, own);
        cell.ChangesTold = PartOf(cell.Changes, .7, own);
        cell.Inquiries = PartOf(answered, .12, own);
        cell.InquiriesOnline = PartOf(cell.Inquiries, .75, own);
        cell.PromiseStated = accepted;
        cell.PromiseMilli = accepted * promise;
        cell.PromiseSquares = accepted * promise * promise;
        cell.LongAnswered = minutes > 60 ? answered : 0;
        cell.LongTracked = PartOf(cell.LongAnswered, .8, own);
        cell.AnsweredOnline = PartOf(answered, cell.Channel == Channel.Electronic ? .95 : .6, own);
        cell.MobileClosed = PartOf(answered, .9, own);
        cell.Responses = PartOf(answered, .14, own);
        for (var i = 0; i < cell.Responses; i++)
        {
            var points = 2 + own.Below(4);
            cell.Points += points;
            cell.PointSquares += points * points;
        }
    }

    private void Duration(DemoAgency agency, Counter cell, DemoOffice place, Clock clock, short bucket)
    {
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
