using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Access;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Registration;

/// <summary>The acts by which the register changes: pushes, forms, files, decisions, undo.</summary>
public static class RegistrationRoom
{
    extension(CentralDb db)
    {
        public DbSet<ImportJob> ImportJobs => db.Set<ImportJob>();

        public DbSet<ImportRow> ImportRows => db.Set<ImportRow>();
    }

    public static IServiceCollection AddRegistration(this IServiceCollection services) => services
        .AddSingleton<ChangeRegister>()
        .AddSingleton<AdoptRegister>()
        .AddSingleton<EditRecord>()
        .AddSingleton<PutRecord>()
        .AddSingleton<PushRecords>()
        .AddSingleton<DecideReview>()
        .AddSingleton<SweepRegister>()
        .AddSingleton<ProbeDesks>()
        .AddSingleton<RecountRegister>()
        .AddSingleton<Templates>()
        .AddSingleton<ImportQueue>()
        .AddSingleton<ImportPush>()
        .AddSingleton<ImportFile>()
        .AddSingleton<DecideImport>()
        .AddSingleton<UndoImport>()
        .AddSingleton<ImportList>()
        .AddSingleton<ForgetUploads>()
        .AddSingleton<ImportCounties>()
        .AddSingleton<ExportForms>()
        .AddHostedService<ImportWorker>();

    /// <summary>The routes under <c>/api/v1</c>; the group asks for a token already.</summary>
    public static void MapRegistration(this RouteGroupBuilder api)
    {
        var registry = api.MapGroup("/registry").RequireApiScope("registry.write");
        AskRegister.Map(registry);
        PutRecord.Map(registry);
        PushRecords.Map(registry);
        AskCodes.Map(api);
        ImportAddresses.Map(api);
    }

    /// <summary>Files that people of an agency download: templates and refused rows.</summary>
    public static void MapRegistrationFiles(this IEndpointRouteBuilder app) => ImportAddresses.MapPages(app);
}
