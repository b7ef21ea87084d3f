using System.Globalization;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Kernel;

namespace MizKhedmat.Central.Host.Demo;

/// <summary>The shares by which the courses of one agency in one province differ.</summary>
internal sealed record DemoWays(
    double OnTime, double Receipt, double Complete, double LateDefect, double SamePlace, double Bunched);

/// <summary>Where and how a request was accepted.</summary>
internal sealed record DemoAcceptance(DateTime Tehran, DemoOffice Office, DemoOffice Elsewhere, DemoService Service, Channel Channel);

/// <summary>
/// The course of one request from acceptance to delivery, as the events that its agency would push. What lies after the
/// cut-off is not told yet, so open and overdue requests come about by themselves.
/// </summary>
internal sealed class DemoCourse(DemoClock clock, WordsRecipe words, PersonalDataKey key, Func<DateTime, long> pushOf, DemoRandom random)
{
    private const int SameDayMinutes = 40;
    private const int ToldOfTen = 7;
    private const int LongestDelay = 60 * DemoClock.MinutesPerDay;

    private readonly List<StoredEvent> events = [];
    private DateTime lastAt;
    private EventType? unnamed;

    /// <summary>Events up to <paramref name="cutOff"/> (UTC) in order of time; empty when even the acceptance lies after it.</summary>
    public List<StoredEvent> Tell(DemoAcceptance acceptance, DemoWays ways, DateTime cutOff)
    {
        events.Clear();
        unnamed = random.Chance(ways.Complete) ? null : random.Chance(.5) ? EventType.Accepted : EventType.Answered;
        var acceptedAt = Utc(acceptance.Tehran);
        var start = clock.PositionOf(acceptance.Tehran);
        var promise = PromiseOf(acceptance, start);
        var answer = AnswerOf(start, promise, acceptance.Service.Days, ways);
        Accept(acceptance, acceptedAt, promise, ways);
        lastAt = acceptedAt;
        if (random.Chance(.018))
        {
            Tell(EventType.Cancelled, Between(start, answer), new() { ByApplicant = true });
        }
        else
        {
            Work(acceptance, ways, start, answer);
            Finish(acceptance, ways, answer);
        }

        events.RemoveAll(e => e.Row.At > cutOff);
        return events;
    }

    private static int PromiseOf(DemoAcceptance acceptance, int start)
    {
        var days = acceptance.Service.Days;
        var isLateInDay = start % DemoClock.MinutesPerDay > 330;
        return DemoClock.EndOfDay(start, days == 0 && isLateInDay ? 1 : days);
    }

    private int AnswerOf(int start, int promise, int days, DemoWays ways)
    {
        var room = Math.Max(2, promise - start);
        if (!random.Chance(ways.OnTime))
        {
            return promise + 5 + (int)Math.Min(LongestDelay, random.Wait(DemoClock.MinutesPerDay * (.6 + (.35 * days))));
        }

        if (random.Chance(ways.Bunched))
        {
            return start + Math.Max(1, (int)(room * random.Between(.91, .999)));
        }

        return days == 0
            ? start + 1 + Math.Min(random.Below(SameDayMinutes), room - 1)
            : start + Math.Max(1, (int)(room * random.Between(.18, .97)));
    }

    private void Accept(DemoAcceptance acceptance, DateTime at, int promise, DemoWays ways)
    {
        var until = clock.TehranOf(promise);
        var from = acceptance.Tehran + ((until - acceptance.Tehran) * .6);
        var hasReceipt = random.Chance(Math.Min(1, ways.Receipt + .03));
        var issued = random.Chance(ways.Receipt) ? at.AddSeconds(5 + random.Below(240)) : at.AddMinutes(12 + random.Below(300));
        var place = acceptance.Office;
        var desk = acceptance.Channel switch { Channel.Electronic => place.Electronic, Channel.InPerson => place.InPerson, _ => null };
        Tell(EventType.Accepted, at, new()
        {
            OfficeId = place.Office.Id,
            Province = place.Office.Province.Value,
            DeskId = desk?.Id,
            ServiceId = acceptance.Service.Service.Id,
            StandardMinutes = acceptance.Service.Service.StandardMinutes,
            Channel = acceptance.Channel,
            Place = place.Office.Level == Registry.OfficeLevel.Headquarters ? Place.Headquarters : Place.Line,
            PromisedFrom = random.Chance(.9) ? Utc(new DateTime(from.Ticks - (from.Ticks % TimeSpan.TicksPerMinute))) : null,
            PromisedUntil = Utc(until),
            ReceiptNumber = hasReceipt ? "R-" + random.Below(1_000_000).ToString(CultureInfo.InvariantCulture) : null,
            ReceiptIssuedAt = hasReceipt ? issued : null,
            Items = hasReceipt ? [random.Of(words.Documents)] : null,
            Visits = acceptance.Channel == Channel.Electronic ? 0 : 1 + (int)Math.Min(3, random.Wait(.5)),
            ApplicantKind = random.Chance(.85) ? ApplicantKind.Natural : random.Chance(.8) ? ApplicantKind.Legal : ApplicantKind.Foreign,
            ApplicantHash = key.Hash("applicant-id", "demo-" + random.Below(2_000_000).ToString(CultureInfo.InvariantCulture)),
        });
    }

