using System.Globalization;
using System.Text.Json.Nodes;

namespace MizKhedmat.Cli.Simulation;

/// <summary>
/// Plays one agency: an endless stream of believable events in the contract of <c>POST /api/v1/intake/events</c>. Every
/// request runs from acceptance over steps to answer, delivery and now and then a survey; some are late, some have a
/// defect told after acceptance. Not thread-safe.
/// </summary>
public sealed class AgencyPlay(AgencyProfile profile, string run, Random random, TimeProvider clock)
{
    private const int FewestOpen = 8;
    private const int MostOpen = 40;
    private const double AdoptedShare = .12;
    private static readonly TimeSpan Tehran = TimeSpan.FromMinutes(210);

    private readonly SimulationWords words = profile.Words ?? SimulationWords.Plain;
    private readonly List<SimulatedCase> open = [];
    private readonly Queue<OpenCase> waiting = new();
    private int accepted;

    /// <summary>Requests of the centre that this agency also works on, the most urgent first.</summary>
    public void Adopt(IEnumerable<OpenCase> cases)
    {
        foreach (var one in cases)
        {
            waiting.Enqueue(one);
        }
    }

    /// <summary>The next event, dated now (or, for a late request, its acceptance some hours ago).</summary>
    public JsonObject Next()
    {
        if (waiting.Count > 0 && random.NextDouble() < AdoptedShare)
        {
            var adopted = waiting.Dequeue();
            var office = profile.Offices.FirstOrDefault(o => o.Code == adopted.Office) ?? profile.Offices[0];
            open.Add(new(adopted.TrackingCode, office, adopted.AcceptedAt) { StepsLeft = random.Next(2) });
        }

        if (open.Count < FewestOpen || (open.Count < MostOpen && random.NextDouble() < .25))
        {
            return Accept();
        }

        var at = random.Next(open.Count);
        var chosen = open[at];
        var record = Follow(chosen);
        if (chosen.Next == SimulatedCase.Stage.Done)
        {
            open.RemoveAt(at);
        }

        return record;
    }

    private JsonObject Accept()
    {
        var office = profile.Offices[random.Next(profile.Offices.Count)];
        var service = profile.Services[random.Next(profile.Services.Count)];
        var now = clock.GetUtcNow();
        var isLate = random.NextDouble() > profile.OnTime;
        var acceptedAt = isLate ? now.AddMinutes(-random.Next(120, 400)) : now;
        var until = isLate ? now.AddMinutes(-random.Next(5, 100)) : Promise(now, service.Days);
        var isElectronic = office.ElectronicDesk is not null && random.NextDouble() < .6;
        var code = string.Create(CultureInfo.InvariantCulture, $"{run}-{++accepted}");
        var taken = new SimulatedCase(code, office, acceptedAt) { StepsLeft = 1 + random.Next(2), IsElectronic = isElectronic, Service = service.Code };
        open.Add(taken);
        var record = Record("accepted", taken, acceptedAt);
        record["service"] = service.Code;
        record["office"] = office.Code;
        if ((isElectronic ? office.ElectronicDesk : office.InPersonDesk) is { } desk)
        {
            record["desk"] = desk;
        }

        record["channel"] = isElectronic ? "electronic" : "in-person";
        record["place"] = office.Headquarters ? "headquarters" : "line";
        record["applicant"] = new JsonObject { ["kind"] = "natural", ["nationalId"] = NationalId(), ["mobile"] = $"0900{random.Next(10_000_000):0000000}" };
        record["promisedFrom"] = Text(acceptedAt + ((until - acceptedAt) / 2));
        record["promisedUntil"] = Text(until);
        if (random.NextDouble() < .95)
        {
            var issued = isLate ? acceptedAt.AddSeconds(random.Next(5, 200)) : acceptedAt;
            record["receipt"] = new JsonObject { ["number"] = "R-" + code, ["issuedAt"] = Text(issued) };
        }

        record["visits"] = isElectronic ? 0 : 1 + random.Next(2);
        return record;
    }

