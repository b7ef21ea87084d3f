using System.Security.Cryptography;
using MizKhedmat.Client;

// One accepted request, pushed and read back, in the sandbox: dotnet run --project samples/MizKhedmat.Client
static string Setting(string name, string? otherwise = null) =>
    Environment.GetEnvironmentVariable(name) ?? otherwise ?? throw new InvalidOperationException($"{name} is not set");

using var http = new HttpClient();
var credentials = new ClientCredentials(Setting("CLIENT", "agency-1001"), File.ReadAllText(Setting("KEY", "key.pem")), Setting("KID"));
using var centre = new CentreClient(http, new Uri(Setting("CENTRE", "http://localhost:5080")), credentials, TimeProvider.System, sandbox: true);

var now = TimeProvider.System.GetUtcNow();
var code = "CS-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(6));
var answer = await centre.PushAsync(
    [
        new
        {
            type = "accepted", eventId = "E-1", trackingCode = code, at = now, service = Setting("SERVICE", "99100100001"), office = Setting("OFFICE", "23-0001"),
            desk = "D-1", channel = "in-person", place = "line", applicant = new { kind = "natural", nationalId = "0499370899", mobile = "09123456789" },
            promisedUntil = now.AddDays(2), receipt = new { number = "R-1", issuedAt = now }, responsible = new { post = "کارشناس میز خدمت" },
        },
    ],
    "push-" + Convert.ToHexString(RandomNumberGenerator.GetBytes(12)));
foreach (var result in answer.Results)
{
    Console.WriteLine($"{result.Status} {result.Code} at {result.Pointer}: {result.Message?.En}");
}

foreach (var request in answer.Requests)
{
    Console.WriteLine($"receipt {answer.Receipt} central id {request.CentralTrackingId}");
}

Console.WriteLine($"{code} is {(await centre.FindRequestAsync(code))?.GetProperty("state")}");
return answer.Counts.Rejected == 0 ? 0 : 1;
