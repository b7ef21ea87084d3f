using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;
using MizKhedmat.Central.Host.Startup;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Live;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;

var builder = WebApplication.CreateBuilder(args);
var centre = builder.AddCentre();
builder.AddDatabase(centre);
builder.Services
    .AddRegistry()
    .AddObligations()
    .AddScoring()
    .AddReferenceData()
    .AddSingleton<LiveSignals>()
    .AddSingleton<KpiBoard>()
    .AddSingleton<RequestList>()
    .AddSingleton<DailyFlow>()
    .AddSingleton<PublicTracking>();

var app = builder.Build();
await using (var db = await app.Services.GetRequiredService<IDbContextFactory<CentralDb>>().CreateDbContextAsync())
{
    await db.Database.EnsureCreatedAsync();
}

await app.Services.LoadReferenceDataAsync();

app.MapStaticAssets();
app.MapGet("/health/live", () => "ok");
await app.RunAsync();

/// <summary>The exe; public so that tests can start the whole centre.</summary>
public sealed partial class Program
{
    private Program()
    {
    }
}
