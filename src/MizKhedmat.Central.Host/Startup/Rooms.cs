using MizKhedmat.Central.Editions;
using MizKhedmat.Central.Intake;
using MizKhedmat.Central.Obligations;
using MizKhedmat.Central.Registration;
using MizKhedmat.Central.Registry;
using MizKhedmat.Central.Scoring;

namespace MizKhedmat.Central.Host.Startup;

/// <summary>The rooms whose services answer the API: the centre has them, and its sandbox has them again.</summary>
internal static class Rooms
{
    public static IServiceCollection AddRooms(this IServiceCollection services) => services
        .AddRegistry()
        .AddIntake()
        .AddRegistration()
        .AddObligations()
        .AddScoring()
        .AddEditions()
        .AddReferenceData();
}
