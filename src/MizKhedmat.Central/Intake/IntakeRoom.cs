using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Intake;

/// <summary>What agencies push, safely repeated.</summary>
public static class IntakeRoom
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddSingleton<JournalBell>()
        .AddSingleton<AgencyRegisters>()
        .AddSingleton<PushesInFlight>()
        .AddSingleton<Admission>()
        .AddSingleton<ReceiveBatch>()
        .AddSingleton<StorePushes>()
        .AddSingleton<GroupCommit>()
        .AddSingleton<PushEvents>()
        .AddSingleton<PushDeskDays>()
        .AddSingleton<ForgetAnswers>()
        .AddSingleton<CallTally>()
        .AddSingleton<AlertSilence>()
        .AddSingleton<ApiHealthBoard>()
        .AddSingleton<Recount>()
        .AddSingleton<RebuildCounters>()
        .AddSingleton<CounterRepairList>()
        .AddSingleton<ForgetRequests>()
        .AddSingleton<ForgetFigures>()
        .AddSingleton<PrepareMonths>()
        .AddSingleton<RequestList>()
        .AddSingleton<PublicTracking>();

    /// <summary>Counts refused requests and who called; after authentication, before whatever may refuse.</summary>
    public static void UseCallTally(this WebApplication app)
    {
        var tally = app.Services.GetRequiredService<CallTally>();
        app.Use(next => context => tally.WatchAsync(context, next));
    }

    /// <summary>The routes under <c>/api/v1</c>; the group asks for a token already.</summary>
    public static void MapIntake(this RouteGroupBuilder api)
    {
        var intake = api.MapGroup("/intake").RequireApiScope("intake.write");
        PushEvents.Map(intake);
        PushDeskDays.Map(intake);
        ReadBack.MapRequests(api.MapGroup("").RequireApiScope("intake.write"));
        ReadBack.MapReceipts(api.MapGroup("").RequireApiScope("receipts.read"));
    }
}
