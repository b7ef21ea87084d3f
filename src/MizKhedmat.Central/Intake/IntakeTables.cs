using Microsoft.EntityFrameworkCore;
using MizKhedmat.Central.Data;

namespace MizKhedmat.Central.Intake;

/// <summary>The tables of the intake room.</summary>
public static class IntakeTables
{
    extension(CentralDb db)
    {
        public DbSet<ServiceRequest> ServiceRequests => db.Set<ServiceRequest>();

        public DbSet<RequestEvent> RequestEvents => db.Set<RequestEvent>();

        public DbSet<PushReceipt> PushReceipts => db.Set<PushReceipt>();

        public DbSet<PushCount> PushCounts => db.Set<PushCount>();

        public DbSet<PushSample> PushSamples => db.Set<PushSample>();

        public DbSet<ClientSighting> ClientSightings => db.Set<ClientSighting>();

        public DbSet<DeskDay> DeskDays => db.Set<DeskDay>();

        public DbSet<TrackingSerial> TrackingSerials => db.Set<TrackingSerial>();

        public DbSet<Counter> Counters => db.Set<Counter>();

        public DbSet<DayTotal> DayTotals => db.Set<DayTotal>();

        public DbSet<DurationCounter> DurationCounters => db.Set<DurationCounter>();

        public DbSet<DurationTotal> DurationTotals => db.Set<DurationTotal>();

        public DbSet<CounterRepair> CounterRepairs => db.Set<CounterRepair>();

        public DbSet<RequestRetention> RequestRetentions => db.Set<RequestRetention>();
    }
}
