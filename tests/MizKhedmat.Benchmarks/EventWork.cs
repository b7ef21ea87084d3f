using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MizKhedmat.Cli.Simulation;

namespace MizKhedmat.Benchmarks;

/// <summary>
/// Pushes of an agency in which the five events of a request lie in five different ones: the worst case for whoever keeps
/// the state of requests.
/// </summary>
internal sealed class EventWork(AgencyProfile profile, string run, int seed, DateTimeOffset now)
{
    private const int Lives = 5;

    private readonly Random random = new(seed);
    private readonly Dictionary<int, List<Case>> groups = [];

    /// <summary>The <paramref name="round"/>-th batch: acceptances of one group, and the next event of each of the four groups before it.</summary>
    public byte[] Batch(int round, int size) => Body([.. Records(round, size / Lives)]);

    /// <summary>The same with a group of one request, each event a body of its own.</summary>
    public IEnumerable<byte[]> Singles(int round) => Records(round, 1).Select(record => Body([record]));

    private IEnumerable<(Case One, int Age)> Records(int round, int share)
    {
        groups[round] = [.. Enumerable.Range(0, share).Select(i => NewCase(round, i))];
        groups.Remove(round - Lives);
        return Enumerable.Range(0, Lives).SelectMany(age => (groups.GetValueOrDefault(round - age) ?? []).Select(one => (one, age)));
    }

    private static byte[] Body(IReadOnlyList<(Case One, int Age)> records)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + (records.Count * 840));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("records");
        foreach (var (one, age) in records)
        {
            Write(json, one, age);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private Case NewCase(int round, int i)
    {
        var office = profile.Offices[random.Next(profile.Offices.Count)];
        var service = profile.Services[random.Next(profile.Services.Count)];
        var at = now.AddDays(-40 + random.Next(30)).AddMinutes(random.Next(480));
        return new(string.Create(CultureInfo.InvariantCulture, $"{run}-{round}-{i}"), office, service, at, NationalId());
    }

    private static void Write(Utf8JsonWriter json, Case one, int age)
    {
        json.WriteStartObject();
        json.WriteString("type", age switch { 0 => "accepted", 1 or 2 => "step", 3 => "answered", _ => "surveyed" });
        json.WriteString("eventId", "E-" + age.ToString(CultureInfo.InvariantCulture));
        json.WriteString("trackingCode", one.Code);
        json.WriteString("at", Text(one.At.AddHours(age * 20)));
        switch (age)
        {
            case 0:
                Accept(json, one);
                break;
            case 1 or 2:
                json.WriteString("title", age == 1 ? "بررسی مدارک" : "تأیید رئیس اداره");
                Responsible(json, "کارشناس میز");
                break;
            case 3:
                json.WriteString("outcome", "granted");
                json.WriteString("answerChannel", "electronic");
                Responsible(json, "رئیس اداره");
                break;
            default:
                json.WriteStartObject("scores");
                json.WriteNumber("information", 4);
                json.WriteNumber("behaviour", 5);
                json.WriteNumber("timeKept", 3);
                json.WriteNumber("overall", 4);
                json.WriteEndObject();
                json.WriteString("instrument", "link");
                break;
        }

        json.WriteEndObject();
    }

    private static void Accept(Utf8JsonWriter json, Case one)
    {
        json.WriteString("service", one.Service.Code);
        json.WriteString("office", one.Office.Code);
        json.WriteString("channel", one.Office.InPersonDesk is null ? "electronic" : "in-person");
        if ((one.Office.InPersonDesk ?? one.Office.ElectronicDesk) is { } desk)
        {
            json.WriteString("desk", desk);
        }

        json.WriteString("place", one.Office.Headquarters ? "headquarters" : "line");
        json.WriteStartObject("applicant");
        json.WriteString("kind", "natural");
        json.WriteString("nationalId", one.NationalId);
        json.WriteString("mobile", "09123456789");
        json.WriteEndObject();
        json.WriteString("promisedFrom", Text(one.At.AddDays(2)));
        json.WriteString("promisedUntil", Text(one.At.AddDays(4)));
        json.WriteStartObject("receipt");
        json.WriteString("number", "R-" + one.Code);
        json.WriteString("issuedAt", Text(one.At.AddSeconds(20)));
        json.WriteEndObject();
        json.WriteNumber("visits", 1);
    }

    private static void Responsible(Utf8JsonWriter json, string post)
    {
        json.WriteStartObject("responsible");
        json.WriteString("post", post);
        json.WriteEndObject();
    }

    private static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(3.5)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Nine random digits and their check digit.</summary>
    private string NationalId()
    {
        var digits = random.Next(100_000_000, 999_999_999).ToString(CultureInfo.InvariantCulture);
        var rest = digits.Select((c, i) => (c - '0') * (10 - i)).Sum() % 11;
        return digits + (rest < 2 ? rest : 11 - rest).ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Case(string Code, OfficeProfile Office, ServiceProfile Service, DateTimeOffset At, string NationalId);
}
