using MizKhedmat.Central.Access;
using MizKhedmat.Central.Contract;
using MizKhedmat.Central.Host.Demo;
using MizKhedmat.Central.Host.Hubs;
using MizKhedmat.Central.Host.Startup;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Live;
using MizKhedmat.Central.Notifications;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Reports;
using MizKhedmat.Central.Sandbox;
using MizKhedmat.Dashboards;

var builder = WebApplication.CreateBuilder(args);
var centre = builder.AddCentre();
var database = builder.AddDatabase(centre);
builder.AddDemo(centre);
builder.AddSandbox(centre);
builder.Services
    .AddRooms()
    .AddAccess(builder.Configuration, centre, builder.Environment)
    .AddNotifications()
    .AddLive()
    .AddLiveHub()
    .AddDashboards()
    .AddJobEngine(database)
    .AddReadiness();

var app = builder.Build();
await app.MigrateAsync();
await app.Services.LoadReferenceDataAsync();
await app.Services.GetRequiredService<AdoptRegister>().RunAsync(CancellationToken.None);
await app.LoadDemoAsync();

app.UseApiFaults();
app.UseSameOriginSockets();
app.UseDashboards();
app.UseAuthentication();
app.UseCallTally();
app.UseAuthorization();
app.UseAntiforgery();
app.UseSandbox();
app.MapStaticAssets();
app.MapDashboards();
app.MapAccess();
var api = app.MapApi();
api.MapIntake();
api.MapRegistration();
api.MapReports();
api.MapSandbox();
app.MapContract();
app.MapRegistrationFiles();
app.MapApiEdges();
app.MapLiveHub();
app.MapHealth();
await app.RunAsync();

/// <summary>The exe; public so that tests can start the whole centre.</summary>
public sealed partial class Program
{
    private Program()
    {
    }
}