    private JsonObject Follow(SimulatedCase one)
    {
        var at = clock.GetUtcNow();
        at = one.LastAt = at > one.LastAt ? at : one.LastAt;
        if (one.Next == SimulatedCase.Stage.Work && one.StepsLeft-- <= 0)
        {
            one.Next = SimulatedCase.Stage.Answer;
        }

        return one.Next switch
        {
            SimulatedCase.Stage.Work => Work(one, at),
            SimulatedCase.Stage.Answer => Answer(one, at),
            SimulatedCase.Stage.Deliver => Deliver(one, at),
            _ => Survey(one, at),
        };
    }

    private JsonObject Work(SimulatedCase one, DateTimeOffset at)
    {
        if (one.Service is not null && random.NextDouble() < profile.LateDefect)
        {
            var defect = Record("defect-told", one, at);
            defect["service"] = one.Service;
            defect["office"] = one.Office.Code;
            defect["items"] = new JsonArray(Of(words.Defects));
            return defect;
        }

        var step = Record("step", one, at);
        step["title"] = Of(words.Steps);
        step["notified"] = random.NextDouble() < .7 ? "sms" : "none";
        return step;
    }

    private JsonObject Answer(SimulatedCase one, DateTimeOffset at)
    {
        one.Next = random.NextDouble() < .9 ? SimulatedCase.Stage.Deliver : SimulatedCase.Stage.Done;
        var record = Record("answered", one, at);
        var isGranted = random.NextDouble() < .9;
        record["outcome"] = isGranted ? "granted" : "refused";
        if (!isGranted)
        {
            record["reason"] = Of(words.Refusals);
        }

        record["answerChannel"] = "electronic";
        return record;
    }

    private JsonObject Deliver(SimulatedCase one, DateTimeOffset at)
    {
        one.Next = random.NextDouble() < .15 ? SimulatedCase.Stage.Survey : SimulatedCase.Stage.Done;
        var record = Record("delivered", one, at);
        record["deliveryChannel"] = one.IsElectronic ? "electronic" : "in-person";
        record["deliveryPlace"] = one.Office.Code;
        return record;
    }

    private JsonObject Survey(SimulatedCase one, DateTimeOffset at)
    {
        one.Next = SimulatedCase.Stage.Done;
        var record = Record("surveyed", one, at);
        record["scores"] = new JsonObject { ["information"] = Score(), ["behaviour"] = Score(), ["timeKept"] = Score(), ["overall"] = Score() };
        record["instrument"] = "sms";
        return record;
    }

    private JsonObject Record(string type, SimulatedCase one, DateTimeOffset at)
    {
        var record = new JsonObject
        {
            ["type"] = type, ["eventId"] = one.NextEventId(run), ["trackingCode"] = one.TrackingCode, ["at"] = Text(at),
        };
        if (type == "step" || (type != "surveyed" && random.NextDouble() < .96))
        {
            record["responsible"] = new JsonObject { ["post"] = Of(words.Posts) };
        }

        return record;
    }

    /// <summary>The end of the day for same-day services, else 14:00 of a later day.</summary>
    private DateTimeOffset Promise(DateTimeOffset now, int days)
    {
        var local = now.ToOffset(Tehran);
        var closing = new DateTimeOffset(local.Date.AddDays(Math.Min(days, 20)).AddHours(14), Tehran);
        return closing > now.AddMinutes(30) ? closing : now.AddMinutes(30 + random.Next(60));
    }

    private string Of(IReadOnlyList<string> texts) => texts[random.Next(texts.Count)];

    private int Score() => Math.Clamp((int)Math.Round((profile.OnTime * 5) - 1 + (random.NextDouble() * 2)), 1, 5);

    private string NationalId()
    {
        var digits = new int[10];
        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            digits[i] = i == 0 ? 1 : random.Next(10);
            sum += digits[i] * (10 - i);
        }

        var rest = sum % 11;
        digits[9] = rest < 2 ? rest : 11 - rest;
        return string.Concat(digits);
    }

    private static string Text(DateTimeOffset at) => at.ToOffset(Tehran).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
