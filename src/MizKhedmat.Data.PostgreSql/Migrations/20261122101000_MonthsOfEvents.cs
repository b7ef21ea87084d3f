using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.PostgreSql.Migrations
{
    /// <summary>
    /// The events of requests are cut into months by the request's id. A plain table cannot become a partitioned one: a new one is
    /// put over it, and the old table is its first part, with every row where it was. Months are made by PrepareMonths.
    /// </summary>
    public partial class MonthsOfEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE SCHEMA months;
                ALTER TABLE intake."RequestEvent" SET SCHEMA months;
                ALTER TABLE months."RequestEvent" RENAME TO "RequestEvent_before";
                ALTER TABLE months."RequestEvent_before" RENAME CONSTRAINT "PK_RequestEvent" TO "PK_RequestEvent_before";
                CREATE TABLE intake."RequestEvent" (LIKE months."RequestEvent_before" INCLUDING ALL EXCLUDING INDEXES, CONSTRAINT "PK_RequestEvent" PRIMARY KEY ("RequestId", "EventId"))
                    PARTITION BY RANGE ("RequestId");
                ALTER TABLE intake."RequestEvent" ATTACH PARTITION months."RequestEvent_before" FOR VALUES FROM (MINVALUE) TO (68719476736);
                CREATE TABLE months."RequestEvent_rest" PARTITION OF intake."RequestEvent" DEFAULT;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                ALTER TABLE intake."RequestEvent" DETACH PARTITION months."RequestEvent_before";
                INSERT INTO months."RequestEvent_before" SELECT * FROM intake."RequestEvent";
                DROP TABLE intake."RequestEvent";
                ALTER TABLE months."RequestEvent_before" RENAME CONSTRAINT "PK_RequestEvent_before" TO "PK_RequestEvent";
                ALTER TABLE months."RequestEvent_before" RENAME TO "RequestEvent";
                ALTER TABLE months."RequestEvent" SET SCHEMA intake;
                DROP SCHEMA months;
                """);
        }
    }
}
