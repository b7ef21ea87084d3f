using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MizKhedmat.Data.SqlServer.Migrations
{
    /// <summary>
    /// The events of requests are cut into months by the request's id: the key is built anew over a partition scheme. Months are
    /// made by PrepareMonths.
    /// </summary>
    public partial class MonthsOfEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("CREATE PARTITION FUNCTION RequestMonths (bigint) AS RANGE RIGHT FOR VALUES (68719476736);");
            migrationBuilder.Sql("CREATE PARTITION SCHEME RequestMonths AS PARTITION RequestMonths ALL TO ([PRIMARY]);");
            migrationBuilder.Sql("ALTER TABLE [intake].[RequestEvent] DROP CONSTRAINT [PK_RequestEvent];");
            migrationBuilder.Sql(
                "ALTER TABLE [intake].[RequestEvent] ADD CONSTRAINT [PK_RequestEvent] PRIMARY KEY CLUSTERED ([RequestId], [EventId]) ON RequestMonths ([RequestId]);");
            migrationBuilder.Sql("ALTER TABLE [intake].[RequestEvent] SET (LOCK_ESCALATION = AUTO);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE [intake].[RequestEvent] SET (LOCK_ESCALATION = TABLE);");
            migrationBuilder.Sql("ALTER TABLE [intake].[RequestEvent] DROP CONSTRAINT [PK_RequestEvent];");
            migrationBuilder.Sql(
                "ALTER TABLE [intake].[RequestEvent] ADD CONSTRAINT [PK_RequestEvent] PRIMARY KEY CLUSTERED ([RequestId], [EventId]) ON [PRIMARY];");
            migrationBuilder.Sql("DROP PARTITION SCHEME RequestMonths;");
            migrationBuilder.Sql("DROP PARTITION FUNCTION RequestMonths;");
        }
    }
}