    private void Work(DemoAcceptance acceptance, DemoWays ways, int start, int answer)
    {
        if (random.Chance(ways.LateDefect))
        {
            Tell(EventType.DefectTold, Between(start, answer), new()
            {
                OfficeId = acceptance.Office.Office.Id, Province = acceptance.Office.Office.Province.Value,
                ServiceId = acceptance.Service.Service.Id, Items = [random.Of(words.Defects)],
            });
        }

        var steps = acceptance.Service.Days == 0 ? random.Below(2) : 1 + random.Below(3);
        for (var i = 0; i < steps; i++)
        {
            var low = start + ((answer - start) * i / (steps + 1));
            Tell(EventType.Step, Between(low, answer), new() { Title = random.Of(words.Steps), Notified = start % 10 < ToldOfTen ? "sms" : "none" });
        }

        if (random.Chance(.12))
        {
            Inquire(start, answer);
        }

        if (random.Chance(.05))
        {
            Tell(EventType.Message, Between(start, answer), new() { Text = random.Of(words.Messages), FromApplicant = false });
        }

        if (random.Chance(.02))
        {
            Tell(EventType.Referred, Between(start, answer), new()
            {
                ToOfficeId = acceptance.Office.Office.Id, Reason = random.Of(words.Referrals), Coordinated = random.Chance(.7), PresenceDemanded = random.Chance(.4),
            });
        }
    }

    private void Inquire(int start, int answer)
    {
        var middle = start + ((answer - start) / 2);
        var isElectronic = random.Chance(.75);
        var details = new EventDetails
        {
            Inquiry = "Q-" + random.Below(100_000).ToString(CultureInfo.InvariantCulture), ToAgency = "1001",
            Title = random.Of(words.Inquiries), Electronic = isElectronic, Reason = isElectronic ? null : words.Referrals[0],
        };
        Tell(EventType.InquirySent, Between(start, middle), details);
        Tell(EventType.InquiryAnswered, Between(middle, answer), details);
    }

    private void Finish(DemoAcceptance acceptance, DemoWays ways, int answer)
    {
        var outcome = random.Unit() switch { < .87 => Outcome.Granted, < .95 => Outcome.Refused, _ => Outcome.Partly };
        Tell(EventType.Answered, Utc(clock.TehranOf(answer)).AddSeconds(random.Below(60)), new()
        {
            Outcome = outcome, Reason = outcome == Outcome.Granted ? null : random.Of(words.Refusals),
            AnswerChannel = random.Chance(.7) ? Channel.Electronic : acceptance.Channel,
        });
        if (!random.Chance(.94))
        {
            return;
        }

        Tell(EventType.Delivered, lastAt.AddMinutes(5 + random.Below(180)), new()
        {
            DeliveryChannel = acceptance.Channel == Channel.Electronic ? "electronic" : "in-person",
            DeliveryOfficeId = random.Chance(ways.SamePlace) ? acceptance.Office.Office.Id : acceptance.Elsewhere.Office.Id,
        });
        if (random.Chance(.14))
        {
            var mood = ways.OnTime >= .9 ? 4 : ways.OnTime >= .7 ? 3 : 2;
            Tell(EventType.Surveyed, lastAt.AddHours(1 + random.Below(60)), new()
            {
                Scores = [.. Enumerable.Range(0, 4).Select(_ => Math.Clamp(mood - 1 + random.Below(4), 1, 5))], Instrument = random.Chance(.8) ? "link" : "sms",
            });
        }
    }

    private DateTime Between(int low, int high) => Utc(clock.TehranOf(low + 1 + random.Below(Math.Max(1, high - low - 1)))).AddSeconds(random.Below(50));

    /// <summary>No event is dated before the one told just before it, save what stands between acceptance and answer in any order.</summary>
    private void Tell(EventType type, DateTime at, EventDetails details)
    {
        if (type is EventType.Answered or EventType.Delivered or EventType.Surveyed)
        {
            var latest = events.Max(e => e.Row.At);
            at = at > latest ? at : latest.AddSeconds(20 + random.Below(30));
        }

        var isNamed = type != unnamed && type is not EventType.Surveyed and not EventType.Cancelled;
        lastAt = at;
        var json = details.ToJson();
        events.Add(new(new()
        {
            EventId = "E-" + (events.Count + 1).ToString(CultureInfo.InvariantCulture),
            Type = type,
            At = at,
            PushId = pushOf(at),
            ContentHash = key.Hash("event-content", $"{(int)type} {at.Ticks} {json}"),
            ResponsiblePost = isNamed ? random.Of(words.Posts) : null,
            ResponsibleName = isNamed ? random.Of(words.Names) : null,
            Details = json,
        }, details));
    }

    private static DateTime Utc(DateTime tehran) => TehranTime.ToUtc(tehran);
}
