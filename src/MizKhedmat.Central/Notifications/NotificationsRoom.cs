using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Notifications;

/// <summary>Tell people once, surely: notices in the workspace, signed webhooks to the agency's machines.</summary>
public static class NotificationsRoom
{
    extension(CentralDb db)
    {
        public DbSet<Notice> Notices => db.Set<Notice>();

        public DbSet<Webhook> Webhooks => db.Set<Webhook>();

        public DbSet<Delivery> Deliveries => db.Set<Delivery>();
    }

    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<NoticeBoard>()
        .AddSingleton<SeeNotices>()
        .AddSingleton<WebhookBoard>()
        .AddSingleton<ArrangeWebhooks>()
        .AddSingleton<SendDeliveries>()
        .AddSingleton<ForgetDeliveries>()
        .AddHostedService<DeliveryWorker>();
}
